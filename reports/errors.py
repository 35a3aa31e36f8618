"""Errors of publication, as sentences for people."""

from __future__ import annotations


class PublicationRefused(Exception):
    """What was asked for would change something that is published, or mix reports of different warehouses."""
