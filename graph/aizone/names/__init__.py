"""Names and the things they mean in a workspace: one answer for search, filters, the command line and query parameters."""
