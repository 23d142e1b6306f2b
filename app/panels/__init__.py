"""Views of one selection, which Explore shows beside its card: the graph, the matrix, the text.

What can be clicked in them are links, or acts of the graph that the next run applies.
"""
