"""Rows to graphs and tables. Each module says what a node, an edge and a weight mean."""
