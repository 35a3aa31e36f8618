"""Frames of the tables that the publication is made of; right ones unless told otherwise."""

from __future__ import annotations

import pandas as pd


def concepts_named() -> pd.DataFrame:
    """An occupation with two titles in a group of systems developers, and one that is no longer in use."""
    rows = [
        ("g", "ssyk-level-4", "Mjukvaru- och systemutvecklare m.fl.", "2512", None, "gäller"),
        ("o", "occupation-name", "Systemutvecklare/Programmerare", None, "g", "gäller"),
        ("p", "occupation-name", "Systemman", None, "g", "ersatt"),
    ]
    return pd.DataFrame(rows, columns=["koncept_id", "typ", "namn", "kod", "grupp_id", "tillstand"])


def words(title: str = "Programmerare", everyday: str = "kodare") -> pd.DataFrame:
    """The words of its group, and an everyday word in another."""
    rows = [
        ("251", "Systemutvecklare", "yrkesbenämning", "Arbetsförmedlingen"),
        ("251", title, "yrkesbenämning", "Arbetsförmedlingen"),
        ("351", everyday, "vardagsord", "egen lista"),
    ]
    return pd.DataFrame(rows, columns=["yrke_kod", "ord", "slag", "kalla"])
