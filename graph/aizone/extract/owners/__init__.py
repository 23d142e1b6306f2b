"""Owners: from the annotations of a plan to the bodies they name.

`annotations` finds the owner lists of each section (`lists` those in text, `tables` those in task tables), `one_list`
reads one (`blocks`, `names` and `split` its parts) by the words of `grammar.toml`, `document_rules` applies what one list says
about the others, `assignments` says which body each name means (`memberships` those that a relative group stands for), and `explained` says
why.
"""
