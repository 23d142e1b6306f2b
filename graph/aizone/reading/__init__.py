"""The stages strung together: read a document, ingest it, rebuild a workspace, review a draft."""
