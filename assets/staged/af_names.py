"""What Arbetsförmedlingen writes in its workbooks → codes and numbers, one column at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.contracts.words import NO_MUNICIPALITY
from assets.reference.areas import counties, county_of, municipalities
from assets.reference.names import other_names_of_af, plain_name
from sources.errors import SourceChanged

AF_SEX = {"M": "män", "K": "kvinnor"}
_LEADING_CODE = re.compile(r"^\d{2,4} ")
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2212", "-----")
_OF_MUNICIPALITY = re.compile(r"s?(?: kommun| stad)$")


def name_key(name: str | None) -> str:
    """One spelling for a name, whatever its blanks, capitals, dashes and accents are written with, and without a code.

    >>> name_key(" 1480\u00a0GO\u0308TEBORG ")
    'göteborg'
    """
    text = "" if pd.isna(name) else plain_name(str(name)).translate(_DASHES)
    return _LEADING_CODE.sub("", text)


def county_key(name: str | None) -> str:
    """One spelling for a county: the files write 'Västra Götalands län', 'Västra Götaland' and '14 Västra Götaland'.

    >>> {county_key(n) for n in ("Västra Götalands län", "Västra Götaland", "14 Västra Götaland", "VÄSTRA  GÖTALAND ")}
    {'västra götaland'}
    """
    return name_key(name).removesuffix(" län").removesuffix("s")


def municipality_key(name: str | None) -> str:
    """One spelling for a municipality, with or without 'kommun' or 'stad' after it.

    >>> {municipality_key(n) for n in ("Borås", "Borås stad", "1490 BORÅS")}, municipality_key("Ales kommun")
    ({'borå'}, 'ale')
    """
    return _OF_MUNICIPALITY.sub("", name_key(name)).removesuffix("s")


_KEYS: dict[str, Callable[[str | None], str]] = {"län": county_key, "kommun": municipality_key}


def is_residual(name: str | None) -> bool:
    """Whether a name says that there is none: a blank, 'Uppgift saknas', or what means the same.

    >>> [is_residual(name) for name in (None, " ", "UPPGIFT  SAKNAS", "Göteborg")]
    [True, True, True, False]
    """
    key = name_key(name)
    return not key or key in other_names_of_af()["saknas"]


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
    """Names, with or without a leading code and however they are spelled, to codes.

    Args:
        column: names; blanks and 'Uppgift saknas' are the residual.
        codes: name → code.
        what: is named, for the error; other names of it that the reference data declare are known too.
        residual: code of the residual; None when there may be none.

    Raises:
        SourceChanged: names that are not known, all of them listed with their number of records.
    """
    key = _KEYS.get(what, name_key)
    by_key = {key(name): code for name, code in codes.items()}
    by_key |= {other: codes[name] for other, name in other_names_of_af().get(what, {}).items() if name in codes}
    known: dict[object, str] = {}
    unknown = []
    for name in column.unique():
        code = by_key.get(key(name))
        if residual is not None and is_residual(name):
            known[name] = residual
        elif code is not None:
            known[name] = code
        else:
            unknown.append(None if pd.isna(name) else str(name))
    if unknown:
        raise SourceChanged(
            f"Arbetsboken har namn på {what} som referensdata inte känner: {_counted(column, unknown)}. "
            "Rätta assets/reference (andra namn står i namn_hos_af.csv) eller kontrollera arbetsboken."
        )
    values = column.astype("object")
    translated = values.map(lambda v: known[v] if pd.notna(v) else residual)
    return translated.astype("str")


def _counted(column: pd.Series, names: list[str | None]) -> str:
    """Each name with how many records have it."""
    written = column.astype("object")
    sizes = {name: int((written.isna() if name is None else written == name).sum()) for name in names}
    named = sorted((name or "tomt", size) for name, size in sizes.items())
    return ", ".join(f"{name} ({size} {'post' if size == 1 else 'poster'})" for name, size in named)


def numbers(column: pd.Series) -> pd.DataFrame:
    """Columns varde (float) and status: what is no number is missing, with what is written or ``..`` as its status.

    Blanks that part thousands, or stand around a number, are none of it.
    """
    plain = column.astype("str").str.replace(r"\s", "", regex=True)
    number = pd.to_numeric(plain, errors="coerce")
    written = plain.where(column.notna() & (plain != ""), "..")
    status = written.astype("str")
    return pd.DataFrame({"varde": number, "status": status.where(number.isna(), None)})
