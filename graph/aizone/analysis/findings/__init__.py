"""Findings about coordination: pieces of work under different leads that touch the same thing, topic or words.

Method: GAO-15-49SP, fragmentation, overlap and duplication. Each rule finds groups of measures that have something in common;
`coordination` says how much of it the plan provides; `find` ranks by both. What is found is for a person to decide.
"""
