"""Tables for readers, their numbers decided once."""
