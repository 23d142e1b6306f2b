"""Graphs to result records: one module a family; knows NetworkX, has never heard of RDF."""
