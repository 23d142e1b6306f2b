"""The card and profile of one entity."""
