"""Views over several counties' databases, as a script that DuckDB runs: each county is attached, and nothing is copied."""

from __future__ import annotations

from collections.abc import Sequence

from assets.contracts.model import TableContract
from assets.contracts.registry import PUBLISHED
from assets.home import FILE_NAME

_HEAD = """-- Vyer över flera läns databaser. Kör från den här mappen, till exempel: duckdb -init riket.sql
-- Varje län läses där det ligger, inget kopieras. Kolumnen lan säger vilket läns databas en rad kommer ur.
-- En tabell med områden har bara länets egna rader här (länet, dess delregioner och kommuner): riket och andra län står i varje
-- läns databas och skulle annars komma en gång för varje län. Övriga tabeller har alla rader ur varje län.
-- Ett län som inte är delat har en enda delregion, som är hela länet: lägg inte ihop delregion och län.
"""


def views_of_counties(codes: Sequence[str]) -> str:
    """The script, for counties whose homes lie beside the folder that it stands in.

    Args:
        codes: of the counties that are published.
    """
    attached = [
        f"attach if not exists '../../{code}/publicerat/senaste/{FILE_NAME}' as lan_{code} (read_only);"
        for code in codes
    ]
    views = [
        f"create or replace view vy.{table.name} as\n"
        + "\nunion all by name\n".join(_rows(table, code) for code in codes)
        + ";"
        for table in PUBLISHED
    ]
    return "\n".join([_HEAD, *attached, "create schema if not exists vy;", *views, ""])


def _rows(table: TableContract, code: str) -> str:
    own = (
        f" where geo_kod in (select geo_kod from lan_{code}.mart.dim_geo where lan_kod = '{code}')"
        if any(column.name == "geo_kod" for column in table.columns)
        else ""
    )
    return f"select '{code}' as lan, * from lan_{code}.mart.{table.name}{own}"
