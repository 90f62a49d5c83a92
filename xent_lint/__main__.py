"""`python -m xent_lint` is the command `xent-lint`."""

from xent_lint.adapters.cli import main

if __name__ == "__main__":
    main(prog_name="xent-lint")
