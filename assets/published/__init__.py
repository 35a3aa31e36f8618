"""The warehouse: one DuckDB file, built fresh from the checked marts and swapped in."""
