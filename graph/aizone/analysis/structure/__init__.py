"""The structure of a plan's owners: communities, units that others go through, and what rests on one unit alone."""
