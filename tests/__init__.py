"""Tests, by room. Matrices are small, and a second thread for each costs more than it brings."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
