"""Supposed changes to who owns what, and what would follow from them; the graph itself never changes."""
