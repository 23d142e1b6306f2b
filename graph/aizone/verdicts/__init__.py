"""Decisions of people about names, readings and findings: recorded, withdrawn, attributed, and applied again when a plan is re-read.

One mechanism (`attribution`, `quote`, `ledger`) serves each kind of decision: names, readings, findings. A kind is a record with
an `id` and an attribution, and a `Ledger` that says how the record is written and read: its body and its target.
"""
