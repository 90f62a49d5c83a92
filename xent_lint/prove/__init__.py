"""Measures what a pair of head and loss does on the installed frameworks, against the references of `stable_ref`."""
