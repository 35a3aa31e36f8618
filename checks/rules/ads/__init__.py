"""Rules of the ads, the open ones, and the skills that they name."""
