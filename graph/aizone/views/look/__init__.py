"""Colours, shapes, icons and number formats shared by every page."""
