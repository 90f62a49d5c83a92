"""The rules: each judges observations of the interpreter; none of them walks the syntax tree."""
