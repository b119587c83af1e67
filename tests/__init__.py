"""Tests, by room. Small matrices on two cores that others use too: a second thread for each costs more than it brings."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
