"""Composes sources, assets, checks and reports; owns settings, jobs, schedules and the command line."""
