"""Rules of the registered unemployed and of the labour force."""
