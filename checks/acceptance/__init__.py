"""Whether a new answer of a source can stand: its form, what is plausible, and how it differs from the one before."""
