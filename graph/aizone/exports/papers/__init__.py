"""Papers that offices send around as files: Word documents in the typography of official documents, and workbooks."""
