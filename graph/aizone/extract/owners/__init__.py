"""Who owns what: from the annotations of a plan to the bodies they name.

`annotations` finds the owner lists of each section (`lists` where they stand in text, `tables` in task tables), `one_list`
reads one (`blocks`, `split` and `draft` its parts) by the words of `grammar.toml`, `document_rules` applies what one list says
of the others, and `assignments` says who each name is (`memberships` whom a relative group stands for).
"""
