"""Rules of the employees and their breaks."""
