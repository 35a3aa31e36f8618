"""Who is sought."""
