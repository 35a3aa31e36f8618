"""A code counts as ours only while its label does not say that it is another's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assets.contracts.pxweb import staged_contract
from assets.marts.edition.sources import source_row
from assets.reference.educations import education_groups
from assets.reference.occupations import UNKNOWN_SSYK3, occupations_ssyk3, ssyk2012
from assets.staged.pxweb import published_cells, stage_pxweb
from sources.catalogue.common import SEX, SSYK3
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.entry import Choice, Classification, Codes, Periods, PxTable, PxVariable
from sources.catalogue.registry import PX_TABLES
from sources.catalogue.sector import SCB_INDUSTRY, SCB_SECTOR
from sources.errors import SourceChanged
from sources.refresh import CURRENT, Fetched
from sources.scb import pxtable
from sources.scb.classification import recognise
from sources.scb.selection import choose
from tests.unit.sources.fake_scb import FakeScb
from tests.unit.sources.test_selection import described, no_list

SNI_2007 = {
    "A-U": "totalt",
    "J": "information och kommunikation",
    "O": "offentlig förvaltning och försvar",
    "P": "utbildning ",
    "Q": "vård och omsorg; sociala tjänster",
    "R-U": "kulturella och personliga tjänster m.m.",
}
SNI_2025 = {
    "A-V": "totalt",
    "K": "telekommunikation och programmering",
    "O": "uthyrning och fastighetsservice",
    "P": "offentlig förvaltning och försvar",
    "Q": "utbildning",
    "R": "vård och omsorg; sociala tjänster",
    "S-V": "kultur, nöje och fritid m.m.",
}
SECTORS = {
    "totalt": "totalt",
    "OFF": "offentlig förvaltning totalt",
    "STAT": "statlig förvaltning",
    "REG": "regional förvaltning",
    "KOM": "kommunal förvaltning",
    "OFFAG": "offentligt ägda företag och organisationer",
    "PRIV": "privat sektor",
    "US": "uppgift saknas",
}
GROUPS = {group.code: group.name for group in education_groups()}
RIGHT = {
    Classification.SNI: SNI_2007,
    Classification.SECTOR: SECTORS,
    Classification.SSYK3: {**occupations_ssyk3(), UNKNOWN_SSYK3: "yrke okänt"},
    Classification.SSYK4: {**ssyk2012(), UNKNOWN_SSYK3: "yrke okänt"},
    Classification.EDUCATION_GROUP: GROUPS,
}
"""Every classification under the labels that the source has for it."""


def found(classification: Classification, labels: dict[str, str]):
    return recognise(classification, "TAB1", "V", labels)


@pytest.mark.parametrize("classification", Classification)
@pytest.mark.parametrize(
    "written",
    [
        lambda code, name: name,
        lambda code, name: f" {name.upper()}  ",
        lambda code, name: f"{code} {name}",
        lambda code, name: f"{code}-{name}",
        lambda code, name: name.replace("ö", "o\u0308").replace(" ", "\u00a0"),
        lambda code, name: code,
    ],
    ids=["as it is", "capitals and blanks", "after its code", "after a dash", "split letters", "no label but the code"],
)
def test_the_classification_that_we_have_needs_no_word(classification, written):
    recognised = found(classification, {code: written(code, name) for code, name in RIGHT[classification].items()})
    assert (recognised.names, recognised.unknown, recognised.decisions) == ({}, {}, [])


def test_the_letters_of_sni_2025_are_read_as_those_of_sni_2007():
    recognised = found(Classification.SNI, SNI_2025)
    assert {code: recognised.names.get(code, code) for code in ("A-V", "P", "Q", "R")} == {
        "A-V": "A-U",
        "P": "O",
        "Q": "P",
        "R": "Q",
    }
    assert recognised.names["O"] == "SNI 2025 O", "or it would be read as public administration"
    assert recognised.decisions == [
        "Källans indelning är SNI 2025 och läses som SNI 2007: A-V som A-U, P som O, Q som P, R som Q."
    ]


def swapped(labels: dict[str, str], one: str, other: str) -> dict[str, str]:
    return {**labels, one: labels[other], other: labels[one]}


@pytest.mark.parametrize(
    ("classification", "labels", "says"),
    [
        (Classification.SNI, swapped(SNI_2007, "P", "Q"), "koden P heter ”vård och omsorg.* och det är Q i SNI 2007"),
        (Classification.SNI, {**SNI_2007, "P": "forskning"}, "koden P heter ”forskning” och det namnet är inte känt"),
        (
            Classification.SECTOR,
            swapped(SECTORS, "STAT", "KOM"),
            "koden STAT heter ”kommunal förvaltning” och det är KOM",
        ),
        (
            Classification.SSYK3,
            swapped(RIGHT[Classification.SSYK3], "221", "222"),
            "koden 221 .* det är 222 i SSYK 2012",
        ),
        (Classification.SSYK4, swapped(RIGHT[Classification.SSYK4], "2221", "2512"), "koden 2221 .* det är 2512"),
        (Classification.EDUCATION_GROUP, swapped(GROUPS, "15B", "15F"), r"koden 15B .* \(2 koder stämmer inte\)"),
        (Classification.SSYK3, {code: f"nytt yrke {code}" for code in occupations_ssyk3()}, "det namnet är inte känt"),
    ],
    ids=["SNI moved", "SNI renamed", "sector", "SSYK on three", "SSYK on four", "education", "every name is another"],
)
def test_a_label_that_is_anothers_is_another_classification(classification, labels, says):
    with pytest.raises(SourceChanged, match=f"TAB1 har en annan indelning i V än .*{says}"):
        found(classification, labels)


def test_a_few_names_in_other_words_are_the_same_classification():
    labels = RIGHT[Classification.SSYK3] | dict.fromkeys(("011", "021", "031"), "yrkesgrupp")
    assert found(Classification.SSYK3, labels).unknown == {}


@pytest.mark.parametrize(
    ("classification", "code", "name", "becomes"),
    [
        (Classification.SSYK3, "259", "AI-specialister", UNKNOWN_SSYK3),
        (Classification.SSYK3, "25X", "AI-specialister", UNKNOWN_SSYK3),
        (Classification.SSYK4, "2599", "AI-specialister", "2599"),
        (Classification.SSYK4, "25X9", "AI-specialister", "25X9"),
        (Classification.SECTOR, "HIO", "hushållens ideella organisationer", "US"),
        (Classification.EDUCATION_GROUP, "47X", "Ny utbildning", None),
    ],
)
def test_a_new_code_is_named_and_goes_where_the_method_has_room_for_it(classification, code, name, becomes):
    recognised = found(classification, {**RIGHT[classification], code: name})
    assert recognised.unknown == {code: name}
    assert recognised.names.get(code, code) == becomes


@pytest.mark.parametrize(
    ("classification", "code", "name"),
    [
        (Classification.SSYK3, "000", "samtliga yrken"),
        (Classification.SSYK3, "999", "totalt"),
        (Classification.SSYK3, "TOT", "yrken, summa"),
        (Classification.SSYK4, "TOTA", "Alla yrken"),
        (Classification.EDUCATION_GROUP, "TOT", "utbildningar totalt"),
        (Classification.SSYK3, "2221", "Sjuksköterskor"),
        (Classification.SSYK4, "0000", "samtliga"),
        (Classification.SSYK4, "222", "Sjuksköterskor"),
        (Classification.EDUCATION_GROUP, "F", "förgymnasial utbildning"),
        (Classification.EDUCATION_GROUP, "totalt", "samtliga utbildningar"),
        (Classification.SNI, "X", "något nytt"),
    ],
)
def test_sums_and_other_levels_are_no_new_codes(classification, code, name):
    assert found(classification, {**RIGHT[classification], code: name}).unknown == {}


def test_every_table_that_is_divided_so_says_by_what():
    divided = {"ssyk3", "ssyk4", "sni", "utbildningsgrupp"}
    lacking = [
        (entry.dataset, v.code)
        for entry in PX_TABLES
        for turn in entry.turns()
        for v in turn.variables
        if v.column in divided and v.classification is None
    ]
    assert lacking == []
    industry, sector = ({v.column: v.classification for v in entry.variables} for entry in (SCB_INDUSTRY, SCB_SECTOR))
    assert (industry["sni"], sector["sektor"]) == (Classification.SNI, Classification.SECTOR)


def test_a_listed_code_is_asked_for_by_the_letters_of_the_version():
    variable = PxVariable("SNI2007", {"A-U": "alla"}, classification=Classification.SNI)
    codes = [
        choose(variable, described({"SNI2007": labels}), "14", no_list, False)[0] for labels in (SNI_2007, SNI_2025)
    ]
    assert codes == [["A-U"], ["A-V"]]


# From the source to the staged table and the readers

GOTLAND = {"Region": ["00", "09", "0980"], "Kon": ["1", "2"], "ContentsCode": ["X"], "Tid": ["2023", "2024"]}


def entry_of(variable: PxVariable) -> PxTable:
    return replace(
        SCB_EMPLOYEES,
        dataset="prov",
        table_id="TAB1",
        variables=(
            PxVariable("Region", Choice.AREAS, "region_kod"),
            variable,
            PxVariable("Kon", SEX, "kon"),
            PxVariable("ContentsCode", Choice.OFFERED),
            PxVariable("Tid", Periods(), "ar"),
        ),
    )


def run(adapter, client, store, variable: PxVariable, labels: dict[str, str]) -> tuple[dict[str, Any], Any]:
    """The row of mart.kalla, and the staged rows of the county's women in 2024: code → value."""
    entry = entry_of(variable)
    scb = FakeScb(adapter, "TAB1", {**GOTLAND, variable.code: list(labels)})
    scb.labels[variable.code] = labels
    order = ["Region", variable.code, "Kon", "ContentsCode", "Tid"]
    scb.value = lambda cell: {"00": 1000, "09": 10, "0980": 10}[cell[order.index("Region")]]  # type: ignore[method-assign]
    (snapshot,) = pxtable.refresh(entry, client, store, "09")
    staged = stage_pxweb(
        published_cells(snapshot, entry), entry, staged_contract(entry), pxtable.names(snapshot)
    ).to_pandas()
    rows = staged[(staged["region_kod"] == "09") & (staged["kon"] == "kvinnor") & (staged["ar"] == 2024)]
    return source_row(entry, Fetched((snapshot,), CURRENT)), rows.set_index(variable.column)["varde"].to_dict()


def of(codes: Codes, column: str, classification: Classification) -> PxVariable:
    return PxVariable("V", codes, column, classification=classification)


def test_a_new_occupation_is_fetched_named_with_its_size_and_counted_as_unknown(adapter, client, store):
    labels = {**RIGHT[Classification.SSYK3], "259": "AI-specialister"}
    row, staged = run(adapter, client, store, SSYK3, labels)
    assert (staged["251"], staged[UNKNOWN_SSYK3], "259" in staged) == (10, 20, False)
    assert row["okanda_koder"] == 1
    assert row["beslut"] == (
        "Okänd kod: Yrke2012 259 AI-specialister finns inte i referensdata (20 för 2024) och räknas som yrke okänt."
    )


def test_a_new_sector_is_counted_as_unknown_and_a_new_education_is_left_out(adapter, client, store):
    sector = of(Choice.OFFERED, "sektor", Classification.SECTOR)
    row, staged = run(adapter, client, store, sector, {**SECTORS, "HIO": "ideella organisationer"})
    assert (staged["US"], staged["PRIV"], "HIO" in staged, row["okanda_koder"]) == (20, 10, False, 1)
    education = of(Choice.OFFERED, "utbildningsgrupp", Classification.EDUCATION_GROUP)
    row, staged = run(adapter, client, store, education, {**GROUPS, "47X": "Ny utbildning"})
    assert ("47X" in staged, len(staged), row["okanda_koder"]) == (False, len(GROUPS), 1)


def test_a_known_classification_is_staged_as_it_is(adapter, client, store):
    row, staged = run(adapter, client, store, SSYK3, RIGHT[Classification.SSYK3])
    assert (len(staged), row["okanda_koder"], row["beslut"]) == (149, None, None)


def test_sni_2025_is_staged_under_our_letters(adapter, client, store):
    row, staged = run(adapter, client, store, of(Choice.OFFERED, "sni", Classification.SNI), SNI_2025)
    assert set(staged) == {"A-U", "O", "P", "Q", "SNI 2025 O", "SNI 2025 K", "SNI 2025 S-V"}
    assert str(row["beslut"]).startswith("Källans indelning är SNI 2025")


def test_what_is_not_known_is_missing_where_a_part_of_it_is(adapter, client, store):
    entry = entry_of(SSYK3)
    scb = FakeScb(adapter, "TAB1", {**GOTLAND, "Yrke2012": [*RIGHT[Classification.SSYK3], "259"]})
    scb.labels["Yrke2012"] = {**RIGHT[Classification.SSYK3], "259": "AI-specialister"}
    scb.value = lambda cell: None if "259" in cell else 10  # type: ignore[method-assign]
    (snapshot,) = pxtable.refresh(entry, client, store, "09")
    staged = stage_pxweb(published_cells(snapshot, entry), entry, staged_contract(entry), pxtable.names(snapshot))
    unknown = [row for row in staged.to_pylist() if row["ssyk3"] == UNKNOWN_SSYK3]
    assert {(row["varde"], row["status"]) for row in unknown} == {(None, "del saknas")}


def test_a_code_that_has_come_into_our_lists_is_read_anew(adapter, client, store, monkeypatch):
    education = of(Choice.OFFERED, "utbildningsgrupp", Classification.EDUCATION_GROUP)
    labels = {**GROUPS, "47X": "Ny utbildning"}
    run(adapter, client, store, education, labels)
    asked = len(adapter.sent("POST"))
    run(adapter, client, store, education, labels)
    assert len(adapter.sent("POST")) == asked
    from sources.scb import classification

    known = classification._versions(Classification.EDUCATION_GROUP)
    more = {version: {**codes, "47X": replace(codes["15B"], ours="47X")} for version, codes in known.items()}
    monkeypatch.setattr(classification, "_versions", lambda _: more)
    row, staged = run(adapter, client, store, education, labels)
    assert ("47X" in staged, row["okanda_koder"]) == (True, None)
