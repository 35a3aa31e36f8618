"""A connection to the PostgreSQL that machines share, or one sentence about why there is none."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from assets.errors import HomeError
from pipelines.settings import POSTGRES_SCHEME

NOT_INSTALLED = "KOMPETENS_DAGSTER_POSTGRES behöver tillägget postgres. Kör pip install 'kompetensbehov[postgres]'."
_ANSWERS_WITHIN_SECONDS = 10


def connected(address: str, **more: Any) -> Any:
    """Connect to it.

    Args:
        address: of the database, as the setting has it.
        more: what else the connection is to be.

    Returns:
        A connection of psycopg2's.

    Raises:
        HomeError: it does not answer, or what talks to it is not installed. What the server is called is said, never the password.
    """
    try:
        # Only where there is a PostgreSQL is what talks to it installed.
        import psycopg2
    except ImportError:
        raise HomeError(NOT_INSTALLED) from None
    parts = urlsplit(address)
    try:
        plain = address.replace(POSTGRES_SCHEME, "postgresql", 1)
        return psycopg2.connect(plain, connect_timeout=_ANSWERS_WITHIN_SECONDS, **more)
    except psycopg2.Error:
        # Its own text may repeat what was in the address, and would be shown as what led here.
        options = (
            ", och att det som står efter ? går att uppfylla (med sslmode: kryptering och certifikat)"
            if parts.query
            else ""
        )
        raise HomeError(
            f"PostgreSQL på {parts.hostname} släpper inte in, eller svarar inte. Se efter att servern är igång, att databasen "
            f"{parts.path.strip('/')} finns och att namn och lösenord i KOMPETENS_DAGSTER_POSTGRES stämmer{options}."
        ) from None
