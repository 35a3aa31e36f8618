"""Reference data: small, reviewed tables that no source publishes in the form we need, one module per subject.

Every CSV here has a row in ``ursprung.csv`` saying who published it, where and under which licence.
This package is the bottom layer: it imports nothing of ours.
"""
