"""Who works, in what."""
