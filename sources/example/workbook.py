"""The workbooks of registered unemployed: pivot caches and sheets as a spreadsheet program stores them, for one month."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

import numpy as np
import numpy.typing as npt

from assets.reference.areas import counties, municipalities
from assets.reference.occupations import af_areas
from sources.example.world import AF_AREAS, Example, Floats, by_area, world

KIND = "vnd.openxmlformats-officedocument.spreadsheetml"
PERIODS = tuple(f"{2024 + month // 12}-{month % 12 + 1:02d}" for month in range(8, 32))
# Unemployed relative to employees, in the order of the areas.
_SLACK = (0.75, 1.1, 1, 1.6, 1.25, 1.5, 2.3, 0.45, 1.6, 0.95, 1.8, 2.6, 1.5, 0.8, 0.5, 0.95, 0.8, 0.55, 1.8,
          0.45, 0.2)  # fmt: skip
_UNKNOWN_AREA = 0.05
_SEASON = np.tile((0.99, 0.98, 0.98, 1.0, 1.04, 1.03, 1.01, 0.99, 0.97, 0.99, 1.01, 1.01), 2)  # from September
_ELSEWHERE = {"1384": 1650, "1383": 1200, "0662": 800, "0680": 4300, "1780": 3100, "0180": 38000, "0380": 9000, "0480": 2500,
              "0580": 6500, "0780": 3400, "0880": 2300, "0980": 1500, "1080": 2200, "1280": 19000, "1880": 6000, "1980": 6500,
              "2080": 1700, "2180": 4600, "2281": 3300, "2380": 1600, "2480": 3200, "2580": 2000, "1480": 17300}  # fmt: skip
"""Registered unemployed of some municipalities, at least one of each county, which stand for those of the other counties."""
_AGES = ("16-24", "25-34", "35-44", "45-54", "55-66"), (0.13, 0.25, 0.22, 0.2, 0.2)
_LEVELS = ("Förgymnasial", "Gymnasial", "Eftergymnasial"), (0.33, 0.42, 0.25)
_BIRTH = ("Inrikesfödda", "Utrikesfödda"), (0.47, 0.53)
_LONG = {6: 0.57, 12: 0.4, 24: 0.22}  # months without work: share of all
_RATE, _RATE_ELSEWHERE, _WOMEN = 0.046, 0.06, 0.485
_OPEN = "http://schemas.openxmlformats.org"
_MADE_UP = "EXEMPELDATA – alla uppgifter är påhittade"
_XMLNS = f'xmlns="{_OPEN}/spreadsheetml/2006/main" xmlns:r="{_OPEN}/officeDocument/2006/relationships"'


def _elsewhere(example: Example) -> dict[str, int]:
    return {code: people for code, people in _ELSEWHERE.items() if code[:2] not in example.counties}


def _places(example: Example) -> tuple[str, ...]:
    return (*example.towns, *_elsewhere(example))


def _people_in(example: Example) -> list[str]:
    """The counties of the places."""
    return [*example.counties, *sorted({code[:2] for code in _elsewhere(example)})]


def _unemployed(example: Example) -> Floats:
    """Persons by period, place (the county's, then those of other counties), area (unknown last) and sex."""
    by_group, r = world(example).by_group, np.random.default_rng([example.seed, 3])
    elsewhere = _elsewhere(example)
    weight = by_area(by_group[: len(example.towns)]) * np.array(_SLACK)[:, None]
    average = weight.sum(0) / weight.sum()
    # People look for work beyond their own municipality, and the sexes differ less than at work.
    mix = 0.7 * weight / weight.sum((1, 2), keepdims=True) + 0.3 * average
    mix = np.concatenate([0.85 * mix + 0.15 * mix.mean(-1, keepdims=True), np.tile(average, (len(elsewhere), 1, 1))])
    mix *= np.exp(r.normal(0, 0.12, mix.shape))
    mix = np.concatenate([mix, mix.sum(1, keepdims=True) * _UNKNOWN_AREA / (1 - _UNKNOWN_AREA)], 1)
    level = np.concatenate([example.unemployed, list(elsewhere.values())]) / mix.sum((1, 2))
    walk = np.exp(np.cumsum(r.normal(0, 0.008, (len(PERIODS), len(level))), 0))
    trend = (_SEASON * np.linspace(0.96, 0.93, len(PERIODS)))[:, None] * walk * level
    expected = trend[:, :, None, None] * mix * np.exp(r.normal(0, 0.03, (len(PERIODS), *mix.shape)))
    return np.asarray(np.floor(expected + r.random(mix.shape)), np.float64)


@lru_cache(maxsize=2)
def _everybody(example: Example) -> tuple[npt.NDArray[np.int64], list[int]]:
    """Persons by period, row, area and sex, and the county of each row: places, residuals of counties, no county."""
    r, people, counties = np.random.default_rng([example.seed, 4]), _unemployed(example), _people_in(example)
    # As many for each other county, and without a county, as for the last of its own.
    least = np.pad(example.scales, (0, len(counties) + 1 - len(example.counties)), "edge")
    rest = r.poisson(0.35 * np.minimum(1, least)[:, None, None], (len(people), len(counties) + 1, *people.shape[2:]))
    county = [*(counties.index(code[:2]) for code in _places(example)), *range(len(counties) + 1)]
    return np.concatenate([people, rest], 1).astype(np.int64), county


def _by(example: Example, weights: Sequence[float]) -> npt.NDArray[np.int64]:
    """Persons by period, row, group and sex, in whole numbers that add up to everybody."""
    total = _everybody(example)[0].sum(2)
    ends = np.round(np.cumsum(weights)[:, None] / sum(weights) * total[:, :, None])
    return np.asarray(np.diff(ends, axis=2, prepend=0), np.int64)


def _short(county: str) -> str:
    return counties()[county].removesuffix(" län").removesuffix("s")


def _items(name: str, items: Iterable[str | None]) -> str:
    texts = ["<m/>" if item is None else f"<s v={quoteattr(item)}/>" for item in items]
    blank = ' containsBlank="1"' if "<m/>" in texts else ""
    return f'<cacheField name="{name}"><sharedItems count="{len(texts)}"{blank}>{"".join(texts)}</sharedItems></cacheField>'


def _number(name: str) -> str:
    return f'<cacheField name="{name}"><sharedItems containsMixedTypes="1" containsNumber="1"/></cacheField>'


def _cache(
    example: Example,
    names: str,
    groups: Sequence[str | None],
    values: npt.NDArray[np.int64],
    hidden: dict[tuple[int, ...], str],
) -> tuple[str, list[str]]:
    """Fields and records by period, sex, group, county, municipality. Zero rows are kept for its own counties."""
    county, places = _everybody(example)[1], _places(example)
    where = [f'<x v="{c}"/><x v="{min(i, len(places))}"/>' for i, c in enumerate(county)]
    records = [
        f'<r><x v="{t}"/><x v="{s}"/><x v="{a}"/>{where[p]}' + hidden.get((p, a, s), f'<n v="{n}"/>') + "</r>"
        for (t, p, a, s), n in zip(np.ndindex(values.shape), values.ravel().tolist(), strict=True)
        if n or county[p] < len(example.counties)
    ]
    period, sex, group, lan, place, count = names.split()
    whole = group == "YRKESOMRÅDE"  # this workbook writes the counties in full, and leaves what is not known blank
    written = [*(counties()[c] if whole else _short(c) for c in _people_in(example)), "Uppgift saknas"]
    towns = [*(municipalities()[p] for p in places), None if whole else "Uppgift saknas"]
    fields = {period: PERIODS, sex: ["M", "K"], group: groups, lan: written, place: towns}
    return "".join(_items(*field) for field in fields.items()) + _number(count), records


def areas(example: Example) -> bytes:
    """By area of occupation."""
    values, people = _everybody(example)[0], _unemployed(example)
    # Protected in every month: eight small numbers in small places, six of them as "<5" and two not shown at all.
    own = people[:, : len(example.towns), :-1]
    tiny = (own.min(0) > 0) & (own.max(0) < 5) & (example.unemployed < 160)[:, None, None]
    chosen = np.random.default_rng([example.seed, 6]).permutation(np.argwhere(tiny))[:8].tolist()
    hidden = {tuple(cell): '<s v="&lt;5"/>' if i < 6 else "<m/>" for i, cell in enumerate(chosen)}
    names = [*(af_areas()[a] for a in AF_AREAS), None]
    return _book([_cache(example, "PERIOD KÖN YRKESOMRÅDE LÄN KOMMUN KVAR", names, values, hidden)])


def profile(example: Example) -> bytes:
    """By education, country of birth and age, each in a cache of its own."""
    kinds = ("UTBILDNING", _LEVELS), ("FODLGRP", _BIRTH), ("ALDGR", _AGES)
    return _book(
        [
            _cache(example, f"PERIOD KOEN {field} LAN KOMMUN_BESKR INSAL", names, _by(example, weights), {})
            for field, (names, weights) in kinds
        ]
    )


def duration(example: Example) -> bytes:
    """By time without work, on plain sheets, where numbers under five are protected."""
    both = {"Ålder": _AGES, "Utbildningsnivå": _LEVELS, "Födelseland": _BIRTH}
    everybody = _everybody(example)[0].sum(2, keepdims=True)
    kinds = {"Total": (None, ("",), everybody.sum(-1)), "Kön": ("KOEN", ("M", "K"), everybody[:, :, 0])}
    kinds |= {name: (name.upper(), names, _by(example, weights).sum(-1)) for name, (names, weights) in both.items()}
    towns, heads = municipalities(), [f"Utan arbete mer än {months} månader" for months in _LONG]
    places, counties = _places(example), _people_in(example)
    county, sheets = _everybody(example)[1][:-1], {}
    for name, (column, names, values) in kinds.items():
        extra = [column] if column else []
        rows: list[list[str | int]] = [[_MADE_UP], [name], ["Värden under 5 redovisas som <5"], []]
        rows.append(["PERIOD", "LÄN", "KOMMUN", *extra, "ARBETSLÖSA", *heads])
        for t, p, g in np.ndindex(len(PERIODS), len(county), len(names)):
            n, place = int(values[t, p, g]), towns[places[p]] if p < len(places) else "Uppgift saknas"
            long = [int(n * share) for share in _LONG.values()]
            shown = ["<5" if 0 < v < 5 else v for v in long]
            rows.append([PERIODS[t], _short(counties[county[p]]), place, *([names[g]] if column else []), n, *shown])
        sheets[name] = rows
    return _book([], sheets)


def labour_force(example: Example) -> bytes:
    """The labour force of every municipality of the country, with decimals, and the registered unemployed in it."""
    r, codes = np.random.default_rng([example.seed, 7]), list(municipalities())
    people = dict(zip(_places(example), np.moveaxis(_everybody(example)[0].sum(2), 1, 0), strict=False))
    kinds = [f"{sex}{what}" for what in ("AK", "SOK") for sex in ("TOT", "KVI", "MAN")]
    order = list(counties())
    records = []
    for k, code in enumerate(codes):
        size = people[code].mean(0).sum() / _RATE if code in people else 8_500 * r.lognormal(0, 0.25)
        for t in range(len(PERIODS)):
            force = size * (1 + 0.0005 * t) * np.array([1 - _WOMEN, _WOMEN])
            men, women = people[code][t] if code in people else np.round(force * _RATE_ELSEWHERE).astype(int)
            numbers = [*np.round([force.sum(), force[1], force[0]], 6), women + men, women, men]
            cells = "".join(f'<n v="{n}"/>' for n in numbers)
            records.append(f'<r><x v="{t}"/><x v="{order.index(code[:2])}"/><x v="{k}"/>{cells}</r>')
    written = [f"{code} {name}" for code, name in municipalities().items()]
    fields = _items("PERIOD", PERIODS) + _items("LAN", [f"{c} {_short(c)}" for c in order]) + _items("KOM", written)
    return _book([(fields + "".join(map(_number, kinds)), records)])


BOOKS: dict[str, Callable[[Example], bytes]] = {
    f"{prefix}-{PERIODS[-1]}.xlsx": make
    for prefix, make in (
        ("web-arbetslosa-yrkesomrade", areas),
        ("web-sok-lan-kom", profile),
        ("web-inskrivna-arbetslosa-tid-utan-arbete-lan-kom", duration),
        ("web-inskrivna-arbetslosa-andel-av-bas", labour_force),
    )
}
"""File name → how to make the workbook."""


def _relations(*items: tuple[str, str]) -> str:
    kind = f"{_OPEN}/officeDocument/2006/relationships"
    body = (f'<Relationship Id="rId{i}" Type="{kind}/{k}" Target="{to}"/>' for i, (k, to) in enumerate(items, 1))
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{"".join(body)}</Relationships>'


def _sheet(rows: Iterable[Sequence[str | int]]) -> str:
    cells = (
        "".join(
            f"<c><v>{v}</v></c>" if isinstance(v, int) else f'<c t="inlineStr"><is><t>{escape(v)}</t></is></c>'
            for v in row
        )
        for row in rows
    )
    return f"<worksheet {_XMLNS}><sheetData>{''.join(f'<row>{row}</row>' for row in cells)}</sheetData></worksheet>"


def _book(caches: list[tuple[str, list[str]]], sheets: dict[str, list[list[str | int]]] | None = None) -> bytes:
    """The bytes of a workbook with these caches (fields, records) and sheets."""
    shown = sheets or {"Tabell": [[_MADE_UP]]}
    listed = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(shown, 1))
    pivots = "".join(f'<pivotCache cacheId="{i}" r:id="rId{i + len(shown)}"/>' for i in range(1, len(caches) + 1))
    kinds = {"workbook.xml": "sheet.main"}
    targets = [("worksheet", f"sheet{i}.xml") for i in range(1, len(shown) + 1)]
    parts = {
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook {_XMLNS}><sheets>{listed}</sheets>"
        + (f"<pivotCaches>{pivots}</pivotCaches></workbook>" if caches else "</workbook>"),
    }
    for i, rows in enumerate(shown.values(), 1):
        parts[f"xl/sheet{i}.xml"], kinds[f"sheet{i}.xml"] = _sheet(rows), "worksheet"
    for i, (fields, records) in enumerate(caches, 1):
        cache, stored = f"pivotCacheDefinition{i}.xml", f"pivotCacheRecords{i}.xml"
        targets.append(("pivotCacheDefinition", f"pivotCache/{cache}"))
        kinds |= {f"pivotCache/{cache}": "pivotCacheDefinition", f"pivotCache/{stored}": "pivotCacheRecords"}
        parts[f"xl/pivotCache/{cache}"] = (
            f'<pivotCacheDefinition {_XMLNS} r:id="rId1" recordCount="{len(records)}"><cacheSource type="worksheet">'
            f'<worksheetSource name="Data"/></cacheSource><cacheFields count="{fields.count("<cacheField ")}">{fields}'
            "</cacheFields></pivotCacheDefinition>"
        )
        parts[f"xl/pivotCache/_rels/{cache}.rels"] = _relations(("pivotCacheRecords", stored))
        parts[f"xl/pivotCache/{stored}"] = (
            f'<pivotCacheRecords {_XMLNS} count="{len(records)}">{"".join(records)}</pivotCacheRecords>'
        )
    parts["xl/_rels/workbook.xml.rels"] = _relations(*targets)
    start, end = '<Override PartName="/xl/', f'" ContentType="application/{KIND}.'
    types = "".join(f'{start}{path}{end}{kind}+xml"/>' for path, kind in kinds.items())
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{_OPEN}/package/2006/content-types">{types}<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in parts.items():
            content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'
            package.writestr(zipfile.ZipInfo(name, (2026, 9, 23, 8, 0, 0)), content, zipfile.ZIP_DEFLATED, 1)
    return file.getvalue()
