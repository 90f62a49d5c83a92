"""All that has output: the command line, its formats, and the flake8 plugin."""
