"""What Arbetsförmedlingen says itself."""
