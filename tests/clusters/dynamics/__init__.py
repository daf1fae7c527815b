"""Change: shift-share, entry and exit, stages of life, momentum, entry forecast."""
