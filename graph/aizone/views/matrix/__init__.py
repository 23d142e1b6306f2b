"""The responsibility matrix as shown: filters and orders."""
