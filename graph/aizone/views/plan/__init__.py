"""Pages about whole plans: overview, text, quality, comparison."""
