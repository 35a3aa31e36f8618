"""Who is registered as unemployed."""
