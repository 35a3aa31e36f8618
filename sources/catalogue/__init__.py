"""The catalogue: what each source table is, why it is needed, and how old its snapshot may become."""
