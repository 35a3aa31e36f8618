"""What the sources answered, unchanged and write-once."""
