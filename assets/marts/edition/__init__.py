"""What an edition is, rests on and changes."""
