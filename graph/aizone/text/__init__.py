"""Words of official documents: characters, brackets, printed numbers, dates, titles, column headers, collation."""
