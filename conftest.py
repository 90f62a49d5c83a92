"""Tests start the real program in many folders: none of them may leave a cache behind or see the one of another."""

import os

os.environ["XENT_LINT_NO_CACHE"] = "1"
