"""Measurements against the peers, printed as ratios of one run: `make bench`."""
