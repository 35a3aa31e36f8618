"""What Arbetsförmedlingen writes in its workbooks → codes and numbers, one column at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.words import NO_MUNICIPALITY
from assets.reference import counties, county_of, municipalities
from sources.errors import SourceChanged

AF_SEX = {"M": "män", "K": "kvinnor"}
RESIDUAL = {None, "", "Uppgift saknas"}
_LEADING_CODE = re.compile(r"^\d{2,4} ")


def county_key(name: str | None) -> str:
    """One spelling for a county: the files write 'Västra Götalands län', 'Västra Götaland' and '14 Västra Götaland'.

    >>> {county_key(n) for n in ("Västra Götalands län", "Västra Götaland", "14 Västra Götaland")}
    {'västra götaland'}
    """
    text = _LEADING_CODE.sub("", name or "").removesuffix(" län").casefold()
    return text.removesuffix("s")


def of_county(records: pa.Table, county: str) -> pd.DataFrame:
    """The records of one county, by the column lan.

    Raises:
        SourceChanged: there are none.
    """
    wanted = county_key(counties()[county])
    names = [n for n in pc.unique(records["lan"]).to_pylist() if n and county_key(n) == wanted]
    if not names:
        raise SourceChanged(f"Arbetsboken har inga rader för {counties()[county]}. Kontrollera länsnamnen hos källan.")
    frame: pd.DataFrame = records.filter(pc.is_in(pc.cast(records["lan"], pa.string()), pa.array(names))).to_pandas()
    return frame


def municipality_codes(column: pd.Series, county: str) -> pd.Series:
    """Codes of a county's municipalities; what names none is the county's residual.

    Raises:
        SourceChanged: a name is no municipality of the county.
    """
    codes = {name: code for code, name in municipalities().items() if county_of()[code] == county}
    return translate(column, codes, "kommun", NO_MUNICIPALITY)


def translate(column: pd.Series, codes: Mapping[str, str], what: str, residual: str | None = None) -> pd.Series:
    """Names, with or without a leading code, to codes.

    Args:
        column: names; blanks and 'Uppgift saknas' are the residual.
        codes: name → code.
        what: is named, for the error.
        residual: code of the residual; None when there may be none.

    Raises:
        SourceChanged: names that are not known, all of them listed.
    """
    known: dict[object, str] = {}
    unknown = []
    for name in column.unique():
        plain = None if pd.isna(name) else str(name)
        code = codes.get(plain or "", codes.get(_LEADING_CODE.sub("", plain or "")))
        if plain in RESIDUAL and residual is not None:
            known[name] = residual
        elif code is not None:
            known[name] = code
        else:
            unknown.append(str(plain))
    if unknown:
        raise SourceChanged(
            f"Arbetsboken har namn på {what} som referensdata inte känner: {', '.join(sorted(unknown))}. "
            "Rätta assets/reference eller kontrollera arbetsboken."
        )
    values = column.astype("object")
    translated = values.map(lambda v: known[v] if pd.notna(v) else residual)
    return translated.astype("str")


def numbers(column: pd.Series) -> pd.DataFrame:
    """Columns varde (float) and status: what is no number is missing, with what is written or ``..`` as its status."""
    number = pd.to_numeric(column.astype("str"), errors="coerce")
    written = column.astype("object")
    status = written.where(written.notna() & (written != ""), "..").astype("str")
    return pd.DataFrame({"varde": number, "status": status.where(number.isna(), None)})
