"""Public and private sector."""
