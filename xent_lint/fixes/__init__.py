"""Repairs: what a finding says, done to the text."""
