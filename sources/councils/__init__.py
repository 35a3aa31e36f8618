"""What the councils fill in, and how it is taken in."""
