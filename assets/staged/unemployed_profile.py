"""Who the registered unemployed are, how long they have been without work, and the labour force they are part of."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import pyarrow as pa

from assets.contracts.unemployed import DURATIONS, LABOUR_FORCE_COUNTS, MISSING_GROUP
from assets.contracts.words import EVERYBODY, SEXES
from assets.reference.areas import counties, municipalities
from assets.reference.unemployed_groups import groups_of_unemployed
from assets.staged.af_names import AF_SEX, is_residual, municipality_codes, name_key, numbers, of_county, translate
from sources.errors import SourceChanged

_AGES = re.compile(r"(\d\d) ?(?:-|till) ?(\d\d)(?: ?år)?")
_SHEETS = {"Ålder": "ålder", "Utbildningsnivå": "utbildning", "Födelseland": "födelseland"}


def stage_profile(parts: Mapping[str, pa.Table], county: str) -> pa.Table:
    """Registered unemployed of one county by age, education and country of birth.

    Args:
        parts: ålder, utbildning and födelseland → manad, kon, grupp, lan, kommun, antal as text.
        county: two-digit code.

    Returns:
        Columns of staged.inskrivna_profil.

    Raises:
        SourceChanged: the county, a municipality, a group or a sex has an unknown name.
    """
    return _table([_part(records, kind, county) for kind, records in parts.items()])


def _part(records: pa.Table, kind: str, county: str) -> pd.DataFrame:
    frame = of_county(records, county)
    return pd.DataFrame(
        {
            "manad": frame["manad"].astype("str"),
            "egenskap": kind,
            "grupp": _groups(frame["grupp"], kind),
            "kon": translate(frame["kon"], AF_SEX, "kön"),
            "lan_kod": county,
            "kommun_kod": municipality_codes(frame["kommun"], county),
            **_persons(frame["antal"]),
        }
    )


def stage_duration(sheets: Mapping[str, pa.Table], county: str) -> pa.Table:
    """Registered unemployed of one county by time without work, in all and by sex, age, education and country of birth.

    Args:
        sheets: Total, Kön, Ålder, Utbildningsnivå and Födelseland → manad, lan, kommun, one column per time, and grupp.
        county: two-digit code.

    Returns:
        Columns of staged.inskrivna_tid.

    Raises:
        SourceChanged: the county, a municipality or a group has an unknown name.
    """
    return _table([part for name, records in sheets.items() for part in _sheet(name, records, county)])


def _sheet(name: str, records: pa.Table, county: str) -> list[pd.DataFrame]:
    frame = of_county(records, county)
    kind = _SHEETS.get(name, EVERYBODY)
    common = {
        "manad": frame["manad"].astype("str"),
        "egenskap": kind,
        "grupp": _groups(frame["grupp"], kind) if kind in _SHEETS.values() else EVERYBODY,
        "kon": translate(frame["grupp"], AF_SEX, "kön") if name == "Kön" else "totalt",
        "lan_kod": county,
        "kommun_kod": municipality_codes(frame["kommun"], county),
    }
    return [pd.DataFrame({**common, "tid": time, **_persons(frame[time])}) for time in DURATIONS]


def stage_labour_force(records: pa.Table) -> pa.Table:
    """The labour force and the registered unemployed of every municipality of the country.

    Args:
        records: manad, lan, kommun, and one column per count and sex ('arbetskraft kvinnor' …) as text.

    Returns:
        Columns of staged.arbetskraft_bas.

    Raises:
        SourceChanged: a county or a municipality has an unknown name.
    """
    frame = records.to_pandas()
    common = {
        "manad": frame["manad"].astype("str"),
        "lan_kod": translate(frame["lan"], {name: code for code, name in counties().items()}, "län"),
        "kommun_kod": translate(frame["kommun"], {name: code for code, name in municipalities().items()}, "kommun"),
    }
    return _table(
        [
            pd.DataFrame({**common, "matt": count, "kon": sex, **numbers(frame[f"{count} {sex}"])})
            for count in LABOUR_FORCE_COUNTS
            for sex in SEXES
        ]
    )


def _groups(column: pd.Series, kind: str) -> pd.Series:
    names = {name: _group(name_key(name), kind) for name in column.dropna().unique() if not is_residual(name)}
    if unknown := sorted(str(name) for name, group in names.items() if group is None):
        raise SourceChanged(
            f"Arbetsboken har grupper efter {kind} som inte är kända: {', '.join(unknown)}. Lägg till dem i "
            "assets/reference/grupper_inskrivna.csv eller kontrollera arbetsboken."
        )
    return column.astype("object").map(names).fillna(MISSING_GROUP).astype("str")


def _group(name: str, kind: str) -> str | None:
    if kind == "ålder":
        ages = _AGES.fullmatch(name)
        return f"{ages[1]}–{ages[2]}" if ages else None
    return groups_of_unemployed()[kind].get(name)


def _persons(column: pd.Series) -> dict[str, pd.Series]:
    number = numbers(column)
    return {"varde": number["varde"].round().astype("Int64"), "status": number["status"]}


def _table(frames: list[pd.DataFrame]) -> pa.Table:
    return pa.Table.from_pandas(pd.concat(frames, ignore_index=True), preserve_index=False)
