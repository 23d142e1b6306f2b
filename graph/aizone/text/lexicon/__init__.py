"""Words of official documents, each declared once: endings of bodies, owner labels, document numbers, dates.

Every stage compiles its own pattern from these declarations, so a new kind of body, owner label or way to write a date is
one entry in one file of this folder.
"""
