"""The follow-up of the agreement to 2030."""
