"""`xent-lint server`: findings, repairs and pages of rules for editors, by the Language Server Protocol."""
