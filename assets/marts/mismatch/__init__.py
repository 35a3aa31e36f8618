"""Supply beside demand."""
