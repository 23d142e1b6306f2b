"""The graph picture: its state, layout and drawing."""
