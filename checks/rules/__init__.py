"""What must hold of the tables: per subject plausibility, and sums and ratios across tables."""
