"""The workbook of registered unemployed by area of occupation, as a pivot cache the way a spreadsheet program stores it."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import quoteattr

import numpy as np

from assets import reference
from sources.example.world import COUNTY, Floats, world

FILE_NAME = "web-arbetslosa-yrkesomrade-2026-08.xlsx"
PERIODS = tuple(f"{2024 + month // 12}-{month % 12 + 1:02d}" for month in range(8, 32))
# Municipality, area and sex whose number is protected in every month: shown as "<5", or not at all.
PROTECTED: dict[tuple[str, str, str], str] = {
    ("1438", "14", "K"): '<s v="&lt;5"/>',
    ("1438", "4", "M"): '<s v="&lt;5"/>',
    ("1445", "14", "M"): '<s v="&lt;5"/>',
    ("1444", "17", "K"): '<s v="&lt;5"/>',
    ("1447", "3", "K"): '<s v="&lt;5"/>',
    ("1446", "6", "K"): '<s v="&lt;5"/>',
    ("1443", "14", "M"): "<m/>",
    ("1497", "22", "K"): "<m/>",
}
# Unemployed relative to employees, by area; the last one is an unknown occupation.
_SLACK = {"1": 0.75, "2": 1.1, "3": 0.75, "4": 1.6, "5": 1.25, "6": 1.5, "7": 2.3, "8": 0.42, "9": 1.6, "10": 0.95, "11": 1.8,
          "12": 2.6, "13": 1.5, "14": 0.8, "15": 0.5, "16": 0.95, "17": 0.8, "18": 0.55, "19": 1.8, "20": 0.45, "22": 0.1}  # fmt: skip
_UNKNOWN_SHARE = 0.05
_SEASON = (1.04, 1.03, 1.01, 0.99, 0.97, 0.99, 1.01, 1.01, 0.99, 0.98, 0.98, 1.0)
_ELSEWHERE = {"1384": 1650, "1383": 1200, "0662": 800, "0680": 4300, "1780": 3100}
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BLANK = ' containsBlank="1"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _unemployed(seed: int) -> Floats:
    """Persons by period, place, area (unknown last) and sex; places are the county's, then those of other counties."""
    w, r = world(seed), np.random.default_rng([seed, 3])
    by_area = np.zeros((len(w.areas), len(w.by_group), 2))
    np.add.at(by_area, w.area_of_group, w.by_group.transpose(1, 0, 2))
    weight = by_area.transpose(1, 0, 2) * np.array([_SLACK[a] for a in w.areas])[:, None]
    local = weight[: len(w.municipalities)]
    average = local.sum(0) / local.sum()
    # People look for work beyond their own municipality, and the sexes differ less than at work.
    mix = 0.7 * local / local.sum((1, 2), keepdims=True) + 0.3 * average
    mix = 0.85 * mix + 0.15 * mix.mean(-1, keepdims=True)
    mix = np.concatenate([mix, np.tile(average, (len(_ELSEWHERE), 1, 1))])
    mix *= np.exp(r.normal(0, 0.12, mix.shape))
    unknown = mix.sum(1, keepdims=True) * _UNKNOWN_SHARE / (1 - _UNKNOWN_SHARE)
    mix = np.concatenate([mix, unknown], 1)
    mix /= mix.sum((1, 2), keepdims=True)
    level = np.concatenate([w.unemployed, list(_ELSEWHERE.values())])
    month = np.arange(len(PERIODS))
    season = np.array([_SEASON[(8 + m) % 12] for m in month]) * (1.03 - 0.0012 * month)
    walk = np.cumsum(r.normal(0, 0.008, (len(PERIODS), len(level))), 0)
    expected = (season[:, None] * np.exp(walk) * level)[:, :, None, None] * mix
    return np.floor(expected * np.exp(r.normal(0, 0.03, expected.shape)) + r.random(expected.shape[1:]))


def _records(seed: int) -> tuple[list[tuple[str, list[str | None]]], list[str]]:
    """The pivot cache: its fields with shared items, and its records. Zero rows are kept for the county itself."""
    w, r = world(seed), np.random.default_rng([seed, 4])
    places = [*w.municipalities, *_ELSEWHERE]
    counties = [COUNTY, *sorted({code[:2] for code in _ELSEWHERE})]
    county_names: list[str | None] = [*(reference.counties()[c] for c in counties), "Uppgift saknas"]
    people = _unemployed(seed)
    # A residual of each county, and persons without a county, belong to no municipality.
    rest = r.poisson(0.35, (people.shape[0], len(county_names), *people.shape[2:])).astype(np.float64)
    values = np.concatenate([people, rest], 1)
    county = [counties.index(code[:2]) for code in places] + list(range(len(county_names)))
    place_tags = [f'<x v="{c}"/><x v="{min(i, len(places))}"/>' for i, c in enumerate(county)]
    protected = {
        (places.index(place), w.areas.index(area), "MK".index(sex)): tag for (place, area, sex), tag in PROTECTED.items()
    }
    numbers = [f'<n v="{n}"/>' for n in range(int(values.max()) + 1)]
    records = [
        f'<r><x v="{t}"/><x v="{s}"/><x v="{a}"/>{place_tags[p]}{protected.get((p, a, s)) or numbers[int(n)]}</r>'
        for (t, p, a, s), n in zip(np.ndindex(values.shape), values.astype(int).ravel().tolist(), strict=True)
        if n or county[p] == 0
    ]
    fields: list[tuple[str, list[str | None]]] = [
        ("PERIOD", list(PERIODS)),
        ("KÖN", ["M", "K"]),
        ("YRKESOMRÅDE", [*(reference.af_areas()[a] for a in w.areas), None]),
        ("LÄN", county_names),
        ("KOMMUN", [*(reference.municipalities()[p] for p in places), None]),
    ]
    return fields, records


def _relations(*items: tuple[str, str]) -> str:
    body = "".join(f'<Relationship Id="rId{i}" Type="{_REL}/{kind}" Target="{to}"/>' for i, (kind, to) in enumerate(items, 1))
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{body}</Relationships>'


def build(seed: int) -> bytes:
    """The bytes of the workbook."""
    fields, records = _records(seed)
    shared = "".join(
        f'<cacheField name={quoteattr(name)} numFmtId="0"><sharedItems{BLANK * (None in items)} count="{len(items)}">'
        + "".join("<m/>" if item is None else f"<s v={quoteattr(item)}/>" for item in items)
        + "</sharedItems></cacheField>"
        for name, items in fields
    )
    kinds = {"xl/workbook.xml": "sheet.main", "xl/worksheets/sheet1.xml": "worksheet",
             "xl/pivotCache/pivotCacheDefinition1.xml": "pivotCacheDefinition",
             "xl/pivotCache/pivotCacheRecords1.xml": "pivotCacheRecords"}  # fmt: skip
    types = "".join(
        f'<Override PartName="/{p}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{k}+xml"/>'
        for p, k in kinds.items()
    )
    visible = ("EXEMPELDATA – alla uppgifter är påhittade", "Inskrivna arbetslösa efter yrkesområde", f"Period {PERIODS[-1]}")
    rows = "".join(
        f'<row r="{i}"><c r="A{i}" t="inlineStr"><is><t>{text}</t></is></c></row>' for i, text in enumerate(visible, 1)
    )
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets><sheet name="Tabell" sheetId="1" '
        'r:id="rId1"/></sheets><pivotCaches><pivotCache cacheId="1" r:id="rId2"/></pivotCaches></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
        ),
        "xl/worksheets/sheet1.xml": f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/pivotCache/pivotCacheDefinition1.xml": f'{_HEAD}<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_REL}" r:id="rId1" '
        f'refreshedBy="Exempel" createdVersion="6" refreshedVersion="6" recordCount="{len(records)}"><cacheSource '
        f'type="worksheet"><worksheetSource ref="A1:F{len(records) + 1}" sheet="Data"/></cacheSource><cacheFields '
        f'count="{len(fields) + 1}">{shared}<cacheField name="KVAR" numFmtId="0"><sharedItems containsBlank="1" '
        'containsMixedTypes="1" containsNumber="1" containsInteger="1"/></cacheField></cacheFields></pivotCacheDefinition>',
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": _relations(("pivotCacheRecords", "pivotCacheRecords1.xml")),
        "xl/pivotCache/pivotCacheRecords1.xml": f'{_HEAD}<pivotCacheRecords xmlns="{_MAIN}" count="{len(records)}">'
        f"{''.join(records)}</pivotCacheRecords>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 9, 23, 8, 0, 0)), text, zipfile.ZIP_DEFLATED, 1)
    return file.getvalue()
