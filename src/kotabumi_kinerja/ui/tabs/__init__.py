"""Parts of the window: tabs."""
