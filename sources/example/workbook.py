"""The workbook of registered unemployed by area of occupation: a pivot cache as a spreadsheet program stores it."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import quoteattr

import numpy as np

from assets import reference
from sources.example.world import AREAS, COUNTY, MUNICIPALITIES, UNEMPLOYED, Floats, by_area, world

FILE_NAME = "web-arbetslosa-yrkesomrade-2026-08.xlsx"
KIND = "vnd.openxmlformats-officedocument.spreadsheetml"
PERIODS = tuple(f"{2024 + month // 12}-{month % 12 + 1:02d}" for month in range(8, 32))
# Unemployed relative to employees, in the order of the areas.
_SLACK = (0.75, 1.1, 1, 1.6, 1.25, 1.5, 2.3, 0.45, 1.6, 0.95, 1.8, 2.6, 1.5, 0.8, 0.5, 0.95, 0.8, 0.55, 1.8,
          0.45, 0.2)  # fmt: skip
_UNKNOWN_AREA = 0.05
_SEASON = np.tile((0.99, 0.98, 0.98, 1.0, 1.04, 1.03, 1.01, 0.99, 0.97, 0.99, 1.01, 1.01), 2)  # from September
_ELSEWHERE = {"1384": 1650, "1383": 1200, "0662": 800, "0680": 4300, "1780": 3100}
_OPEN = "http://schemas.openxmlformats.org"
_XMLNS = f'xmlns="{_OPEN}/spreadsheetml/2006/main" xmlns:r="{_OPEN}/officeDocument/2006/relationships"'


def _unemployed(seed: int) -> Floats:
    """Persons by period, place (the county's, then those of other counties), area (unknown last) and sex."""
    by_group, r = world(seed).by_group, np.random.default_rng([seed, 3])
    weight = by_area(by_group[: len(MUNICIPALITIES)]) * np.array(_SLACK)[:, None]
    average = weight.sum(0) / weight.sum()
    # People look for work beyond their own municipality, and the sexes differ less than at work.
    mix = 0.7 * weight / weight.sum((1, 2), keepdims=True) + 0.3 * average
    mix = np.concatenate([0.85 * mix + 0.15 * mix.mean(-1, keepdims=True), np.tile(average, (len(_ELSEWHERE), 1, 1))])
    mix *= np.exp(r.normal(0, 0.12, mix.shape))
    mix = np.concatenate([mix, mix.sum(1, keepdims=True) * _UNKNOWN_AREA / (1 - _UNKNOWN_AREA)], 1)
    level = np.concatenate([UNEMPLOYED, list(_ELSEWHERE.values())]) / mix.sum((1, 2))
    walk = np.exp(np.cumsum(r.normal(0, 0.008, (len(PERIODS), len(level))), 0))
    trend = (_SEASON * np.linspace(0.96, 0.93, len(PERIODS)))[:, None] * walk * level
    expected = trend[:, :, None, None] * mix * np.exp(r.normal(0, 0.03, (len(PERIODS), *mix.shape)))
    return np.asarray(np.floor(expected + r.random(mix.shape)), np.float64)


def _records(seed: int) -> tuple[dict[str, list[str | None]], list[str]]:
    """The pivot cache: fields with their items, and records. Zero rows are kept for the county itself."""
    r = np.random.default_rng([seed, 4])
    places, counties, people = [*MUNICIPALITIES, *_ELSEWHERE], [COUNTY, "06", "13", "17"], _unemployed(seed)
    # A residual of each county, and persons without a county, belong to no municipality.
    rest = r.poisson(0.35, (len(people), len(counties) + 1, *people.shape[2:]))
    values = np.concatenate([people, rest], 1).astype(int)
    county = [*(counties.index(code[:2]) for code in places), *range(len(counties) + 1)]
    where = [f'<x v="{c}"/><x v="{min(i, len(places))}"/>' for i, c in enumerate(county)]
    # Protected in every month: eight small numbers in small places, six of them as "<5" and two not shown at all.
    own = people[:, : len(MUNICIPALITIES), :-1]
    tiny = (own.min(0) > 0) & (own.max(0) < 5) & (UNEMPLOYED < 160)[:, None, None]
    chosen = r.permutation(np.argwhere(tiny))[:8].tolist()
    hidden = {tuple(cell): '<s v="&lt;5"/>' if i < 6 else "<m/>" for i, cell in enumerate(chosen)}
    records = [
        f'<r><x v="{t}"/><x v="{s}"/><x v="{a}"/>{where[p]}' + hidden.get((p, a, s), f'<n v="{n}"/>') + "</r>"
        for (t, p, a, s), n in zip(np.ndindex(values.shape), values.ravel().tolist(), strict=True)
        if n or county[p] == 0
    ]
    areas, names = reference.af_areas(), reference.municipalities()
    county_names: list[str | None] = [*(reference.counties()[c] for c in counties), "Uppgift saknas"]
    return {"PERIOD": [*PERIODS], "KÖN": ["M", "K"], "YRKESOMRÅDE": [*(areas[a] for a in AREAS), None],
            "LÄN": county_names, "KOMMUN": [*(names[p] for p in places), None]}, records  # fmt: skip


def _relations(*items: tuple[str, str]) -> str:
    kind = f"{_OPEN}/officeDocument/2006/relationships"
    body = (f'<Relationship Id="rId{i}" Type="{kind}/{k}" Target="{to}"/>' for i, (k, to) in enumerate(items, 1))
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{"".join(body)}</Relationships>'


def build(seed: int) -> bytes:
    """The bytes of the workbook."""
    fields, records = _records(seed)
    cache_fields = ""
    for name, items in fields.items():
        texts = "".join("<m/>" if item is None else f"<s v={quoteattr(item)}/>" for item in items)
        blank = f' count="{len(items)}"' + (' containsBlank="1"' if None in items else "")
        cache_fields += f'<cacheField name="{name}"><sharedItems{blank}>{texts}</sharedItems></cacheField>'
    cache, stored = "pivotCache/pivotCacheDefinition1.xml", "pivotCache/pivotCacheRecords1.xml"
    kinds = {"workbook.xml": "sheet.main", "sheet1.xml": "worksheet", cache: cache[11:-5], stored: stored[11:-5]}
    start, end = '<Override PartName="/xl/', f'" ContentType="application/{KIND}.'
    types = "".join(f'{start}{path}{end}{kind}+xml"/>' for path, kind in kinds.items())
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_OPEN}/package/2006/content-types">{types}<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook {_XMLNS}><sheets><sheet name="Tabell" sheetId="1" r:id="rId1"/></sheets>'
        '<pivotCaches><pivotCache cacheId="1" r:id="rId2"/></pivotCaches></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(("worksheet", "sheet1.xml"), ("pivotCacheDefinition", cache)),
        "xl/sheet1.xml": f'<worksheet {_XMLNS}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>EXEMPELDATA – alla '
        "uppgifter är påhittade</t></is></c></row></sheetData></worksheet>",
        f"xl/{cache}": f'<pivotCacheDefinition {_XMLNS} r:id="rId1" recordCount="{len(records)}"><cacheSource '
        f'type="worksheet"><worksheetSource name="Data"/></cacheSource><cacheFields count="6">{cache_fields}'
        '<cacheField name="KVAR"><sharedItems containsBlank="1" containsMixedTypes="1" containsNumber="1"/>'
        "</cacheField></cacheFields></pivotCacheDefinition>",
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": _relations(("pivotCacheRecords", stored[11:])),
        f"xl/{stored}": f'<pivotCacheRecords {_XMLNS} count="{len(records)}">{"".join(records)}</pivotCacheRecords>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in parts.items():
            content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'
            package.writestr(zipfile.ZipInfo(name, (2026, 9, 23, 8, 0, 0)), content, zipfile.ZIP_DEFLATED, 1)
    return file.getvalue()
