"""What an edition finds, decided once: every page, sheet and paper shows the same."""
