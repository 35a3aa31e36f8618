"""Quality: contract checks, Great Expectations suites, reconciliation, and the gate."""
