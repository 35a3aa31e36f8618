"""One tidy table per source table: our column names, codes as text, value and status apart, no arithmetic."""
