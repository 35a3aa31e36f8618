"""Archives of made-up job ads: one zip per year or quarter with one JSON object per line.

Also planted is what a reader has to survive: repeated and malformed lines, ads of the year before, missing places and
occupations, list-shaped fields, odd numbers of vacancies, contact persons and sole traders.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from assets import reference
from sources.example.world import COUNTY, Floats, world

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Archive:
    """First and last day, number of ads in the county and in each other county, and the first id."""

    first: date
    last: date
    ads: int
    elsewhere: int
    first_id: int


ARCHIVES = {
    "2025.jsonl.zip": Archive(date(2025, 1, 1), date(2025, 12, 31), 85_000, 300, 29_700_000),
    "2026-Q1.jsonl.zip": Archive(date(2026, 1, 1), date(2026, 3, 31), 23_900, 90, 30_500_000),
    "2026-Q2.jsonl.zip": Archive(date(2026, 4, 1), date(2026, 6, 30), 21_100, 80, 30_600_000),
    "2026-Q3.jsonl.zip": Archive(date(2026, 7, 1), date(2026, 9, 30), 17_000, 60, 30_700_000),
}
_YEAR_BEFORE = Archive(date(2024, 12, 9), date(2024, 12, 31), 250, 1, 28_900_000)
_MONTHS = (55, 55, 60, 58, 52, 40, 30, 41, 50, 50, 44, 43)
_WEEKDAYS = (1.2, 1.15, 1.1, 1.05, 1.0, 0.15, 0.12)
_VACANCIES = {"1": 0.79, "2": 0.085, "3": 0.035, "4": 0.018, "5": 0.025, "8": 0.01, "10": 0.014, "15": 0.004, "20": 0.006,
              "40": 0.002, "null": 0.007, "0": 0.004}  # fmt: skip
# The surrogates become bytes that are not UTF-8.
_MALFORMED = ('{"id": "1", "headline": "avbruten', "null", "[1, 2, 3]", "<html>502 Bad Gateway</html>", "",
              '{"id": "2", "headline": "\udcff\udcfe"}', '{"id": "3", "occupation_group": "text"}')  # fmt: skip
# Share of ads by municipality, region and state as employer; the rest is private.
_PUBLIC = {"234": (0.8, 0.0, 0.0), "235": (0.75, 0.0, 0.05), "233": (0.65, 0.0, 0.0), "531": (0.75, 0.0, 0.0), "533": (0.7, 0.0, 0.0),
           "532": (0.55, 0.25, 0.0), "534": (0.4, 0.02, 0.02), "266": (0.8, 0.08, 0.05), "15": (0.7, 0.1, 0.0), "14": (0.8, 0.0, 0.0),
           "221": (0.0, 0.75, 0.02), "22": (0.15, 0.6, 0.01), "32": (0.02, 0.55, 0.02), "336": (0.0, 0.0, 1.0), "335": (0.3, 0.02, 0.6),
           "231": (0.0, 0.0, 0.95), "0": (0.0, 0.0, 1.0), "541": (0.1, 0.0, 0.35), "242": (0.25, 0.1, 0.2), "341": (0.4, 0.05, 0.2),
           "941": (0.2, 0.02, 0.0), "515": (0.2, 0.05, 0.0), "411": (0.15, 0.15, 0.1), "": (0.03, 0.01, 0.02)}  # fmt: skip
_STATE = ("Exempelverket", "Exempelpolisen", "Exempelförsvaret", "Exempelhögskolan", "Exempelkassan", "Exempelanstalten")
_STAFFING = tuple(f"Exempelbemanning {name} AB" for name in ("Väst", "Kusten", "Syd", "Industri", "Vård", "Student", "Lager", "IT"))
_TRADES = ("kontoret", "bygg", "data", "salongen", "handel", "hantverk", "krogen", "vård", "industri", "service", "media", "städ",
           "gården", "labb", "skolan", "omsorg", "vakt", "teknik", "transport", "ledning", "skydd")  # fmt: skip
_TEXTS = ("Vi söker dig som trivs i ett team där arbetet är varierande och ansvaret stort.",
          "Du har erfarenhet av liknande arbete, är noggrann och talar god svenska.",
          "Tjänsten är på heltid och tills vidare med sex månaders provanställning.",
          "Urval sker löpande och tjänsten kan komma att tillsättas innan sista ansökningsdag.",
          "Körkort B är meriterande. Lön enligt överenskommelse.",
          "Frågor besvaras av Exempel Exempelsson, exempel.exempelsson@exempel.invalid.")  # fmt: skip
_CONTACTS = ("[]", '[{"name":"Exempel Exempelsson","description":"Rekryterare","email":"exempel.exempelsson@exempel.invalid",'
             '"telephone":"070-000 00 00","contact_type":null}]')  # fmt: skip


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _number(nine: str) -> str:
    """Ten digits of which the last is never the right check digit, so the number belongs to nobody."""
    doubled = (int(digit) * (2 - i % 2) for i, digit in enumerate(nine))
    right = -sum(d // 10 + d % 10 for d in doubled) % 10
    return f"{nine}{(right + 3) % 10}"


def _term(kind: str, code: str | None, label: str | None) -> dict[str, str | None]:
    h = hashlib.sha1(f"{kind}{code}".encode(), usedforsecurity=False).hexdigest()
    concept = f"{h[:4]}_{h[4:7]}_{h[7:10]}" if code else None
    return {"concept_id": concept, "label": label, "legacy_ams_taxonomy_id": code}


class _Fragments:
    """Ready pieces of JSON text. Places are the county's municipalities followed by those drawn for other counties."""

    def __init__(self, seed: int) -> None:
        w, r = world(seed), np.random.default_rng([seed, 2])
        names, labels, areas = reference.municipalities(), reference.occupations_ssyk4(), reference.af_areas()
        terms = [(_term("group", g, labels[g]), _term("field", a := w.areas[i], areas[a]))
                 for g, i in zip(w.groups, w.area_of_group.tolist(), strict=True)] + [(_term("", None, None),) * 2]  # fmt: skip
        shapes = ('"occupation_group":{},"occupation_field":{}', '"occupation_group":[{}],"occupation_field":[{}]')
        self.occupations = [
            f'"headline":{_json((group["label"] or "Medarbetare") + tail)},' + shape.format(_json(group), _json(field))
            for group, field in terms for shape in shapes for tail in (" sökes", " till vårt team", " – vikariat")
        ]  # fmt: skip
        counties = [code for code in reference.counties() if code != COUNTY]
        members = {c: [m for m, county in reference.county_of().items() if county == c] for c in counties}
        self.places = [*w.municipalities, *(str(p) for c in counties for p in r.choice(members[c], 5))]
        self.addresses = [self._address(names[p], p, p[:2]) for p in self.places]
        self.addresses += [self._address(None, None, c) for c in (COUNTY, None)] + [self._address(None, None, None, "Norge", "155")]
        # Places 0–48 have weights of their own, five places share those of their county.
        row = np.r_[np.arange(len(w.municipalities)), len(w.municipalities) + np.repeat(np.arange(len(counties)), 5)]
        weight = w.by_group.sum(-1) * w.turnover * np.exp(r.normal(0, 0.15, w.by_group.shape[:2]))
        self.weight: Floats = weight[row]
        self.parts = np.array([next(v for k, v in _PUBLIC.items() if g.startswith(k)) for g in w.groups] + [_PUBLIC[""]]).cumsum(1)
        self.area = np.append(w.area_of_group, 0)
        self._employers(r)

    @staticmethod
    def _address(name: str | None, code: str | None, county: str | None, country: str = "Sverige", number: str = "199") -> str:
        region = reference.counties()[county] if county else None
        return _json({"municipality": name, "municipality_code": code, "region_code": county, "region": region,
                      "country": country, "country_code": number})  # fmt: skip

    def _employers(self, r: np.random.Generator) -> None:
        """Employers by kind; a private company belongs to one place and one area."""
        names = [reference.municipalities()[p] for p in self.places]
        counties = reference.counties()
        self.employers: list[str] = []
        for i, name in enumerate(names):
            self._add(f"2120{i:05d}", f"{name}s exempelkommun", ("Vård och omsorg", "Barn och utbildning", "Teknik och stad"))
        for i, place in enumerate(self.places):
            county = counties[place[:2]].removesuffix(" län")
            self._add(f"2321{int(place[:2]):05d}", f"Exempelregionen {county}", (f"Sjukhuset {names[i]}", "Vårdcentralen", "Folktandvården"))
        self.state = len(self.employers)
        for i, name in enumerate(_STATE):
            self._add(f"2021{i:05d}", name, ("Väst",))
        self.staffing = len(self.employers)
        for i, name in enumerate(_STAFFING):
            self._add(f"5569{i:05d}", name, ("Uthyrning",))
        self.sole = len(self.employers)
        for i in range(400):
            born = date(1955, 1, 1) + timedelta(days=int(r.integers(0, 16_000)))
            self._add(f"{born:%y%m%d}{int(r.integers(100, 999))}", f"Enskild firma Exempel {i + 1}", ("Verkstaden",))
        per_area = np.zeros((len(names), len(_TRADES)))
        np.add.at(per_area.T, self.area[:-1], self.weight.T)
        self.companies = np.clip(per_area / self.weight.sum(1).max() * 2500, 1, 250).astype(np.int64)
        flat = self.companies.ravel()
        self.company = (len(self.employers) + np.cumsum(flat) - flat).reshape(per_area.shape)
        serial = 0
        for i, name in enumerate(names):
            for trade, count in zip(_TRADES, self.companies[i].tolist(), strict=True):
                for n in range(count):
                    serial += 1  # scattered over the numbers, but never twice the same
                    self._add(f"559{serial * 7919 % 999_983:06d}", f"Exempel{trade} {name} {n + 1} AB", (name,))

    def _add(self, nine: str, name: str, workplaces: tuple[str, ...]) -> None:
        number = _number(nine)
        self.employers += [_json({"organization_number": number, "name": name, "workplace": w}) for w in workplaces]

    def employer(self, r: np.random.Generator, place: Ints, group: Ints) -> Ints:
        """Which employer has each ad."""
        kind = (r.random((len(place), 1)) > self.parts[group]).sum(1)  # municipality, region, state, private
        other, pick = r.random(len(place)), r.random(len(place))
        three, regions = (pick * 3).astype(np.int64), 3 * len(self.places)
        area = self.area[group]
        own = self.company[place, area] + (pick**2 * self.companies[place, area]).astype(np.int64)
        staffing = self.staffing + (pick * len(_STAFFING)).astype(np.int64)
        private = np.where(other < 0.12, staffing, np.where(other < 0.143, self.sole + (pick * 400).astype(np.int64), own))
        state = self.state + (pick * len(_STATE)).astype(np.int64)
        out: Ints = np.choose(kind, [place * 3 + three, regions + place * 3 + three, state, private])
        return out


@lru_cache(maxsize=2)
def _fragments(seed: int) -> _Fragments:
    return _Fragments(seed)


def _lines(seed: int, plan: Archive) -> list[str]:
    """One line per ad, in order of publication."""
    f, r = _fragments(seed), np.random.default_rng([seed, plan.first_id])
    local = len(world(seed).municipalities)
    weight = f.weight.copy()
    weight[:local] *= plan.ads / weight[:local].sum()
    weight[local:] *= plan.elsewhere / weight[local:].reshape(-1, 5, weight.shape[1]).sum((1, 2)).repeat(5)[:, None]
    n = round(weight.sum())
    place, group = np.divmod(np.searchsorted(weight.cumsum() / weight.sum(), r.random(n)), weight.shape[1])

    days = [plan.first + timedelta(days=i) for i in range((plan.last - plan.first).days + 1)]
    busy = np.array([_MONTHS[d.month - 1] * _WEEKDAYS[d.weekday()] for d in days])
    day = np.sort(r.choice(len(days), n, p=busy / busy.sum()))
    stamps = [f"{d}T" for d in days]
    clock = [f"{7 + i // 300:02d}:{i % 60:02d}:{i * 7 % 60:02d}" for i in range(3000)]

    group = np.where(r.random(n) < 0.003, weight.shape[1], group)
    employer = f.employer(r, place, group)
    lost = r.random(n)
    address = np.where((lost < 0.02) & (place < local), len(f.places) + np.digitize(lost, [0.01, 0.015]), place)
    shape = group * 6 + 3 * (r.random(n) < 0.02) + r.integers(0, 3, n)
    vacancies = r.choice(list(_VACANCIES), n, p=list(_VACANCIES.values())).tolist()
    vacancies[n // 2] = "9999"
    texts = [_json({"text": f"{a} {b}"}) for a in _TEXTS for b in _TEXTS if a != b]
    columns = (
        [f'"{plan.first_id + i}","original_id":null' for i in range(n)],
        [f.occupations[i] for i in shape.tolist()],
        vacancies,
        [stamps[i] for i in day.tolist()],
        [clock[i] for i in r.integers(0, len(clock), n).tolist()],
        [f.employers[i] for i in employer.tolist()],
        [f.addresses[i] for i in address.tolist()],
        [texts[i] for i in r.integers(0, len(texts), n).tolist()],
        [_CONTACTS[i] for i in (r.random(n) < 0.15).tolist()],
        [("VIA_PLATSBANKEN_DXA", "VIA_ANNONSERA")[i] for i in (r.random(n) < 0.3).tolist()],
    )
    for i in np.flatnonzero(r.random(n) < 0.015).tolist():
        number = str(plan.first_id + i)
        columns[0][i] = f'"{hashlib.sha1(number.encode(), usedforsecurity=False).hexdigest()}","original_id":"{number}"'
    return [
        f'{{"id":{ident},{occupation},"number_of_vacancies":{count},"publication_date":"{day}{time}","employer":{who},'
        f'"workplace_address":{where},"description":{text},"application_contacts":{contacts},"removed":true,"source_type":"{source}"}}'
        for ident, occupation, count, day, time, who, where, text, contacts, source in zip(*columns, strict=True)
    ]


def build(seed: int, name: str) -> bytes:
    """The bytes of an archive.

    Args:
        seed: chooses the world.
        name: a key of ``ARCHIVES``.
    """
    plan = ARCHIVES[name]
    lines = _lines(seed, plan)
    r = np.random.default_rng([seed, plan.first_id, 1])
    for i in sorted(r.choice(len(lines), len(lines) // 500, replace=False).tolist(), reverse=True):
        lines.insert(i + 1, lines[i])
    for at, text in zip(r.choice(len(lines), len(_MALFORMED), replace=False).tolist(), _MALFORMED, strict=True):
        lines.insert(at, text)
    if (plan.last - plan.first).days > 300:
        lines = _lines(seed, _YEAR_BEFORE) + lines
    content = "\n".join([*lines, ""]).encode("utf-8", "surrogateescape")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        member = zipfile.ZipInfo(name.removesuffix(".zip"), (2026, 10, 1, 6, 0, 0))
        archive.writestr(member, content, zipfile.ZIP_DEFLATED, 1)
    return file.getvalue()
