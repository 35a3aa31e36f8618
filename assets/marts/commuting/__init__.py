"""Who works elsewhere than they live."""
