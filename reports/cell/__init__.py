"""One number explained, down to its sources."""
