"""Areas and occupations."""
