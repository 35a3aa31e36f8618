"""Arbetsförmedlingen's records, with names → staged.inskrivna_arbetslosa, with codes."""

from __future__ import annotations

import re

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from assets.reference import af_areas, counties, county_of, municipalities
from assets.tables import NO_MUNICIPALITY, UNKNOWN
from sources.errors import SourceChanged

_SEX = {"M": "män", "K": "kvinnor"}
_RESIDUAL = {None, "", "Uppgift saknas"}
_LEADING_CODE = re.compile(r"^\d{2,4} ")


def county_key(name: str | None) -> str:
    """One spelling for a county: the files write 'Västra Götalands län', 'Västra Götaland' and '14 Västra Götaland'.

    >>> {county_key(n) for n in ("Västra Götalands län", "Västra Götaland", "14 Västra Götaland")}
    {'västra götaland'}
    """
    text = _LEADING_CODE.sub("", name or "").removesuffix(" län").casefold()
    return text.removesuffix("s")


def stage_unemployed(records: pa.Table, county: str) -> pa.Table:
    """Translate names to codes for one county.

    Args:
        records: PERIOD, KÖN, YRKESOMRÅDE, LÄN, KOMMUN, KVAR as text.
        county: two-digit code.

    Returns:
        Columns of staged.inskrivna_arbetslosa. ``<5`` and blanks are missing with their symbol; records without a
        municipality are the county's residual.

    Raises:
        SourceChanged: the county, a municipality, an area or a sex has a name that the reference data do not know.
    """
    wanted = county_key(counties()[county])
    names = [n for n in pc.unique(records["LÄN"]).to_pylist() if n and county_key(n) == wanted]
    if not names:
        raise SourceChanged(f"Arbetsboken har inga rader för {counties()[county]}. Kontrollera länsnamnen hos källan.")
    frame = records.filter(pc.is_in(pc.cast(records["LÄN"], pa.string()), pa.array(names))).to_pandas()
    codes = {name: code for code, name in municipalities().items() if county_of()[code] == county}
    areas = {name: code for code, name in af_areas().items()}
    number = pd.to_numeric(frame["KVAR"].astype("str"), errors="coerce")
    written = frame["KVAR"].astype("object")
    status = written.where(written.notna() & (written != ""), "..").astype("str")
    out = pd.DataFrame(
        {
            "manad": frame["PERIOD"].astype("str"),
            "kon": _translate(frame["KÖN"], _SEX, "kön"),
            "af_yrkesomrade": _translate(frame["YRKESOMRÅDE"], areas, "AF-yrkesområde", UNKNOWN),
            "lan_kod": county,
            "kommun_kod": _translate(frame["KOMMUN"], codes, "kommun", NO_MUNICIPALITY),
            "varde": number.round().astype("Int64"),
            "status": status.where(number.isna(), None),
        }
    )
    return pa.Table.from_pandas(out, preserve_index=False)


def _translate(column: pd.Series, codes: dict[str, str], what: str, residual: str | None = None) -> pd.Series:
    known: dict[object, str] = {}
    unknown = []
    for name in column.unique():
        plain = None if pd.isna(name) else str(name)
        if plain in _RESIDUAL and residual is not None:
            known[name] = residual
        elif plain in codes:
            known[name] = codes[plain]
        elif plain and _LEADING_CODE.sub("", plain) in codes:
            known[name] = codes[_LEADING_CODE.sub("", plain)]
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
