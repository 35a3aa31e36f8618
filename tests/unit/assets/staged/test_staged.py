from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assets.contracts.ads import STAGED_ADS
from assets.contracts.model import Column, TableContract
from assets.contracts.pxweb import STAGED_EMPLOYEES, staged_contract, staged_of
from assets.contracts.unemployed import STAGED_UNEMPLOYED, STAGED_UNEMPLOYED_COUNTIES
from assets.contracts.words import NO_MUNICIPALITY, UNKNOWN
from assets.methods.aggregate import PART_MISSING
from assets.reference.areas import counties
from assets.reference.names import other_names_of_af
from assets.reference.occupations import af_areas
from assets.staged.ads import BATCHES, ReducedArchive, stage_ads
from assets.staged.af_names import AF_SEX, county_key, name_key
from assets.staged.pxweb import stage_pxweb
from assets.staged.unemployed import stage_unemployed, stage_unemployed_counties
from sources.arbetsformedlingen.ad_reader import AD_SCHEMA
from sources.arbetsformedlingen.barometer import WORDS
from sources.arbetsformedlingen.workbooks import AREAS_PART, PIVOT_CACHES
from sources.catalogue.common import SEX
from sources.catalogue.employees import SCB_EMPLOYEES
from sources.catalogue.entry import Choice, Labelled, Periods, PxTable, PxVariable, Turn
from sources.catalogue.registry import PX_TABLES
from sources.catalogue.unemployed import AF_UNEMPLOYED
from sources.errors import SourceChanged

FIELDS = tuple(PIVOT_CACHES[AF_UNEMPLOYED.dataset][AREAS_PART])
TRANSPORT = next(name for name in af_areas().values() if name.startswith("Transport"))


def cells(*rows: tuple[str, str, str, str, float | None, str | None]) -> pa.Table:
    names = ("Region", "Yrke2012", "Kon", "Tid", "value", "status")
    columns = dict(zip(names, (list(c) for c in zip(*rows, strict=True)), strict=True))
    return pa.table(
        {
            "Region": columns["Region"],
            "Yrke2012": columns["Yrke2012"],
            "Kon": columns["Kon"],
            "ContentsCode": ["X"] * len(rows),
            "Tid": columns["Tid"],
            "value": pa.array(columns["value"], pa.float64()),
            "status": pa.array(columns["status"], pa.string()),
        }
    )


def stage_employees(table: pa.Table) -> pa.Table:
    return stage_pxweb(table, SCB_EMPLOYEES, STAGED_EMPLOYEES, {"Kon": SEX})


def test_employees_get_our_names_and_codes():
    staged = stage_employees(cells(("1480", "251", "1", "2024", 12.0, None), ("0114", "0002", "2", "2023", 0.0, None)))
    assert staged.to_pylist() == [
        {"region_kod": "0114", "ssyk3": "0002", "kon": "kvinnor", "ar": 2023, "varde": 0, "status": None},
        {"region_kod": "1480", "ssyk3": "251", "kon": "män", "ar": 2024, "varde": 12, "status": None},
    ]
    assert staged.schema.metadata == STAGED_EMPLOYEES.schema.metadata


@pytest.mark.parametrize(
    ("value", "symbol", "expected"),
    [(None, "..", (None, "..")), (None, "<5", (None, "<5")), (None, None, (None, "..")), (3.0, "r", (3, None))],
)
def test_a_value_and_its_symbol_are_kept_apart(value, symbol, expected):
    (row,) = stage_employees(cells(("1480", "251", "1", "2024", value, symbol))).to_pylist()
    assert (row["varde"], row["status"]) == expected


def test_a_code_outside_the_catalogue_is_null_and_so_breaks_the_contract():
    (row,) = stage_employees(cells(("1480", "251", "1+2", "2024", 12.0, None))).to_pylist()
    assert row["kon"] is None
    assert not STAGED_EMPLOYEES.column("kon").nullable


MONTHLY = replace(
    SCB_EMPLOYEES,
    dataset="scb_prov",
    required=False,
    variables=(
        PxVariable("Region", Choice.AREAS, "region_kod"),
        PxVariable("Kon", SEX, "kon"),
        PxVariable("Tid", Periods(), "manad"),
    ),
)
SHARES = TableContract(
    "prov",
    "staged",
    "Prov",
    "Prov.",
    "rad",
    ("region_kod", "manad"),
    (
        *(Column(name, pa.string(), name) for name in ("region_kod", "kon", "manad", "status")),
        Column("varde", pa.float64(), "Andel", "procent", nullable=True),
    ),
    source="scb_prov",
)


def test_months_are_written_as_ours_and_shares_keep_their_decimals():
    table = cells(("1480", "251", "1", "2024M11", 12.34, None), ("1480", "251", "2", "2024M02", None, ".."))
    rows = stage_pxweb(table, MONTHLY, SHARES, {"Kon": SEX}).to_pylist()
    assert [(r["manad"], r["kon"], r["varde"], r["status"]) for r in rows] == [
        ("2024-02", "kvinnor", None, ".."),
        ("2024-11", "män", 12.34, None),
    ]


@pytest.mark.parametrize("entry", PX_TABLES, ids=lambda e: e.dataset)
def test_every_pxweb_table_has_its_staged_contract(entry: PxTable):
    contract = staged_of(entry)
    assert (contract.id, contract.source) == (f"staged.{entry.staged}", entry.dataset)
    assert contract == staged_contract(entry)
    assert contract.key == tuple(v.column for v in entry.variables if v.column)
    left_out = [v.codes for turn in entry.turns() for v in turn.variables if not v.column]
    named = [codes.names if isinstance(codes, Labelled) else codes for codes in left_out if codes is not Choice.SUMMED]
    assert all(len(codes) == 1 for codes in named)
    assert {v.column for v in entry.variables} == {v.column for turn in entry.turns() for v in turn.variables}


def test_codes_that_were_found_by_label_get_the_names_of_the_snapshot():
    groups = PxVariable("Kon", Labelled({"totalt": "alla", "kvinnor": "kvinnor"}), "kon")
    entry = replace(MONTHLY, variables=(MONTHLY.variables[0], groups, MONTHLY.variables[2]))
    table = cells(("1480", "251", "X7", "2024M02", 1.0, None), ("1480", "251", "X9", "2024M02", 2.0, None))
    staged = stage_pxweb(table, entry, SHARES, {"Kon": {"X9": "alla", "X7": "kvinnor"}})
    assert {r["kon"]: r["varde"] for r in staged.to_pylist()} == {"kvinnor": 1.0, "alla": 2.0}
    (row,) = stage_pxweb(table.slice(1), entry, SHARES, {}).to_pylist()
    assert row["kon"] is None


def test_a_staged_contract_is_what_the_entry_says():
    contract = staged_contract(replace(MONTHLY, staged="prov", unit="kvot", whole=False, sex="Inget kön."))
    assert [(c.name, str(c.type), c.unit, c.allowed) for c in contract.columns] == [
        ("region_kod", "string", "", ()),
        ("kon", "string", "", ("män", "kvinnor")),
        ("manad", "string", "", ()),
        ("varde", "double", "kvot", ()),
        ("status", "string", "", ()),
    ]
    assert (contract.key, contract.sex, contract.may_be_empty) == (("region_kod", "kon", "manad"), "Inget kön.", True)
    assert contract.grain == "region_kod × kon × manad, som i källan"


def test_a_code_that_only_a_further_selection_asks_for_is_allowed():
    born = PxVariable("Kon", Labelled({"inrikes": "inrikes födda"}), "kon")
    contract = staged_contract(replace(MONTHLY, further=(Turn((born,)),)))
    assert contract.column("kon").allowed == ("män", "kvinnor", "inrikes födda")


def test_a_column_that_nobody_has_described_is_named():
    strange = PxVariable("Kommuntyp", Choice.OFFERED, "kommuntyp")
    with pytest.raises(KeyError, match="kommuntyp"):
        staged_contract(replace(MONTHLY, variables=(strange, *MONTHLY.variables)))
    described = replace(strange, meaning="Kommungrupp i källans kod")
    contract = staged_contract(replace(MONTHLY, variables=(described, *MONTHLY.variables)))
    assert contract.column("kommuntyp").description == "Kommungrupp i källans kod"


AD = {
    "id": "1",
    "publication_date": datetime(2024, 3, 1, 8),
    "occupation_group": "2512",
    "occupation_field": "3",
    "municipality_code": "1480",
    "region_code": "14",
    "country_code": "199",
    "number_of_vacancies": 2,
    "organization_number": "2120001234",
    "removed_date": date(2024, 3, 15),
    "last_publication_date": date(2024, 3, 31),
    "duration": "1",
    "fingerprint": 7,
}


def staged_ads(folder: Path, *archives: ReducedArchive, **concepts: str) -> list[dict[str, Any]]:
    parts = list(stage_ads(list(archives), concepts, folder))
    assert [p.name for p in folder.iterdir() if p.suffix != ".parquet"] == []
    return pa.Table.from_batches(parts, BATCHES).to_pylist()


def reduced(folder: Path, period: str, first: str, last: str, *ads: dict[str, Any]) -> ReducedArchive:
    path = folder / f"{period}.parquet"
    pq.write_table(pa.Table.from_pylist([{**AD, **ad} for ad in ads], AD_SCHEMA), path)
    return ReducedArchive(path, period, first, last)


def test_an_ad_gets_our_names(tmp_path: Path):
    (row,) = staged_ads(tmp_path, reduced(tmp_path, "2024", "2024-01", "2024-12", {}))
    assert list(row) == [c.name for c in STAGED_ADS.columns]
    assert (row["annons_id"], str(row["publicerad"]), row["manad"], row["arkiv"]) == (
        "1",
        "2024-03-01",
        "2024-03",
        "2024",
    )
    assert (row["ssyk4"], row["af_yrkesomrade"], row["kommun_kod"], row["lan_kod"]) == ("2512", "3", "1480", "14")
    assert (row["land_kod"], row["platser_i_annons"], row["organisationsnummer"]) == ("199", 2, "2120001234")
    assert (str(row["avslutad"]), row["avslutad_uppskattad"], row["tillsvidare"]) == ("2024-03-15", False, True)
    assert (row["dubblett_av"], row["aterannonserad"]) == (None, False)
    assert (row["samma_rubrik_igen"], row["samma_rubrik_av_slump"]) == (False, 0)
    assert row["bemanning_av_namn"] is False
    (row,) = staged_ads(tmp_path, reduced(tmp_path, "2024", "2024-01", "2024-12", {"staffing_by_name": True}))
    assert row["bemanning_av_namn"] is True


@pytest.mark.parametrize(
    ("removed", "last", "closed", "estimated"),
    [
        (date(2024, 3, 15), date(2024, 4, 1), "2024-03-15", False),
        (None, date(2024, 4, 1), "2024-04-01", True),
        (None, None, "None", None),
    ],
)
def test_the_last_day_is_when_the_ad_was_removed_or_else_an_estimate(tmp_path, removed, last, closed, estimated):
    ad = {"removed_date": removed, "last_publication_date": last}
    (row,) = staged_ads(tmp_path, reduced(tmp_path, "2024", "2024-01", "2024-12", ad))
    assert (str(row["avslutad"]), row["avslutad_uppskattad"]) == (closed, estimated)


def test_a_group_without_a_code_is_found_by_its_concept(tmp_path: Path):
    ads = [
        {"id": "1", "occupation_group": None, "occupation_group_concept": "abc"},
        {"id": "2", "occupation_group": None, "occupation_group_concept": "okand"},
    ]
    rows = staged_ads(tmp_path, reduced(tmp_path, "2024", "2024-01", "2024-12", *ads), abc="2221")
    assert [row["ssyk4"] for row in rows] == ["2221", None]


def on(day: str, ident: str, **more: Any) -> dict[str, Any]:
    return {"id": ident, "publication_date": datetime.fromisoformat(day), **more}


@pytest.mark.parametrize("part", [1, 3, 500_000])
def test_what_repeats_an_earlier_ad_points_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int):
    monkeypatch.setattr("assets.staged.ad_groups._PART", part)
    ads = [
        on("2024-03-01", "a"),
        on("2024-03-31", "b"),  # thirty days
        on("2024-04-01", "c"),  # thirty-one days after the one that was kept
        on("2024-04-20", "d"),
        on("2024-03-02", "e", fingerprint=8),
        on("2024-03-02", "f", municipality_code="1481"),
        on("2024-03-02", "g", occupation_group="2221"),
        on("2024-03-02", "h", organization_number="2120005678"),
    ]
    rows = staged_ads(tmp_path, reduced(tmp_path, "2024", "2024-01", "2024-12", *reversed(ads)))
    assert {r["annons_id"]: r["dubblett_av"] for r in rows if r["dubblett_av"]} == {"b": "a", "d": "c"}
    assert [r["annons_id"] for r in rows] == list("abcdefgh")


@pytest.mark.parametrize(
    "hidden",
    [
        {"organization_number": "enskild"},
        {"organization_number": None},
        {"occupation_group": None},
        {"municipality_code": None},
        {"fingerprint": None},
    ],
)
def test_where_nobody_can_tell_an_ad_stands_for_itself(tmp_path: Path, hidden):
    ads = [on("2024-03-01", "a", **hidden), on("2024-03-02", "b", **hidden)]
    rows = staged_ads(tmp_path, reduced(tmp_path, "2024", "2024-01", "2024-12", *ads))
    assert [r["dubblett_av"] for r in rows] == [None, None]
    assert [(r["samma_rubrik_igen"], r["samma_rubrik_av_slump"]) for r in rows] == [(None, None)] * 2


@pytest.mark.parametrize("part", [1, 500_000])
def test_an_employer_that_advertises_again_after_an_ad_has_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
):
    monkeypatch.setattr("assets.staged.ad_groups._PART", part)
    closing = {"removed_date": date(2024, 3, 15)}
    ads = [
        on("2024-03-01", "a", **closing),
        on("2024-03-01", "b", **closing, municipality_code="1481"),
        on("2024-03-01", "c", **closing, municipality_code="1482"),
        on("2024-06-13", "d", fingerprint=9),  # ninety days after
        on("2024-06-14", "e", municipality_code="1481"),  # ninety-one
        on("2024-03-15", "f", municipality_code="1482"),  # the same day
    ]
    rows = staged_ads(tmp_path, reduced(tmp_path, "2024", "2024-01", "2024-12", *ads))
    assert [r["annons_id"] for r in rows if r["aterannonserad"]] == ["a"]


@pytest.mark.parametrize("part", [1, 500_000])
def test_how_many_ads_the_same_employer_has_within_half_a_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
):
    monkeypatch.setattr("assets.staged.ad_groups._PART", part)
    ads = [
        on("2024-01-01", "a", fingerprint=1),
        on("2024-01-02", "b", fingerprint=1),  # repeats the first
        on("2024-07-01", "c", fingerprint=2),  # 182 days after the first
        on("2024-12-31", "d", fingerprint=3),  # 183 days after the third
        on("2024-01-01", "e", municipality_code="1481"),
        on("2024-01-01", "f", municipality_code=None),
        on("2024-01-01", "g", municipality_code=None),
    ]
    rows = staged_ads(tmp_path, reduced(tmp_path, "2024", "2024-01", "2024-12", *ads))
    found = {r["annons_id"]: r["annonser_i_grupp"] for r in rows}
    assert found == {"a": 2, "b": 2, "c": 2, "d": 1, "e": 1, "f": 1, "g": 1}


@pytest.mark.parametrize("part", [1, 500_000])
def test_an_employer_whose_headline_comes_again_beside_what_chance_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
):
    monkeypatch.setattr("assets.staged.ad_groups._PART", part)
    closing = {"removed_date": date(2024, 3, 15)}
    ads = [
        on("2024-01-01", "0", fingerprint=1),  # the first day that is known
        on("2024-03-01", "a", **closing),
        on("2024-03-20", "b", removed_date=date(2024, 3, 30)),  # repeats the first, and comes again all the same
        on("2024-06-13", "c"),
        on("2024-03-20", "d", fingerprint=9, **closing),
        on("2024-12-30", "e", fingerprint=1),  # the last day that is known
    ]
    rows = staged_ads(tmp_path, reduced(tmp_path, "2024", "2024-01", "2024-12", *ads))
    assert [r["annons_id"] for r in rows if r["samma_rubrik_igen"]] == ["a", "b"]
    # One other occasion; 365 days are known, less thirty for each of the two.
    (first,) = (r for r in rows if r["annons_id"] == "a")
    assert first["samma_rubrik_av_slump"] == pytest.approx(90 / (365 - 60), abs=1e-6)
    (alone,) = (r for r in rows if r["annons_id"] == "d")
    assert alone["samma_rubrik_av_slump"] == 0


def test_the_same_ad_in_lines_and_archives_is_one(tmp_path: Path):
    first = reduced(tmp_path, "2024-Q1", "2024-01", "2024-03", {}, {}, {"id": "2"}, {"municipality_code": "1481"})
    second = reduced(tmp_path, "2024-Q2", "2024-04", "2024-06", {"publication_date": datetime(2024, 4, 1)}, {"id": "2"})
    for archives in ([first, second], [second, first]):
        rows = staged_ads(tmp_path, *archives)
        assert [(r["annons_id"], r["arkiv"], r["kommun_kod"]) for r in rows] == [
            ("1", "2024-Q1", "1480"),
            ("2", "2024-Q1", "1480"),
        ]


def test_an_archive_counts_only_its_own_period(tmp_path: Path):
    moments = [datetime(2023, 12, 31, 23, 59, 59), datetime(2024, 1, 1), datetime(2024, 12, 31, 23, 59, 59)]
    ads = [{"id": str(i), "publication_date": moment} for i, moment in enumerate([*moments, datetime(2025, 1, 1)])]
    rows = staged_ads(tmp_path, reduced(tmp_path, "2024", "2024-01", "2024-12", *ads))
    assert [row["annons_id"] for row in rows] == ["1", "2"]


def test_an_empty_code_is_a_missing_code(tmp_path: Path):
    empty = dict.fromkeys(
        ["occupation_group", "occupation_field", "municipality_code", "region_code", "country_code"], ""
    )
    (row,) = staged_ads(tmp_path, reduced(tmp_path, "2024", "2024-01", "2024-12", empty))
    assert {row[n] for n in ("ssyk4", "af_yrkesomrade", "kommun_kod", "lan_kod", "land_kod")} == {None}


def test_an_archive_without_ads_is_no_rows(tmp_path: Path):
    empty = reduced(tmp_path, "2023", "2023-01", "2023-12")
    assert len(staged_ads(tmp_path, empty, reduced(tmp_path, "2024", "2024-01", "2024-12", {}))) == 1
    assert staged_ads(tmp_path, empty) == []


def records(*rows: tuple[str | None, ...]) -> pa.Table:
    columns = zip(*rows, strict=True)
    return pa.table(
        {n: pa.array(list(c), pa.string()).dictionary_encode() for n, c in zip(FIELDS, columns, strict=True)}
    )


def record(**more: str | None) -> tuple[str | None, ...]:
    usual = ("2026-08", "M", TRANSPORT, "Västra Götalands län", "Göteborg", "12")
    return tuple({**dict(zip(FIELDS, usual, strict=True)), **more}.values())


def unemployed(**more: str | None) -> dict[str, Any]:
    (row,) = STAGED_UNEMPLOYED.conform(stage_unemployed(records(record(**more)), "14")).to_pylist()
    return row


def test_names_become_codes():
    row = unemployed()
    code = next(code for code, name in af_areas().items() if name == TRANSPORT)
    assert row == {
        "manad": "2026-08",
        "kon": "män",
        "af_yrkesomrade": code,
        "lan_kod": "14",
        "kommun_kod": "1480",
        "varde": 12,
        "status": None,
    }
    assert unemployed(kon="K")["kon"] == "kvinnor"
    assert unemployed(antal="0")["varde"] == 0


@pytest.mark.parametrize("name", ["Göteborg", "1480 Göteborg"])
@pytest.mark.parametrize("county", ["Västra Götalands län", "Västra Götaland", "14 Västra Götaland"])
def test_the_ways_that_places_are_written(name, county):
    assert unemployed(kommun=name, lan=county)["kommun_kod"] == "1480"


@pytest.mark.parametrize(
    "spelled",
    [
        lambda text: f" {text}  ",
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "  "),
        lambda text: unicodedata.normalize("NFD", text),
        str.upper,
        str.lower,
    ],
    ids=["blanks around", "a blank that does not break", "double blanks", "split letters", "capitals", "small letters"],
)
def test_a_name_is_the_same_however_it_is_spelled(spelled):
    as_ever = unemployed(kon="K")
    more = {"kon": spelled("K"), "grupp": spelled(TRANSPORT), "lan": spelled("Västra Götalands län")}
    assert unemployed(**more, kommun=spelled("Göteborg"), antal=" 12\u00a0") == as_ever
    assert unemployed(**more, kommun=spelled("1480 Göteborg")) == as_ever
    (row,) = counted({"lan": spelled("Västra Götalands län"), "grupp": spelled(TRANSPORT)})
    assert row["lan_kod"] == "14"


@pytest.mark.parametrize(
    ("more", "name", "expected"),
    [
        ({"kon": "Kvinnor"}, "kon", "kvinnor"),
        ({"kon": "Man"}, "kon", "män"),
        ({"kommun": "Borås stad"}, "kommun_kod", "1490"),
        ({"kommun": "Ales kommun"}, "kommun_kod", "1440"),
        ({"kommun": "Okänd"}, "kommun_kod", NO_MUNICIPALITY),
        ({"grupp": "Transport"}, "af_yrkesomrade", next(c for c, n in af_areas().items() if n == TRANSPORT)),
        ({"antal": "1 234"}, "varde", 1234),
        ({"antal": "1\u00a0234"}, "varde", 1234),
    ],
)
def test_other_names_that_are_declared_are_known(more, name, expected):
    assert unemployed(**more)[name] == expected


def test_other_names_are_written_as_they_are_compared_and_lead_to_a_known_one():
    targets = {"kön": set(AF_SEX), "AF-yrkesområde": set(af_areas().values()), "saknas": {""}}
    targets["yrkesbarometern"] = {word for words in WORDS.values() for word in words}
    for kind, names in other_names_of_af().items():
        assert {name: name_key(name) for name in names} == {name: name for name in names}
        assert set(names.values()) <= targets[kind]


@pytest.mark.parametrize("blank", [None, "", "Uppgift saknas", "uppgift  SAKNAS", " "])
def test_what_is_blank_is_the_residual(blank):
    assert unemployed(kommun=blank)["kommun_kod"] == NO_MUNICIPALITY
    assert unemployed(grupp=blank)["af_yrkesomrade"] == UNKNOWN


@pytest.mark.parametrize(("written", "status"), [("<5", "<5"), (None, ".."), ("..", ".."), ("", "..")])
def test_a_protected_or_missing_number_stays_missing(written, status):
    row = unemployed(antal=written)
    assert (row["varde"], row["status"]) == (None, status)


def test_only_the_county_is_staged():
    table = records(record(), record(lan="Hallands län", kommun="Kungsbacka"), record(lan=None, kommun=None))
    assert stage_unemployed(table, "14")["kommun_kod"].to_pylist() == ["1480"]
    assert stage_unemployed(table, "13")["kommun_kod"].to_pylist() == ["1384"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (
            [{"kommun": "Nystad"}, {"kommun": "Gbg"}, {}],
            "namn på kommun som referensdata inte känner: Gbg .1 post., Nystad",
        ),
        ([{"kommun": "Kungsbacka"}], "namn på kommun .*: Kungsbacka"),
        ([{"grupp": "Rymdfart"}, {}], "namn på AF-yrkesområde .*: Rymdfart"),
        ([{"kon": "X"}, {}], "namn på kön .*: X"),
        ([{"kon": None}, {}], "namn på kön"),
        ([{"lan": "Storlänet"}], "inga rader för Västra Götalands län"),
    ],
)
def test_an_unknown_name_is_a_changed_source_with_the_list(more, says):
    with pytest.raises(SourceChanged, match=says):
        stage_unemployed(records(*[record(**m) for m in more]), "14")


def counted(*given: dict[str, str | None]) -> list[dict[str, Any]]:
    """Registered unemployed per county."""
    table = stage_unemployed_counties(records(*[record(**more) for more in given]))
    rows: list[dict[str, Any]] = STAGED_UNEMPLOYED_COUNTIES.conform(table).to_pylist()
    return rows


def test_every_county_is_the_sum_of_its_records_of_both_sexes():
    halland = {"lan": "Hallands län", "kommun": "Kungsbacka"}
    rows = counted({}, {"kon": "K"}, {"kommun": None, "antal": "5"}, {"kommun": "Mölndal", "antal": "0"}, halland,
                   {"manad": "2026-07"}, {"grupp": None, "antal": "3"})  # fmt: skip
    code = next(code for code, name in af_areas().items() if name == TRANSPORT)
    assert {(r["manad"], r["af_yrkesomrade"], r["lan_kod"]): (r["varde"], r["status"]) for r in rows} == {
        ("2026-08", code, "14"): (12 + 12 + 5, None),
        ("2026-08", code, "13"): (12, None),
        ("2026-07", code, "14"): (12, None),
        ("2026-08", UNKNOWN, "14"): (3, None),
    }
    own = STAGED_UNEMPLOYED.conform(stage_unemployed(records(record(), record(kon="K")), "14"))
    assert sum(own["varde"].to_pylist()) == counted({}, {"kon": "K"})[0]["varde"]


@pytest.mark.parametrize("written", ["<5", None, "..", ""])
def test_a_county_with_a_protected_record_is_missing_and_the_others_are_not(written):
    rows = counted({}, {"kommun": "Mölndal", "antal": written}, {"lan": "Hallands län", "kommun": "Kungsbacka"})
    assert {r["lan_kod"]: (r["varde"], r["status"]) for r in rows} == {"14": (None, PART_MISSING), "13": (12, None)}


@pytest.mark.parametrize("name", [*counties().values(), "13 Halland", "Halland"])
def test_every_county_is_known_by_its_name(name):
    (row,) = counted({"lan": name, "kommun": None})
    assert counties()[row["lan_kod"]] == name or row["lan_kod"] == "13"


@pytest.mark.parametrize("blank", [None, "", "Uppgift saknas"])
def test_records_without_a_county_are_no_countys(blank):
    assert [r["varde"] for r in counted({}, {"lan": blank, "antal": "99"})] == [12]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"lan": "Storlänet"}, "namn på län .*: Storlänet .1 post."),
        ({"grupp": "Rymdfart"}, "namn på AF-yrkesområde .*: Rymdfart"),
    ],
)
def test_a_county_or_an_area_that_is_not_known_is_a_changed_source(more, says):
    with pytest.raises(SourceChanged, match=says):
        counted({}, more)


def test_the_order_of_the_records_is_irrelevant():
    given = [
        {"kommun": k, "antal": n, "kon": s}
        for k, n, s in (("Göteborg", "7", "M"), ("Mölndal", "<5", "K"), (None, "3", "M"))
    ]
    given += [{"lan": name, "kommun": None} for name in counties().values()]
    assert counted(*given) == counted(*given[::-1])


def test_counties_have_one_spelling():
    assert county_key("Kronobergs län") == county_key("Kronoberg") == county_key("07 Kronoberg")
    assert county_key("Uppsala län") == county_key("Uppsala")
    assert county_key(None) == county_key("") == ""
    assert county_key("Västerbottens län") != county_key("Västernorrlands län")
