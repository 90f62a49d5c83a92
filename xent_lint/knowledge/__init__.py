"""What the libraries do, as declarative tables; tests hold every entry against the installed libraries."""
