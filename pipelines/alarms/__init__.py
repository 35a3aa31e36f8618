"""Messages about what a run left: one per cause, told once, by webhook and e-mail."""
