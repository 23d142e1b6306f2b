"""The answers of the search over everything, in words."""
