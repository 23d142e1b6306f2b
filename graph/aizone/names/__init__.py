"""What a written name means in a workspace: one answer for search, filters, the command line and query parameters."""
