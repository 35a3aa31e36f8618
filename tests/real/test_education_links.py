"""The links between education and occupation against the public lists they were read from. Needs ../shared."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import openpyxl

from assets import reference
from assets.reference.educations import education_groups
from tests.real.served import NEEDS_SHARED, SHARED

pytestmark = NEEDS_SHARED
SUN = SHARED / "real/scb/klassifikationer"
AF = SHARED / "real/scb/ssyk-sun-nyckel/af_yrkesinfo_kopplingsschema_ssyk_sun2020.xlsx"


def names(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["vardekod"]: " ".join(row["vardebenamning"].split()) for row in csv.DictReader(file)}


def sources(kind: str) -> list[str]:
    with Path(reference.__file__).with_name("utbildningsgrupp_yrke.csv").open(encoding="utf-8", newline="") as file:
        found = [row["kalla"] for row in csv.DictReader(file)]
    return [text.removeprefix(f"{kind}: ") for text in found if text.startswith(f"{kind}: ")]


def test_the_groups_are_those_of_the_classification():
    published = names(SUN / "sun2020-grupp.csv")
    ours = {group.code: group.name for group in education_groups()}
    assert {code: name for code, name in ours.items() if published.get(code) != name} == {"99Z": "Okänd utbildning"}
    missing = {code for code in published if len(code) == 3 and code not in ours}
    assert missing == {"14P", "24P", "34P", "44P", "54P", "64P", "74P", "84P", "93Z", "95Z"}


def test_every_link_from_arbetsformedlingen_is_in_its_list():
    sheet = openpyxl.load_workbook(AF, read_only=True).active
    head, *rows = sheet.iter_rows(values_only=True)
    occupation, education = head.index("SSYK Arbetsförmedlingen"), head.index("SUN 2020")
    listed = {
        f"{code.lower()} → {row[occupation]}"
        for row in rows
        for code in re.findall(r"\d{3}[A-Za-z]", row[education] or "")
    }
    cited = sources("AF")
    assert len(cited) == 48
    assert set(cited) <= listed


def test_every_field_has_the_name_of_the_classification():
    fields = names(SUN / "sun2020-inriktning.csv")
    cited = [text.split(" ", 1) for text in sources("inriktningen")]
    assert len(cited) == 58
    assert [name for code, name in cited if fields[code] != name] == []
