"""Who is educated for what, and whether they work with it."""
