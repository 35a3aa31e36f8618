from __future__ import annotations

import re
from dataclasses import replace

import pyarrow as pa
import pytest

from assets.contracts.employees import (
    EMPLOYEES,
)
from assets.contracts.model import (
    Column,
    TableContract,
    metadata_json,
)
from assets.contracts.pxweb import STAGED_PX
from assets.contracts.registry import (
    CONTRACTS,
    PUBLISHED,
    contract,
)
from assets.contracts.words import SEXES
from assets.lineage import LINEAGE
from sources.catalogue.registry import PX_TABLES

ids = pytest.mark.parametrize("contract", CONTRACTS, ids=lambda c: c.id)
PROV = TableContract(
    "prov",
    "mart",
    "Prov",
    "Prov.",
    "rad",
    ("b", "a"),
    (
        Column("a", pa.string(), "A"),
        Column("b", pa.int64(), "B", "personer"),
        Column("c", pa.float64(), "C", nullable=True),
    ),
)
GOOD = {"c": [0.5, None, 1.5], "b": [2, 1, 1], "a": ["x", "y", "x"]}
FORBIDDEN = {
    "region alone": r"\bregion(en|er|erna|ens|s)?\b(?! \(VGR\))",
    "regionens behov": r"regionens behov",
    "sysselsatta": r"\bsysselsatt",
    "lediga jobb": r"lediga jobb",
    "arbetssökande": r"arbetssökande",
    "arbetslöshet": r"arbetslöshet",
    "arbetslösa without inskrivna": r"(?<!inskrivna )(?<!öppet )\barbetslösa\b",
    "yrkesområde alone": r"(?<!AF-)(?<!Arbetsförmedlingens )\byrkesområde",
    "pensionsavgångar": r"pensionsavgång",
    "separationer": r"\bseparation",
    "prognos": r"(?<!yrkes)prognos",
    "gap": r"\bgap(et)?\b",
    "bristindex": r"bristindex",
}

OWN_WORDS = {
    "sysselsatta": {"scb_tab2597", "scb_tab3784", "scb_tab6260", "scb_tab1830", "scb_tab6929", "scb_tab6929_niva"}
    | {"scb_jobbinfloden"},
    "lediga jobb": {"scb_lediga_jobb"},
    "arbetslösa without inskrivna": {"scb_tab6260"},
}
"""Words that are right for some sources: people who work by BAS, SCB's survey of vacancies, the unemployed by BAS."""


WITHOUT_SEX = {
    "staged.radens_bedomningar",
    "mart.radets_bedomning",
    "staged.radens_dialoger",
    "mart.radets_dialoger",
    "mart.framskrivning",
    "mart.framskrivning_lan",
    "mart.utfall_mot_framskrivning",
    "mart.langsiktig_skillnad",
    "mart.kommun_utbildning",
    "mart.utbildning_yrke",
    "mart.utbildningsplanering",
    "staged.inskrivna_lan",
    "mart.anstallda_ssyk4",
    "mart.kommun_yrke",
    "mart.riket_yrkesomrade",
    "mart.anstallda_per_ar",
    "mart.tillgang_scenarier",
    "mart.behov_per_alder",
}
"""Persons of both sexes together, where the contract says which table has them by sex."""


def test_names_are_unique():
    assert len({c.id for c in CONTRACTS}) == len(CONTRACTS)
    assert len({c.asset_key for c in CONTRACTS}) == len(CONTRACTS)
    assert len({c.digest for c in CONTRACTS}) == len(CONTRACTS)
    assert {c.layer for c in CONTRACTS} == {"staged", "mart"}
    assert len({c.name for c in PUBLISHED}) == len(PUBLISHED)
    assert all(c.layer == "mart" for c in PUBLISHED)


def test_a_contract_is_found_by_its_id():
    assert all(contract(c.id) is c for c in CONTRACTS)
    with pytest.raises(KeyError, match="mart.finns_inte"):
        contract("mart.finns_inte")
    with pytest.raises(KeyError, match="mart.anstallda saknar kolumnen finns_inte"):
        EMPLOYEES.column("finns_inte")
    assert EMPLOYEES.column("kon").allowed == SEXES


@ids
def test_columns_are_described(contract: TableContract):
    names = [c.name for c in contract.columns]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in [contract.name, *names])
    assert all(len(column.description) > 2 for column in contract.columns)
    assert contract.title
    assert contract.description.endswith(".")
    assert contract.grain


@ids
def test_keys_exist_and_are_never_empty(contract: TableContract):
    assert contract.key
    for name in contract.key:
        assert not contract.column(name).nullable


@ids
def test_codes_are_text_and_numbers_have_units(contract: TableContract):
    for column in contract.columns:
        if column.allowed:
            assert column.type == pa.string()
            assert len(set(column.allowed)) == len(column.allowed)
        assert bool(column.unit) == (column.type in (pa.int64(), pa.float64())), column.name
    for name in ("geo_kod", "ssyk3", "ssyk4", "yrke_kod", "af_yrkesomrade", "kommun_kod", "region_kod", "manad"):
        if name in {c.name for c in contract.columns}:
            assert contract.column(name).type == pa.string()


@ids
def test_persons_are_counted_by_sex_or_the_contract_says_why_not(contract: TableContract):
    names = {c.name for c in contract.columns}
    counts_persons = any(c.unit == "personer" for c in contract.columns)
    if "kon" in names:
        assert contract.sex == "Kolumnen kon."
        assert set(contract.column("kon").allowed) in ({*SEXES}, {"kvinnor", "män"})
    else:
        assert contract.sex.endswith(".")
        assert contract.sex != "Kolumnen kon."
    grouped = any({*SEXES} <= {*c.allowed} for c in contract.columns)
    if counts_persons and "kon" not in names and not grouped and contract.id not in WITHOUT_SEX:
        named = re.findall(r"[a-z]+_(?:kvinnor|man)\b", contract.sex)
        assert len(named) >= 2
        assert set(named) <= names


def test_only_a_table_whose_source_is_not_required_may_be_empty():
    required = {e.dataset: e.required for e in PX_TABLES}
    assert {c.source: not c.may_be_empty for c in STAGED_PX.values()} == required


@ids
def test_a_value_goes_with_its_status(contract: TableContract):
    names = {c.name for c in contract.columns}
    if "varde" in names:
        assert contract.column("varde").nullable
        # A source's value has the source's status; a computed one says in its basis or remark why it is missing.
        assert any(contract.column(name).nullable for name in ("status", "grund", "anmarkning") if name in names)
    assert "varde" in names or "status" not in names
    if contract.published and {"geo_kod"} <= names:
        assert {"geo_niva", "geo_kod", "geo_namn"} <= names


@ids
def test_the_schema_carries_the_descriptions(contract: TableContract):
    schema = contract.schema
    assert schema.names == [c.name for c in contract.columns]
    assert schema.metadata[b"titel"].decode() == contract.title
    for column in contract.columns:
        field = schema.field(column.name)
        assert (field.type, field.nullable) == (column.type, column.nullable)
        assert field.metadata == {b"beskrivning": column.description.encode(), b"enhet": column.unit.encode()}
    assert contract.name in metadata_json(contract)


@ids
def test_words_that_mislead_are_not_used(contract: TableContract):
    texts = [contract.title, contract.description, contract.grain, contract.sex, *contract.caveats]
    texts += [text for c in contract.columns for text in (c.description, c.term)]
    found = {
        word: [text for text in texts if re.search(pattern, text, re.IGNORECASE)]
        for word, pattern in FORBIDDEN.items()
        if not OWN_WORDS.get(word, set()) & set(LINEAGE.sources(contract))
    }
    assert {word: texts for word, texts in found.items() if texts} == {}


def test_the_patterns_find_the_words():
    found = [
        "i regionen", "regionens behov", "Sysselsatta", "lediga jobb", "arbetssökande", "arbetslöshet", "arbetslösa",
        "sökt yrkesområde", "pensionsavgångar", "separationer", "en prognos", "gapet", "bristindex",
    ]  # fmt: skip
    for text, pattern in zip(found, FORBIDDEN.values(), strict=True):
        assert re.search(pattern, text, re.IGNORECASE)
    fine = "Regionen (VGR), delregionen, inskrivna arbetslösa, AF-yrkesområde, Arbetsförmedlingens yrkesområde"
    assert not any(re.search(pattern, fine, re.IGNORECASE) for pattern in FORBIDDEN.values())


def only_repeats(column: Column) -> bool:
    """Whether an explanation has no word that the heading does not have, beside empty ones; the first letters tell a word."""
    said, heading = ([*re.findall(r"[a-zåäö]+", text.lower())] for text in (column.description, column.term))
    empty = {
        "namn",
        "namnet",
        "namnen",
        "kod",
        "koden",
        "det",
        "den",
        "som",
        "för",
        "av",
        "i",
        "på",
        "och",
        "om",
        "en",
        "ett",
        "kontrollerats",
    }
    return all(word in empty or any(known[:5] in word for known in heading) for word in said)


@ids
def test_an_explanation_says_more_than_its_heading(contract):
    assert [c.name for c in contract.columns if contract.published and c.term and only_repeats(c)] == []


@pytest.mark.parametrize("text", ["Adress", "Adressen", "Adressens namn"])
def test_what_only_repeats_is_found(text):
    assert only_repeats(Column("lank", pa.string(), text, term="Adress"))
    assert not only_repeats(Column("lank", pa.string(), "Webbsida hos källan", term="Adress"))


def test_a_changed_promise_is_another_digest():
    assert replace(PROV).digest == PROV.digest
    assert replace(PROV, caveats=("Ny.",)).digest != PROV.digest
    assert replace(PROV, columns=(replace(PROV.columns[0], nullable=True), *PROV.columns[1:])).digest != PROV.digest


def test_conform_orders_columns_and_rows():
    table = PROV.conform(pa.table(GOOD))
    assert table.column_names == ["a", "b", "c"]
    assert table.to_pylist() == [
        {"a": "x", "b": 1, "c": 1.5},
        {"a": "y", "b": 1, "c": None},
        {"a": "x", "b": 2, "c": 0.5},
    ]
    assert table.schema.metadata[b"titel"] == b"Prov"
    assert table.schema.field("b").metadata[b"enhet"] == b"personer"
    assert PROV.conform(table).equals(table)


def test_conform_takes_what_fits_the_type():
    loose = {"a": pa.array(["x"]).dictionary_encode(), "b": pa.array([1], pa.int8()), "c": pa.array([None])}
    assert PROV.conform(pa.table(loose)).to_pylist() == [{"a": "x", "b": 1, "c": None}]


def test_conform_makes_nan_null_so_that_a_missing_number_looks_one_way():
    chunks = pa.chunked_array([[float("nan"), 0.0], [None]], pa.float64())
    table = PROV.conform(pa.table({**GOOD, "c": chunks}))
    assert sorted(table["c"].to_pylist(), key=str) == [0.0, None, None]
    assert table["c"].null_count == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"a": None}, r"kolumner saknas \['a'\], kolumner utanför kontraktet \[\]"),
        ({"d": [1, 2, 3]}, r"kolumner saknas \[\], kolumner utanför kontraktet \['d'\]"),
        ({"b": [1.5, 2.0, 3.0]}, "passar inte kontraktets typ"),
        ({"b": ["ett", "2", "3"]}, "passar inte kontraktets typ"),
        ({"c": ["0,5", "1", "2"]}, "passar inte kontraktets typ"),
        ({"b": [[1], [2], [3]]}, "passar inte kontraktets typ"),
        ({"a": [{"kod": 1}, None, None]}, "passar inte kontraktets typ"),
    ],
    ids=["missing", "extra", "fraction", "text", "decimal comma", "list", "struct"],
)
def test_conform_refuses_what_breaks_the_contract(changes, says):
    columns = {name: values for name, values in {**GOOD, **changes}.items() if values is not None}
    with pytest.raises(ValueError, match=f"mart.prov: .*{says}"):
        PROV.conform(pa.table(columns))
