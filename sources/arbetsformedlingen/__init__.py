"""Arbetsförmedlingen: ad archives and the monthly workbooks of registered unemployed."""
