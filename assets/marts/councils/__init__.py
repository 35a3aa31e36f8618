"""What the councils tell."""
