"""Papers that offices send around: what is in them and how it is worded; `exports.papers` writes the files."""
