"""Results of earlier runs, used again while everything that they were made from is the same."""
