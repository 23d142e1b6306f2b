"""Words of official documents: characters, brackets, numbering, deadlines, titles, headers, collation, and the lexicon."""
