"""xent-lint: finds where a model's output and its cross-entropy loss do not fit together."""

__version__ = "0.1.0"
