"""What the pipeline makes: raw → staged → marts → published, and the formulas between them."""
