"""Archives of made-up job ads, one JSON object per line, with everything planted that a reader has to survive."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt

from assets.reference.areas import counties, county_of, municipalities
from assets.reference.occupations import af_area_of_ssyk4, af_areas, occupations_ssyk4
from sources.example.world import (
    ADS_PER_EMPLOYEE,
    AREA_OF_GROUP,
    EXAMPLE_COUNTY,
    EXAMPLE_GROUPS,
    Example,
    by_area,
    table,
    world,
)

Ints = npt.NDArray[np.int64]
_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
Plan = tuple[date, date, int, int]  # first and last day, ads in a county as large as the one written by hand, first id

ARCHIVES: dict[str, Plan] = {
    "2024.jsonl.zip": (date(2024, 9, 1), date(2024, 12, 31), 28_600, 28_000_000),
    "2025.jsonl.zip": (date(2025, 1, 1), date(2025, 12, 31), 85_000, 29_700_000),
    "2026-Q1.jsonl.zip": (date(2026, 1, 1), date(2026, 3, 31), 23_900, 30_500_000),
    "2026-Q2.jsonl.zip": (date(2026, 4, 1), date(2026, 6, 30), 21_100, 30_600_000),
    "2026-Q3.jsonl.zip": (date(2026, 7, 1), date(2026, 9, 30), 17_000, 30_700_000),
}
_ROOM = 10
_YEAR_BEFORE: Plan = (date(2024, 12, 9), date(2024, 12, 31), 250, 28_900_000)
_MONTHS = (55, 55, 60, 58, 52, 40, 30, 41, 50, 50, 44, 43)
_WEEKDAYS = (1.2, 1.15, 1.1, 1.05, 1.0, 0.15, 0.12)
_VACANCIES = [*"1" * 780, *"2" * 100, *"4" * 55, *"8" * 25, *["15"] * 15, *["30"] * 4, *["null"] * 7, *"0" * 4]
# The surrogates become bytes that are not UTF-8.
_MALFORMED = ('{"id": "1", "headline": "avbruten', "null", "[1, 2, 3]", "<html>502 Bad Gateway</html>", "",
              '{"id": "2", "headline": "\udcff\udcfe"}', '{"id": "3", "occupation_group": "text"}')  # fmt: skip
# Leading digits of SSYK:per cent of the ads by municipality:region:state. The rest is private.
_PUBLIC = """
234:80:0:0 235:75:0:5 233:65:0:0 531:75:0:0 533:70:0:0 532:55:25:0 534:40:2:2 266:80:8:5 15:70:10:0 14:80:0:0 221:0:75:2
22:15:60:1 32:2:55:2 336:0:0:100 335:30:2:60 231:0:0:95 0:0:0:100 541:10:0:35 242:25:10:20 341:40:5:20 515:20:5:0 :3:1:2
"""
_DURATIONS = [*[_json({"legacy_ams_taxonomy_id": "1"})] * 6, "null",
              *[_json({"legacy_ams_taxonomy_id": "2"})] * 3]  # fmt: skip
_STATE = ("verket", "polisen", "försvaret", "högskolan", "kassan", "domstolen")
_STAFFING = ("Väst", "Kusten", "Syd", "Industri", "Vård", "Student", "Lager", "IT")
_STAFFING_BY_NAME = ("Nord", "Öst")
"""EXEMPELDATA: agencies whose numbers are on no list."""
_SOLE_TRADERS = 400
# In the order of the areas.
_TRADES = ("kontor", "bygg", "data", "salong", "handel", "hantverk", "krog", "vård", "industri", "service", "media",
           "städ", "gård", "labb", "skola", "omsorg", "vakt", "teknik", "transport", "ledning", "skydd")  # fmt: skip
_TEXTS = ("Vi söker dig som är noggrann.", "Urval sker löpande.", "Fråga Exempel Exempelsson, exempel@exempel.invalid.")
_CONTACT = {"name": "Exempel Exempelsson", "email": "exempel@exempel.invalid", "telephone": "070-000 00 00"}


def _number(nine: str) -> str:
    """Ten digits of which the last is never the right check digit, so the number belongs to nobody."""
    doubled = (int(digit) * (2 - i % 2) for i, digit in enumerate(nine))
    return f"{nine}{(3 - sum(d // 10 + d % 10 for d in doubled)) % 10}"


def _occupation(code: str | None, area: str | None) -> list[str]:
    """The part of an ad that says what work it is: with objects, then with lists of one object."""
    label = occupations_ssyk4()[code] if code else None
    field = af_areas()[area] if area else None
    terms = (("group", code, label), ("field", area, field))
    parts = [(k, _json({"concept_id": c and f"{k}_{c}", "label": n, "legacy_ams_taxonomy_id": c})) for k, c, n in terms]
    shapes = [",".join(f'"occupation_{k}":{shape % term}' for k, term in parts) for shape in ("%s", "[%s]")]
    head = _json((label or "Medarbetare") + " till enhet ")[:-1]  # the number of the unit follows
    return [f'{shape},"headline":{head}' for shape in shapes]


def _address(municipality: str | None, county: str | None, country: str = "Sverige", number: str = "199") -> str:
    name = municipalities()[municipality] if municipality else None
    region = counties()[county] if county else None
    return _json({"municipality": name, "municipality_code": municipality, "region_code": county, "region": region,
                  "country": country, "country_code": number})  # fmt: skip


@lru_cache(maxsize=2)
class _Fragments:
    """Ready pieces of JSON text. Places are the county's municipalities, then one for each other county."""

    def __init__(self, example: Example) -> None:
        r, employees = np.random.default_rng([example.seed, 2]), world(example).by_group.sum(-1)
        work = [*af_area_of_ssyk4().items(), (None, None)]
        self.occupations = [text for code, area in work for text in _occupation(code, area)]
        first = {county: place for place, county in reversed(county_of().items())}
        self.places = [*example.towns, *(first[c] for c in counties() if c not in example.counties)]
        self.addresses = [_address(p, p[:2]) for p in self.places]
        self.addresses += [
            _address(None, example.counties[-1]),
            _address(None, None),
            _address(None, None, "Norge", "155"),
        ]
        self.weight = employees * ADS_PER_EMPLOYEE * np.exp(r.normal(0, 0.15, employees.shape))
        shares = [next(v for k, v in table(_PUBLIC).items() if g.startswith(k)) for g in (*EXAMPLE_GROUPS, "")]
        self.public = np.array(shares, float).cumsum(1) / 100
        size = by_area(self.weight)
        self.companies = np.clip(size / size.sum(1).max() * 9000, 1, 250).astype(np.int64)
        names = [municipalities()[p] for p in self.places]
        born = [date(1955, 1, 1) + timedelta(days) for days in r.integers(0, 16_000, _SOLE_TRADERS).tolist()]
        kinds = [
            [(f"2120{i // 3:05d}", f"Exempelkommunen {names[i // 3]}") for i in range(3 * len(names))],
            [(f"2321{p[:2]:0>5}", f"Exempelregionen i {counties()[p[:2]]}") for p in self.places],
            [(f"2021{i:05d}", f"Exempel{name}") for i, name in enumerate(_STATE)],
            [(f"5569{i:05d}", f"Exempelbemanning {name} AB") for i, name in enumerate(_STAFFING)]
            + [(f"5569{i + 100:05d}", f"Exempel Bemanning {name} AB") for i, name in enumerate(_STAFFING_BY_NAME)],
            [(f"{day:%y%m%d}{i + 100}", f"Enskild firma Exempel {i + 1}") for i, day in enumerate(born)],
            [(f"5566{i % 8:05d}", f"Exempelbolaget {i % 8 + 1} AB") for i in range(len(names))],
            [
                (f"559{(p * 22 + a) * 293 + i:06d}", f"Exempel{_TRADES[a]} {names[p]} {i + 1} AB")
                for (p, a), n in np.ndenumerate(self.companies)
                for i in range(n)
            ],
        ]
        self.first = np.cumsum([0, *map(len, kinds)])
        rows = [(_number(nine), name) for kind in kinds for nine, name in kind]
        self.employers = [_json({"organization_number": n, "name": name, "workplace": name}) for n, name in rows]

    def employer(self, r: np.random.Generator, place: Ints, group: Ints) -> Ints:
        """Which employer has each ad."""
        n, area = len(place), np.append(AREA_OF_GROUP, 0)[group]
        kind, other, u = (r.random((n, 1)) > self.public[group]).sum(1), r.random(n), r.random(n)
        kind = np.where(kind < 3, kind, 6 - (other < 0.163) - (other < 0.143) - (other < 0.12))
        before = (self.companies.cumsum() - self.companies.ravel()).reshape(self.companies.shape)[place, area]
        own = before + u**2 * self.companies[place, area]
        within = [
            place * 3 + u * 3,
            place,
            u * len(_STATE),
            u * len(_STAFFING + _STAFFING_BY_NAME),
            u * _SOLE_TRADERS,
            place,
            own,
        ]
        return np.asarray(self.first[kind] + np.choose(kind, within).astype(np.int64), np.int64)


def ad_lines(example: Example, plan: Plan) -> list[str]:
    """One line per ad, in order of publication."""
    start, end, planned, first_id = plan
    ads, f, r = planned * example.scale, _Fragments(example), np.random.default_rng([example.seed, first_id])
    if len(example.counties) > 1:
        first_id *= _ROOM  # the nation's ads of a quarter are more than the ids between two archives
    # The archives are the nation's: a smaller county leaves more ads to the others.
    elsewhere = max(planned / 70 + planned * (1 - example.scale) / (len(counties()) - 1), planned / 700)
    local, none = len(example.towns), len(EXAMPLE_GROUPS)
    weight = f.weight.copy()
    weight[:local] *= ads / weight[:local].sum()
    weight[local:] *= elsewhere / weight[local:].sum(1, keepdims=True)
    n = round(weight.sum())
    place, group = np.divmod(np.searchsorted(weight.cumsum() / weight.sum(), r.random(n)), none)
    group = np.where(r.random(n) < 0.003, none, group)
    days = [start + timedelta(i) for i in range((end - start).days + 1)]
    busy = np.array([_MONTHS[d.month - 1] * _WEEKDAYS[d.weekday()] for d in days])
    lost = np.where(place < local, r.random(n), 1)
    address = np.where(lost < 0.02, len(f.places) + np.digitize(lost, [0.01, 0.015]), place)
    idents = [f'"{first_id + i}","original_id":null' for i in range(n)]
    for i in np.flatnonzero(r.random(n) < 0.015).tolist():
        idents[i] = f'"{r.bytes(20).hex()}","original_id":"{first_id + i}"'

    def pick(options: list[str], at: Ints | None = None) -> list[str]:
        return [options[i] for i in (r.integers(0, len(options), n) if at is None else at).tolist()]

    # One ad in twenty is put up again: everything but its dates and number of posts is another's of some days before.
    which = np.arange(n)
    again, earlier = r.random(n) < 0.05, which - r.integers(1, max(2, n // 20), n)
    # In the county that is written by hand the first ad stands in for those before it, and what it is about is many times too common;
    # its archives are kept as they are. Elsewhere an ad that has none before it is not a repetition.
    earlier = np.maximum(earlier, 0) if example.county == EXAMPLE_COUNTY else np.where(earlier < 0, which, earlier)
    which = np.where(again, earlier, which)
    published = np.sort(r.choice(len(days), n, p=busy / busy.sum()))
    out = r.integers(5, 50, n)
    ends = [str(days[0] + timedelta(i)) for i in range(len(days) + 100)]

    columns = (
        idents,
        pick(f.occupations, (group * 2 + (r.random(n) < 0.02))[which]),
        pick([str(unit) for unit in range(1, 400)], r.integers(0, 399, n)[which]),
        [*pick(_VACANCIES)[1:], "9999"],
        pick([str(d) for d in days], published),
        pick([f"{7 + i // 300:02d}:{i % 60:02d}:{i * 7 % 60:02d}" for i in range(3000)]),
        pick(ends, published + out),
        pick(
            [*(f'"{day}T12:00:00"' for day in ends), "null"],
            np.where(r.random(n) < 0.7, published + out // 2, len(ends)),
        ),
        pick(_DURATIONS),
        pick(f.employers, f.employer(r, place, group)[which]),
        pick(f.addresses, address[which]),
        pick([_json({"text": f"{a} {b}"}) for a in _TEXTS for b in _TEXTS]),
        pick([*["[]"] * 6, _json([_CONTACT])]),
        pick(["VIA_PLATSBANKEN_DXA", "VIA_PLATSBANKEN_DXA", "VIA_ANNONSERA"]),
    )
    form = (
        '{"id":%s,%s%s","number_of_vacancies":%s,"publication_date":"%sT%s","last_publication_date":"%sT23:59:59",'
        '"removed_date":%s,"duration":%s,"employer":%s,"workplace_address":%s,'
        '"description":%s,"application_contacts":%s,"removed":true,"source_type":"%s"}'
    )
    return [form % row for row in zip(*columns, strict=True)]


def build(example: Example, name: str) -> bytes:
    """The bytes of an archive, which is a key of ``ARCHIVES``."""
    plan = ARCHIVES[name]
    lines, r = ad_lines(example, plan), np.random.default_rng([example.seed, plan[3], 1])
    for i in sorted(r.choice(len(lines), len(lines) // 500, replace=False).tolist(), reverse=True):
        lines.insert(i + 1, lines[i])
    for text in _MALFORMED:
        lines.insert(int(r.integers(len(lines))), text)
    if name == "2025.jsonl.zip":
        lines = ad_lines(example, _YEAR_BEFORE) + lines
    content = "\n".join([*lines, ""]).encode("utf-8", "surrogateescape")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        member = zipfile.ZipInfo(name.removesuffix(".zip"), (2026, 10, 1, 6, 0, 0))
        archive.writestr(member, content, zipfile.ZIP_DEFLATED, 1)
    return file.getvalue()
