"""Marts: the need of competence some years ahead, and how well such projections have hit."""
