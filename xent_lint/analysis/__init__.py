"""The abstract interpreter: it knows Python; no library's name may occur in it."""
