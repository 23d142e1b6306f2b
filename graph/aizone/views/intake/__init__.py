"""The Add page: a draft reading, its owners, issues and changes."""
