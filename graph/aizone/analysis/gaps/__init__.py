"""Gaps: rules that say where a plan leaves responsibility open, unclear or doubtful.

A rule is one file in `rules/`: a function over `projections.gap_facts` and its `GapRule` with severity, messages and a hint how to
fix it. A new one is added to the list in `rules/__init__.py`; page, command, score, reference and "how is this computed" follow.
"""
