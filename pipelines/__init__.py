"""Composes sources, assets, checks and reports; owns settings, jobs, schedules and the command line."""

import os

# The matrices are so small that a second thread of OpenBLAS waits more than it works, which doubles the processor time of the
# tables that multiply them; on one thread no number depends on how many cores there are. NumPy reads it when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
