"""``python -m pipelines`` is the same as ``kompetens``."""

import sys

from pipelines.cli import main

sys.exit(main())
