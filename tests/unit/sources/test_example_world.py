"""The made-up world answers in the sources' formats, is plausible, and is the same for the same seed."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl  # type: ignore[import-untyped]
import pytest
import requests

import sources.example
from assets.reference.areas import counties, county_of
from assets.reference.employers import staffing_agencies
from assets.reference.occupations import af_area_of_ssyk4
from sources.arbetsformedlingen import workbooks
from sources.arbetsformedlingen.ad_reader import staffing_by_name
from sources.catalogue.entry import Choice, Labelled
from sources.catalogue.registry import PX_TABLES
from sources.example import ads as ads_of
from sources.example import px_tables
from sources.example.adapter import EXAMPLE_BASE, ExampleAdapter
from sources.example.world import Example

TABLES, CODELISTS = px_tables.tables(Example())
TABLE = f"{EXAMPLE_BASE}/scb/api/v2/tables/TAB4434"
ADS = f"{EXAMPLE_BASE}/af-data/annonser/historiska/"
STATISTICS = f"{EXAMPLE_BASE}/af-statistik"
QUARTER = "2026-Q3.jsonl.zip"
XLSX = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _session(seed: int = 1) -> requests.Session:
    session = requests.Session()
    session.mount("https://", ExampleAdapter(seed))
    session.mount("http://", ExampleAdapter(seed))
    return session


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with _session() as opened:
        yield opened


@pytest.fixture(scope="module")
def metadata(session: requests.Session) -> dict[str, Any]:
    answer: dict[str, Any] = session.get(f"{TABLE}/metadata", params={"lang": "sv"}).json()
    return answer


def _codes(dataset: dict[str, Any], variable: str) -> list[str]:
    return list(dataset["dimension"][variable]["category"]["index"])


def _ask(session: requests.Session, metadata: dict[str, Any], **chosen: list[str]) -> requests.Response:
    selection = [{"variableCode": v, "valueCodes": chosen.get(v, _codes(metadata, v))} for v in metadata["id"]]
    params = {"lang": "sv", "outputFormat": "json-stat2"}
    return session.post(f"{TABLE}/data", params=params, json={"selection": selection})


def _employees(session: requests.Session, metadata: dict[str, Any], regions: list[str], year: str) -> dict[str, int]:
    answer = _ask(session, metadata, Region=regions, Tid=[year]).json()
    step = len(answer["value"]) // len(regions)
    parts = (answer["value"][i * step : (i + 1) * step] for i in range(len(regions)))
    return {code: sum(v or 0 for v in part) for code, part in zip(_codes(answer, "Region"), parts, strict=True)}


@pytest.fixture(scope="module")
def archive(session: requests.Session) -> list[bytes]:
    with session.get(ADS + "2025.jsonl.zip", stream=True) as response:
        body = b"".join(response.iter_content(65_536))
    assert response.headers["Content-Length"] == str(len(body))
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        assert file.namelist() == ["2025.jsonl"]
        return file.read("2025.jsonl").removesuffix(b"\n").split(b"\n")


def _ad(line: bytes) -> dict[str, Any] | None:
    try:
        ad = json.loads(line)
    except ValueError:
        return None
    return ad if isinstance(ad, dict) and "publication_date" in ad else None


@pytest.fixture(scope="module")
def ads(archive: list[bytes]) -> list[dict[str, Any]]:
    return [ad for ad in map(_ad, archive) if ad]


def _workbook(session: requests.Session) -> bytes:
    link = re.search(r'href="(/af-statistik/download/18\.\w+/web-[\w-]+-2026-08\.xlsx)"', session.get(STATISTICS).text)
    assert link
    return session.get(EXAMPLE_BASE + link[1]).content


@pytest.fixture(scope="module")
def pivot(session: requests.Session) -> list[tuple[str | None, ...]]:
    """Records as (period, sex, area, county, municipality, number as written)."""
    with zipfile.ZipFile(io.BytesIO(_workbook(session))) as file:
        definition = ET.fromstring(file.read("xl/pivotCache/pivotCacheDefinition1.xml"))
        records = ET.fromstring(file.read("xl/pivotCache/pivotCacheRecords1.xml"))
    fields = [[item.get("v") for item in items] for items in definition.iter(f"{XLSX}sharedItems")]
    assert len(records) == int(definition.get("recordCount", "0"))
    return [
        tuple(items[int(x.get("v", ""))] if items else x.get("v") for x, items in zip(record, fields, strict=True))
        for record in records
    ]


def test_metadata_and_data_agree_in_size_and_order(session: requests.Session, metadata: dict[str, Any]) -> None:
    answer = _ask(session, metadata, Region=["1480", "00"], Tid=["2024", "2020"]).json()
    assert metadata["id"] == answer["id"] == ["Region", "Yrke2012", "Kon", "ContentsCode", "Tid"]
    assert metadata["size"] == [1 + 21 + 49, 149, 2, 1, 5]
    assert metadata["value"] == []
    assert answer["size"] == [2, 149, 2, 1, 2]
    assert len(answer["value"]) == 2 * 149 * 2 * 2
    assert _codes(answer, "Region") == ["00", "1480"]
    assert _codes(answer, "Tid") == ["2020", "2024"]
    assert metadata["updated"] == answer["updated"]
    assert metadata["note"][0].startswith("EXEMPELDATA")
    assert metadata["extension"]["noteMandatory"] == {"0": True}


def test_a_cell_is_the_same_in_every_selection(session: requests.Session, metadata: dict[str, Any]) -> None:
    whole = _ask(session, metadata).json()
    shape, at = whole["size"], {v: _codes(whole, v).index for v in whole["id"]}
    one = {
        "Region": "1490",
        "Yrke2012": "532",
        "Kon": "2",
        "ContentsCode": _codes(whole, "ContentsCode")[0],
        "Tid": "2022",
    }
    position = 0
    for size, (variable, code) in zip(shape, one.items(), strict=True):
        position = position * size + at[variable](code)
    assert _ask(session, metadata, **{v: [c] for v, c in one.items()}).json()["value"] == [whole["value"][position]]


def test_the_nation_is_the_sum_of_the_counties(session: requests.Session, metadata: dict[str, Any]) -> None:
    codes = list(counties())
    for year in _codes(metadata, "Tid"):
        total = _employees(session, metadata, ["00", *codes], year)
        assert total["00"] == sum(total[c] for c in codes)
        assert 4_500_000 < total["00"] < 5_000_000


def test_employees_are_plausible(session: requests.Session, metadata: dict[str, Any]) -> None:
    total = _employees(session, metadata, [c for c in _codes(metadata, "Region") if c.startswith("14")], "2024")
    county = total.pop("14")
    assert county == pytest.approx(858_000, rel=0.05)
    assert county == pytest.approx(sum(total.values()), rel=0.002)
    assert total["1480"] > 100 * total["1438"]
    before, after = (
        _ask(session, metadata, Region=["14"], Yrke2012=["0002"], Tid=[y]).json() for y in ("2022", "2023")
    )
    assert sum(before["value"]) > 10 * sum(after["value"])


@pytest.mark.parametrize(("occupation", "low", "high"), [("532", 0.8, 0.95), ("711", 0.0, 0.06), ("251", 0.15, 0.3)])
def test_women_share(
    session: requests.Session, metadata: dict[str, Any], occupation: str, low: float, high: float
) -> None:
    men, women = _ask(session, metadata, Region=["14"], Yrke2012=[occupation], Tid=["2024"]).json()["value"]
    assert low < women / (men + women) < high


def test_missing_cells_are_few_and_marked(session: requests.Session, metadata: dict[str, Any]) -> None:
    answer = _ask(session, metadata).json()
    missing = {str(i): ".." for i, value in enumerate(answer["value"]) if value is None}
    assert answer["status"] == missing
    assert 20 <= len(missing) <= 60
    assert answer["value"].count(0) > 100


def test_refusals(session: requests.Session, metadata: dict[str, Any]) -> None:
    unknown = _ask(session, metadata, Region=["9999"])
    assert (unknown.status_code, unknown.json()["title"]) == (400, "Non-existent value")
    assert session.post(f"{TABLE}/data", json={"selection": []}).status_code == 400
    twice = _ask(session, metadata, Kon=["1", "1"])
    assert (twice.status_code, twice.content) == (500, b"")
    many = _ask(session, metadata, Tid=_codes(metadata, "Tid") * 2)
    assert (many.status_code, many.json()["title"]) == (400, "Too many cells selected")
    assert session.get(f"{EXAMPLE_BASE}/scb/api/v2/tables/TAB1/metadata").status_code == 404
    assert session.get(f"{EXAMPLE_BASE}/scb/api/v2/config").json()["maxDataCells"] == 150_000


def _question(session: requests.Session, table: str, selection: dict[str, list[str]]) -> requests.Response:
    named = [{"variableCode": v, "valueCodes": codes} for v, codes in selection.items()]
    return session.post(f"{EXAMPLE_BASE}/scb/api/v2/tables/{table}/data", json={"selection": named})


def _summed(table: str) -> set[str]:
    entries = [e for e in PX_TABLES if px_tables.table_id(e) == table]
    return {v.code for e in entries for v in e.variables if v.codes is Choice.SUMMED}


@pytest.mark.parametrize("table", TABLES)
def test_any_table_of_the_catalogue_is_answered(session: requests.Session, table: str) -> None:
    described = session.get(f"{EXAMPLE_BASE}/scb/api/v2/tables/{table}/metadata", params={"lang": "sv"}).json()
    assert {v: _codes(described, v) for v in described["id"]} == {v: [*c] for v, c in TABLES[table].items()}
    summed = _summed(table)
    extensions = {v: described["dimension"][v]["extension"] for v in described["id"]}
    assert {v for v, extension in extensions.items() if extension["elimination"]} == summed
    some = {v: [*codes][:: max(1, len(codes) // 4)] for v, codes in TABLES[table].items() if v not in summed}
    whole = _question(session, table, some).json()
    assert whole["size"] == [len(codes) for codes in some.values()]
    values = whole["value"]
    # A net may be negative; nothing else is.
    nets = "netto" in TABLES[table]["ContentsCode"].values()
    assert all(value is None or (isinstance(value, int) and (nets or value >= 0)) for value in values)
    assert len(set(values)) > len(values) / 100
    assert _question(session, table, some).json() == whole
    one = {v: [codes[-1]] for v, codes in some.items()}
    assert _question(session, table, one).json()["value"] == values[-1:]
    assert _question(session, table, {**some, "Tid": ["1066"]}).status_code == 400
    twice = _question(session, table, {**one, "Tid": one["Tid"] * 2})
    assert (twice.status_code, twice.content) == (500, b"")


def test_a_variable_that_can_be_summed_away_is_all_of_its_parts(session: requests.Session) -> None:
    tables = [table for table in TABLES if _summed(table)]
    assert sorted(table for table in tables if table.startswith("TAB")) == ["TAB6008", "TAB638"]
    for table in tables:
        (summed,) = _summed(table)
        whole = {v: [*codes][-1:] for v, codes in TABLES[table].items()}
        (total,) = _question(session, table, {v: codes for v, codes in whole.items() if v != summed}).json()["value"]
        parts = _question(session, table, {**whole, summed: [*TABLES[table][summed]]})
        assert parts.status_code == 200
        assert sum(parts.json()["value"]) == total


def test_a_table_without_an_id_in_the_catalogue_is_found_by_its_searches(session: requests.Session) -> None:
    unknown = [entry for entry in PX_TABLES if not entry.table_id]
    assert len({px_tables.table_id(entry) for entry in unknown}) == len(unknown) >= 6
    for entry in unknown:
        found = [
            line
            for query in entry.search
            for line in session.get(f"{EXAMPLE_BASE}/scb/api/v2/tables", params={"query": query}).json()["tables"]
        ]
        assert px_tables.table_id(entry) in {line["id"] for line in found}
    nothing = session.get(f"{EXAMPLE_BASE}/scb/api/v2/tables", params={"query": "snöleopard"}).json()
    assert nothing == {"tables": []}


def test_the_sources_lists_of_codes_are_answered(session: requests.Session) -> None:
    for name, codes in CODELISTS.items():
        answer = session.get(f"{EXAMPLE_BASE}/scb/api/v2/codelists/{name}", params={"lang": "sv"}).json()
        assert {value["code"]: value["label"] for value in answer["values"]} == codes
    assert session.get(f"{EXAMPLE_BASE}/scb/api/v2/codelists/vs_Annan").status_code == 404


def test_every_label_that_the_catalogue_looks_for_is_there() -> None:
    for entry in PX_TABLES:
        for variable in (v for turn in entry.turns() for v in turn.variables):
            if isinstance(variable.codes, Labelled):
                offered = TABLES[px_tables.table_id(entry)][variable.code]
                assert set(variable.codes.names) <= set(offered.values()), entry.dataset


def test_both_sexes_and_both_places_of_birth_are_everybody(session: requests.Session) -> None:
    table = TABLES["TAB6929"]
    code = {label: code for code, label in table["KonAlderFodelseland"].items()}
    people = next(code for code, label in table["ContentsCode"].items() if label == "befolkning")
    one = {v: [*codes][:1] for v, codes in table.items()} | {"Region": ["1480"], "ContentsCode": [people]}
    asked = {**one, "KonAlderFodelseland": [*code.values()]}
    answer = _question(session, "TAB6929", asked).json()
    count = dict(zip(_codes(answer, "KonAlderFodelseland"), answer["value"], strict=True))
    everybody = count[code["totalt"]]
    assert everybody > 100
    assert count[code["kvinnor"]] + count[code["män"]] == pytest.approx(everybody, abs=2)
    assert count[code["inrikes föd"]] + count[code["utrikes föd"]] == pytest.approx(everybody, abs=2)


def test_index_page_links_to_every_archive(session: requests.Session) -> None:
    names = re.findall(r'href="([^"]+)"', session.get(ADS).text)
    assert names == ["2024.jsonl.zip", "2025.jsonl.zip", "2026-Q1.jsonl.zip", "2026-Q2.jsonl.zip", "2026-Q3.jsonl.zip"]


def test_head_has_the_etag_of_get_without_a_body(session: requests.Session) -> None:
    head, get = session.head(ADS + QUARTER), session.get(ADS + QUARTER, stream=True)
    assert head.headers["ETag"] == get.headers["ETag"]
    assert head.headers["Last-Modified"] == get.headers["Last-Modified"]
    assert head.content == b""
    assert get.raw.read(2) == b"PK"
    assert session.head(ADS + "2026-Q2.jsonl.zip").headers["ETag"] != head.headers["ETag"]
    assert _session(2).head(ADS + QUARTER).headers["ETag"] != head.headers["ETag"]


def test_the_same_seed_gives_the_same_bytes(session: requests.Session) -> None:
    first, second = session, _session()
    assert first.get(ADS + QUARTER).content == second.get(ADS + QUARTER).content
    assert _workbook(first) == _workbook(second)
    assert first.get(ADS + QUARTER).content != _session(2).get(ADS + QUARTER).content


def test_planted_lines(archive: list[bytes], ads: list[dict[str, Any]]) -> None:
    assert len(archive) - len(ads) == 7
    repeated = len(ads) - len({ad["id"] for ad in ads})
    assert repeated / len(ads) == pytest.approx(0.002, rel=0.1)
    years = Counter(ad["publication_date"][:4] for ad in ads)
    assert years["2024"] > 100
    assert years["2025"] > 80_000
    assert sum(isinstance(ad["occupation_group"], list) for ad in ads) / len(ads) == pytest.approx(0.02, abs=0.005)
    assert {0, None, 9999} <= {ad["number_of_vacancies"] for ad in ads}
    assert 0.01 < sum(ad["original_id"] is not None for ad in ads) / len(ads) < 0.02
    assert any(ad["application_contacts"] for ad in ads)
    assert len(b"\n".join(archive)) / len(archive) < 1000


def test_places_and_occupations_of_ads(ads: list[dict[str, Any]]) -> None:
    places = [ad["workplace_address"] for ad in ads]
    ours = Counter(p["municipality_code"] for p in places if p["region_code"] == "14")
    assert sum(ours.values()) == pytest.approx(85_000, rel=0.02)
    assert 0 < ours.pop(None) < 0.02 * 85_000
    assert len(ours) == 49
    assert ours["1480"] > 100 * ours["1438"]
    assert any(p["country_code"] == "155" for p in places)
    groups = [g[0] if isinstance(g := ad["occupation_group"], list) else g for ad in ads]
    codes = {group["legacy_ams_taxonomy_id"] for group in groups}
    assert codes - {None} <= af_area_of_ssyk4().keys()
    assert 0 < sum(group["legacy_ams_taxonomy_id"] is None for group in groups) < 0.006 * len(ads)


def test_no_organisation_number_is_valid(ads: list[dict[str, Any]]) -> None:
    numbers = {ad["employer"]["organization_number"] for ad in ads}
    for number in numbers:
        digits = [int(c) * (2 - i % 2) for i, c in enumerate(number)]
        assert sum(d // 10 + d % 10 for d in digits) % 10 != 0
    sole = [ad for ad in ads if ad["employer"]["organization_number"][2] in "01"]
    assert 0.01 < len(sole) / len(ads) < 0.02
    assert all("Exempel" in ad["employer"]["name"] for ad in ads)
    assert {n[:4] for n in numbers} >= {"2120", "2321", "2021"}


def test_some_staffing_agencies_are_known_by_their_name_only(ads: list[dict[str, Any]]) -> None:
    names = {ad["employer"]["organization_number"]: ad["employer"]["name"] for ad in ads}
    by_name = {number for number, name in names.items() if staffing_by_name(name)}
    assert len(by_name) == 2
    assert by_name.isdisjoint(staffing_agencies())
    assert len(staffing_agencies() & set(names)) == 8


def _books(session: requests.Session) -> dict[str, bytes]:
    links = re.findall(r'href="([^"]+)/([\w-]+)-2026-08\.xlsx"', session.get(STATISTICS).text)
    return {name: session.get(f"{EXAMPLE_BASE}{folder}/{name}-2026-08.xlsx").content for folder, name in links}


def test_every_workbook_of_the_page_opens_and_says_that_it_is_made_up(session: requests.Session) -> None:
    books = _books(session)
    assert set(books) == {entry.table_id for entry in workbooks.ENTRIES}
    for content in books.values():
        for sheet in openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets:
            (first,) = next(sheet.iter_rows(max_row=1, max_col=1, values_only=True))
            assert str(first).startswith("EXEMPELDATA")
    assert books == _books(_session())
    assert all(content != other for content, other in zip(books.values(), _books(_session(2)).values(), strict=True))


def _total(parts: dict[str, list[dict[str, Any]]], part: str, column: str, **where: str) -> int:
    rows = [r for r in parts[part] if all((r[name] or "").endswith(text) for name, text in where.items())]
    return sum(int(r[column]) for r in rows if r[column] not in (None, "<5"))


def test_the_workbooks_agree_with_each_other(session: requests.Session, tmp_path: Path) -> None:
    parts, books = {}, _books(session)
    for entry in workbooks.ENTRIES:
        (tmp_path / entry.table_id).write_bytes(books[entry.table_id])
        workbook = workbooks._Workbook(entry.table_id, tmp_path / entry.table_id)
        read = workbooks._parts(entry.dataset, workbook)
        parts[entry.dataset] = {name: part.to_pylist() for name, part in read.items()}
    areas, profile, time, force = parts.values()
    for kommun in ("Göteborg", "Grästorp", "Uddevalla"):
        for manad in ("2024-09", "2026-08"):
            where = {"kommun": kommun, "manad": manad}
            everybody = _total(time, "Total", "samtliga", **where)
            assert everybody > 50
            assert {_total(time, sheet, "samtliga", **where) for sheet in time} == {everybody}
            assert {_total(profile, part, "antal", **where) for part in profile} == {everybody}
            assert _total(force, workbooks.MUNICIPALITIES_PART, "inskrivna totalt", **where) == everybody
            hidden = everybody - _total(areas, workbooks.AREAS_PART, "antal", **where)
            assert 0 <= hidden < 40
    assert {r["mer än 24 månader"] for r in time["Ålder"]} >= {"<5", "0"}
    country = force[workbooks.MUNICIPALITIES_PART]
    assert len({r["kommun"] for r in country}) == 290
    nation = sum(float(r["arbetskraft totalt"]) for r in country if r["manad"] == "2026-08")
    assert nation == pytest.approx(5_400_000, rel=0.05)


def test_unemployed_are_plausible_and_complete(pivot: list[tuple[str | None, ...]]) -> None:
    ours = [r for r in pivot if r[3] == "Västra Götalands län"]
    last = [r for r in ours if r[0] == "2026-08"]
    assert sum(int(r[5]) for r in last if r[5] not in ("<5", None)) == pytest.approx(41_000, rel=0.1)
    # 24 months, 49 municipalities and a residual, 21 areas and unknown, two sexes.
    assert len({r[:5] for r in ours}) == len(ours) == 24 * 50 * 22 * 2
    assert {r[3] for r in pivot} > {"Västra Götalands län", "Uppgift saknas"}
    hidden = Counter((*r[1:5], r[5]) for r in pivot if r[5] in ("<5", None))
    assert set(hidden.values()) == {24}
    assert Counter(key[-1] for key in hidden) == {"<5": 6, None: 2}


def test_unknown_path_is_a_html_404(session: requests.Session) -> None:
    response = session.get(f"{EXAMPLE_BASE}/finns-inte")
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/html")


def test_the_package_stays_small() -> None:
    files = Path(str(sources.example.__file__)).parent.glob("*.py")
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files) < 1720


@pytest.mark.parametrize("county", ["01", "09", "12"])
def test_any_county_can_be_made_up(county: str) -> None:
    example = Example(county=county)
    assert example.towns == tuple(town for town, of in county_of().items() if of == county)
    published = px_tables.cells(example, "TAB4434")
    regions, whole = list(example.regions), published[..., -1].sum((1, 2, 3))
    own = np.nansum(published[-len(example.towns) :, ..., -1])
    assert own == pytest.approx(whole[regions.index(county)], rel=0.01)
    assert whole[regions.index("00")] == whole[1 : 1 + len(counties())].sum()
    lines = ads_of.ad_lines(example, ads_of.ARCHIVES["2026-Q3.jsonl.zip"])
    here = sum(f'"region_code":"{county}"' in line for line in lines)
    assert here / 17_000 == pytest.approx(example.scale, rel=0.05)
    assert len(lines) > 20_000, "the archives are the nation's"


STREAM = f"{EXAMPLE_BASE}/jobstream/v2"


def _objects(session: requests.Session, question: str, **query: str) -> list[dict[str, Any]]:
    answer = session.get(f"{STREAM}/{question}", params={k.replace("_", "-"): v for k, v in query.items()})
    assert answer.headers["Content-Type"] == "application/jsonl"
    assert "Content-Length" not in answer.headers
    assert answer.content.endswith(b"\n") or not answer.content
    return [json.loads(line) for line in answer.content.splitlines()]


def test_open_ads_and_what_has_happened_to_them(session: requests.Session) -> None:
    now, changes = _objects(session, "snapshot"), _objects(session, "stream", updated_after="2026-09-17T00:00:00")
    ids = {ad["id"] for ad in now}
    assert len(ids) == len(now) == 7_200
    assert not any(ad["removed"] for ad in now)
    removed = [o for o in changes if o["removed"]]
    assert 0 < sum(str(o["id"]) in ids for o in removed) < len(removed)
    assert {type(o["id"]) for o in removed} == {int, str}
    assert {"publication_date" in o for o in removed} == {False}
    assert {"country" in o for o in removed} == {True, False}
    told = [o for o in changes if not o["removed"]]
    assert {o["id"] for o in told} < ids
    assert len(told) > len({o["id"] for o in told})
    later = _objects(session, "stream", updated_after="2026-10-01T02:00:00")
    assert 0 < len(later) < len(changes)
    assert _objects(session, "stream", updated_after="2026-10-02T00:00:00") == []
    assert session.get(f"{STREAM}/stream").status_code == 404


def test_the_same_seed_gives_the_same_stream(session: requests.Session) -> None:
    for question in ("snapshot", "stream?updated-after=2026-09-17T00:00:00"):
        first = session.get(f"{STREAM}/{question}").content
        assert (
            _session().get(f"{STREAM}/{question}").content == first != _session(2).get(f"{STREAM}/{question}").content
        )


def test_year_classes_make_the_level_of_education() -> None:
    table, made = TABLES["TAB3981"], px_tables.cells(Example(), "TAB3981")
    at, ages = list(table).index("Alder"), list(table["Alder"])
    assert [age for age in ages if age != "tot16-74"] == [str(age) for age in range(16, 75)]
    whole = np.take(made, ages.index("tot16-74"), at)
    assert made.sum(at) - whole == pytest.approx(whole, rel=0.02, abs=40)
