"""SCB's statistical database through PxWebApi v2."""
