"""Runs frameworks. Imported in worker processes only: each of them has one framework and one Keras backend."""
