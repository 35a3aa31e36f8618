"""Answers as a source could give them wrongly: of a table of SCB as JSON-stat, and of what is read of Arbetsförmedlingen's files."""

from __future__ import annotations

import json
import math
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sources.scb.pxtable import METADATA

Change = Callable[[str, Any], Any]
"""Name of a file of the snapshot, and its content → the content with a fault."""
UNKNOWN = "9999X"
EMPTY, MORE, LESS, RENAMED, PERIOD, NULL = (
    "tom mängd",
    "en kod mer",
    "en kod mindre",
    "ett namn ändrat",
    "en period mer",
    "allt saknas",
)


def of_numbers(function: Callable[[list[Any]], list[Any]]) -> Change:
    return lambda name, content: content if name == METADATA else {**content, "value": function(content["value"])}


def names_swapped(name: str, content: Any) -> Any:
    """Two codes of the first variable that has several have taken each other's names."""
    if name != METADATA:
        return content
    for variable in content["dimension"].values():
        labels = variable["category"].get("label", {})
        if len(labels) > 1:
            one, other, *_ = labels
            labels[one], labels[other] = labels[other], labels[one]
    return content


def other_code(name: str, content: Any) -> Any:
    """The last code of a variable is one that nobody has asked for."""
    if name != METADATA:
        _, variable, codes = _several(content)
        _set_codes(content, variable, [*codes[:-1], UNKNOWN])
    return content


def code_less(name: str, content: Any) -> Any:
    """The last code of a variable is gone, with its numbers."""
    if name == METADATA:
        return content
    at, _, codes = _several(content)
    return with_codes(content, at, codes[:-1], list(range(len(codes) - 1)))


def code_more(name: str, content: Any) -> Any:
    """A code that nobody has asked for has the numbers of the last one."""
    if name == METADATA:
        return content
    at, _, codes = _several(content)
    return with_codes(content, at, [*codes, UNKNOWN], [*range(len(codes)), len(codes) - 1])


def nothing(name: str, content: Any) -> Any:
    """No period, and so no number."""
    return content if name == METADATA else with_codes(content, _when(content)[0], [], [])


def one_renamed(name: str, content: Any) -> Any:
    """The first code of the first variable that has several is called something else."""
    if name == METADATA:
        labels = next(v for v in content["dimension"].values() if len(v["category"].get("label", {})) > 1)["category"]
        labels["label"][next(iter(labels["label"]))] = "Något helt annat"
    return content


def period_more(name: str, content: Any) -> Any:
    """The newest period's numbers stand under the next period too."""
    at, codes = _when(content)
    later = next_period(codes[-1])
    if name == METADATA:
        labels = content["dimension"][content["id"][at]]["category"].get("label")
        if labels:
            labels[later] = later
        return {**content, "size": [size + (place == at) for place, size in enumerate(content["size"])]} | {
            "dimension": _dimension_with(content, at, [*codes, later])
        }
    return with_codes(content, at, [*codes, later], [*range(len(codes)), len(codes) - 1])


def newest_two(name: str, content: Any) -> Any:
    """The two newest periods alone, to be quick about it."""
    if name == METADATA:
        return content
    at, codes = _when(content)
    return with_codes(content, at, codes[-2:], list(range(len(codes)))[-2:])


PLANS: dict[str, Change] = {
    EMPTY: nothing,
    MORE: code_more,
    LESS: code_less,
    RENAMED: one_renamed,
    PERIOD: period_more,
    NULL: of_numbers(lambda values: [None] * len(values)),
}
"""What every table of SCB is answered with, one at a time."""


def next_period(code: str) -> str:
    """The period after one, in any of the sources' forms.

    >>> [next_period(code) for code in ("2024", "2026M12", "2026M08", "2024K4", "2023-2024", "2026-08", "2026-1")]
    ['2025', '2027M01', '2026M09', '2025K1', '2024-2025', '2026-09', '2026-2']
    """
    if years := re.fullmatch(r"(\d{4})-(\d{4})", code):
        return f"{int(years[1]) + 1}-{int(years[2]) + 1}"
    if part := re.fullmatch(r"(\d{4})(M|K|-)(\d+)", code):
        year, kind, number = int(part[1]), part[2], int(part[3])
        most = 4 if kind == "K" else 2 if len(part[3]) == 1 else 12
        year, number = (year + 1, 1) if number == most else (year, number + 1)
        return f"{year}{kind}{number:0{len(part[3])}}"
    return str(int(code) + 1)


def with_codes(content: Any, at: int, codes: list[str], places: list[int]) -> Any:
    """The content with other codes of its variable number ``at``, each with the numbers of one of the places before."""
    inner, size = math.prod(content["size"][at + 1 :]), content["size"][at]
    outer = math.prod(content["size"][:at])

    def chosen(values: list[Any]) -> list[Any]:
        return [
            v for o in range(outer) for p in places for v in values[(o * size + p) * inner : (o * size + p + 1) * inner]
        ]

    made = {**content, "value": chosen(content["value"]), "dimension": _dimension_with(content, at, codes)}
    made["size"] = [len(codes) if place == at else n for place, n in enumerate(content["size"])]
    if isinstance(content.get("status"), list):
        return {**made, "status": chosen(content["status"])}
    made.pop("status", None)
    return made


def _dimension_with(content: Any, at: int, codes: list[str]) -> Any:
    variable = content["id"][at]
    labels = content["dimension"][variable]["category"].get("label", {})
    category = {"index": {code: place for place, code in enumerate(codes)}}
    if labels:
        category["label"] = {code: labels.get(code, code) for code in codes}
    return {**content["dimension"], variable: {**content["dimension"][variable], "category": category}}


def _set_codes(content: Any, variable: str, codes: list[str]) -> None:
    content["dimension"][variable]["category"] = {"index": {code: place for place, code in enumerate(codes)}}


def _several(content: Any) -> tuple[int, str, list[str]]:
    """The first variable with several codes: its place, its name and its codes in order."""
    at = next(at for at, size in enumerate(content["size"]) if size > 1)
    index = content["dimension"][content["id"][at]]["category"]["index"]
    return at, content["id"][at], sorted(index, key=index.get)


def _when(content: Any) -> tuple[int, list[str]]:
    """The place of the variable of time, and its codes in order."""
    (variable,) = content["role"]["time"]
    index = content["dimension"][variable]["category"]["index"]
    return content["id"].index(variable), sorted(index, key=index.get)


@dataclass(frozen=True)
class Columns:
    """Of what is read of a source: the column of a code or a name, that of the period if it has several, and the numbers."""

    code: str
    period: str | None
    values: tuple[str, ...]
    periods: int = 3
    """How many of the newest periods are enough to be quick about it."""


TIMES = ("samtliga", "mer än 6 månader", "mer än 12 månader", "mer än 24 månader")
OF_AF = {
    "af_annonser": Columns("municipality_code", None, ("number_of_vacancies",)),
    "af_jobstream": Columns("municipality_code", None, ("number_of_vacancies",)),
    "af_inskrivna_yrkesomrade": Columns("kommun", "manad", ("antal",), 12),
    "af_inskrivna_profil": Columns("kommun", "manad", ("antal",)),
    "af_inskrivna_tid": Columns("kommun", "manad", TIMES),
    "af_arbetskraft_bas": Columns(
        "kommun",
        "manad",
        tuple(f"{what} {sex}" for what in ("arbetskraft", "inskrivna") for sex in ("totalt", "kvinnor", "män")),
    ),
    "af_yrkesbarometer": Columns("ssyk", "omgang", ("jobbmojligheter", "rekryteringssituation", "prognos")),
    "af_taxonomi": Columns("code", None, ("area",)),
    "af_kompetenser": Columns("ssyk4", None, ("annonser_med",)),
}
"""Sources of Arbetsförmedlingen by dataset. An archive and a state of open ads are one period each."""


def changed(table: pa.Table, fault: str, columns: Columns) -> pa.Table | None:
    """A table with a fault; None where the source cannot have it."""
    plain = pa.table(
        {
            f.name: table[f.name].cast(f.type.value_type) if pa.types.is_dictionary(f.type) else table[f.name]
            for f in table.schema
        }
    )
    if fault == EMPTY:
        return plain.slice(0, 0)
    if fault == NULL:
        return _with(plain, {name: None for name in columns.values if name in plain.column_names})
    if fault == PERIOD:
        return _period_more(plain, columns.period) if columns.period else None
    counts = pc.value_counts(pc.drop_null(plain[columns.code].combine_chunks()))
    named = [entry for entry in counts.to_pylist() if entry["values"] != "Uppgift saknas"]
    most = max(entry["counts"] for entry in named)
    # Those without a municipality are too few to be missed.
    common = sorted(entry["values"] for entry in named if entry["counts"] == most)
    code = common[len(common) // 2]
    own = pc.fill_null(pc.equal(plain[columns.code], code), False)
    if fault == LESS:
        return plain.filter(pc.invert(own))
    told = {columns.code: UNKNOWN}
    if fault == MORE:
        return pa.concat_tables([plain, _renumbered(_with(plain.filter(own), told))])
    return pa.concat_tables([plain.filter(pc.invert(own)), _with(plain.filter(own), told)])


def _renumbered(table: pa.Table) -> pa.Table:
    """Ads and concepts of their own: an id that is known is the same once more."""
    for name in {"id", "stream_id"} & {*table.column_names}:
        again = pa.array([f"9{value}" for value in table[name].to_pylist()], table.schema.field(name).type)
        table = table.set_column(table.column_names.index(name), name, again)
    return table


def _period_more(table: pa.Table, column: str) -> pa.Table:
    newest = pc.max(table[column]).as_py()
    return pa.concat_tables(
        [table, _with(table.filter(pc.equal(table[column], newest)), {column: next_period(newest)})]
    )


def _with(table: pa.Table, values: dict[str, str | None]) -> pa.Table:
    for name, value in values.items():
        kind = table.schema.field(name).type
        table = table.set_column(table.column_names.index(name), name, pa.array([value] * len(table), kind))
    return table


def newest_months(table: pa.Table, columns: Columns) -> pa.Table:
    """The newest months alone, of a source that has several."""
    if columns.period is None or columns.period not in table.column_names:
        return table
    wanted = sorted(pc.unique(table[columns.period]).to_pylist())[-columns.periods :]
    return table.filter(pc.is_in(table[columns.period].cast(pa.string()), pa.array(wanted)))


def wrong_file(name: str, right: Path, wrong: Path) -> None:
    """A file of Arbetsförmedlingen as it could come: numbers that lack, a group that is gone, a municipality by another name."""
    if name.endswith(".parquet"):
        table = pq.read_table(right)
        numbers = [column for column in ("number_of_vacancies", "annonser_med") if column in table.column_names]
        pq.write_table(table.slice(0, 0) if numbers else table, wrong)
    elif name.endswith(".json"):
        content = json.loads(right.read_bytes())
        rows = content if isinstance(content, list) else content["data"]["concepts"]
        kept = [{**row, **dict.fromkeys(_WORDS & row.keys())} for row in rows if row.get("ssyk_code_2012") != "2512"]
        made = kept if isinstance(content, list) else {**content, "data": {**content["data"], "concepts": kept}}
        wrong.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    else:
        with zipfile.ZipFile(right) as book, zipfile.ZipFile(wrong, "w", zipfile.ZIP_DEFLATED) as other:
            for part in book.namelist():
                other.writestr(part, book.read(part).replace("Härryda".encode(), b"Nystad"))


_WORDS = {"jobbmojligheter", "rekryteringssituation", "prognos"}
