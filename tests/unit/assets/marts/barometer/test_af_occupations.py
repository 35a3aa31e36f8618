"""The key between the two sets of occupation groups, Yrkesbarometern in words, and the skills that are shown."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.contracts.ads import (
    SKILLS,
    STAGED_SKILLS,
)
from assets.contracts.barometer import (
    BAROMETER,
    OCCUPATION_KEY,
    STAGED_BAROMETER,
    STAGED_TAXONOMY,
)
from assets.contracts.words import NO_MUNICIPALITY, UNKNOWN
from assets.marts.ads.skills import skills
from assets.marts.barometer.barometer import barometer
from assets.marts.barometer.occupation_key import occupation_key
from assets.marts.places.dimensions import dim_geo
from assets.methods.skills import LEAST_ADS, LEAST_NAMING, TOP, top_skills
from assets.methods.taxonomy import GROUP, IN_USE, ssyk4_of_concepts
from assets.reference.occupations import af_area_of_ssyk4, af_areas, occupations_ssyk4, ssyk2012, without_af_group
from assets.staged.barometer import applies_to, stage_barometer
from assets.staged.skills import stage_skills
from assets.staged.taxonomy import stage_taxonomy

ASSESSED = {
    "jobbmojligheter": "stora",
    "rekryteringssituation": "brist",
    "prognos": "öka",
    "hogsta_bedomningsniva": "län",
    "delvis_helt": "helt",
}
LARGER = {**ASSESSED, "hogsta_bedomningsniva": "nuts2"}
NOTHING = dict.fromkeys(ASSESSED)


def concepts(*rows: dict[str, Any]) -> pa.Table:
    names = ("id", "type", "label", "code", "area", "group", "state", "replaced_by")
    basis = {**dict.fromkeys(names), "type": GROUP, "label": "Namn", "state": IN_USE}
    return pa.Table.from_pylist([{**basis, **row} for row in rows], pa.schema([(n, pa.string()) for n in names]))


def every_group(*more: dict[str, Any]) -> pa.Table:
    """staged.taxonomi with Arbetsförmedlingen's 400 groups."""
    names, areas = occupations_ssyk4(), af_areas()
    groups = [{"id": f"g{c}", "code": c, "label": names[c], "area": areas[a]} for c, a in af_area_of_ssyk4().items()]
    return STAGED_TAXONOMY.conform(stage_taxonomy(concepts(*groups, *more), 31))


KEY = OCCUPATION_KEY.conform(occupation_key(every_group()))


def assessed(code: str | None = "2512", *, area: str = "14", concept: str = "a", **more: Any) -> dict[str, Any]:
    return {
        "yb_concept_id": concept,
        "yb_yrke": f"Yrke {concept}",
        "lan": area,
        "antal_ssyk": 1 if code else 0,
        "del_av_ssyk": 0,
        "ssyk": code,
        **ASSESSED,
        "omgang": "2025-1",
        "taxonomi_version": "25",
        **more,
    }


def staged(*rows: dict[str, Any]) -> pa.Table:
    kinds = {"antal_ssyk": pa.int64(), "del_av_ssyk": pa.int64()}
    table = pa.Table.from_pylist([*rows], pa.schema([(n, kinds.get(n, pa.string())) for n in assessed()]))
    return STAGED_BAROMETER.conform(stage_barometer([table]))


def made(*rows: dict[str, Any], key: pa.Table = KEY) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = BAROMETER.conform(barometer(staged(*rows), key, "14")).to_pylist()
    return found


def test_400_groups_cover_every_group_of_scb_once_but_the_two_that_have_none():
    frame = KEY.to_pandas()
    assert (frame["af_grupp"].nunique(), len(frame)) == (400, 427)
    assert frame["ssyk4"].is_unique
    assert set(ssyk2012()) - set(frame["ssyk4"]) == {"4430", "7619"}
    merged = frame[frame["sammanslagen"] == "ja"].groupby("af_grupp")["ssyk4"].agg(list).to_dict()
    assert len(merged) == 27
    assert merged["1310"] == ["1311", "1312"]
    assert merged["5321"] == ["5321", "5322"]
    assert merged["5323"] == ["5323", "5324"]
    assert sum(len(codes) for codes in merged.values()) == len(without_af_group()) - 2 + 2
    assert set(frame["taxonomiversion"]) == {"31"}


def test_a_group_that_nobody_knows_is_listed_and_one_that_is_replaced_or_without_a_code_is_not():
    taxonomy = stage_taxonomy(
        concepts(
            {"id": "a", "code": "9999"},
            {"id": "b", "code": "2512", "state": "ersatt", "replaced_by": "a"},
            {"id": "c", "code": None},
            {"id": "d", "type": "municipality", "code": "1480"},
        ),
        31,
    )
    (row,) = OCCUPATION_KEY.conform(occupation_key(taxonomy)).to_pylist()
    assert (row["af_grupp"], row["ssyk4"], row["ssyk4_namn"], row["sammanslagen"]) == ("9999", UNKNOWN, None, "nej")


def test_without_the_taxonomy_the_key_is_empty():
    assert occupation_key(STAGED_TAXONOMY.schema.empty_table()).num_rows == 0


def test_a_concept_has_the_group_of_what_stands_in_its_place():
    taxonomy = every_group(
        {"id": "old", "state": "ersatt", "replaced_by": "g2512"},
        {"id": "o", "type": "occupation-name", "group": "g5321"},
        {"id": "o_old", "type": "occupation-name", "group": "old", "state": "ersatt", "replaced_by": "o"},
        {"id": "o_of_old", "type": "occupation-name", "group": "old"},
        {"id": "split", "type": "occupation-name", "group": "g2512", "state": "ersatt av flera"},
        {"id": "lost", "state": "ersättaren saknas"},
        {"id": "alone", "type": "occupation-name"},
        {"id": "place", "type": "municipality", "code": "1480"},
    )
    codes = ssyk4_of_concepts(taxonomy)
    assert len(codes) == 404
    assert [codes[i] for i in ("g1310", "old", "o", "o_old", "o_of_old")] == ["1310", "2512", "5321", "5321", "2512"]
    assert not {"split", "lost", "alone", "place"} & set(codes)


def test_an_area_that_the_reference_data_do_not_know_is_empty():
    table = stage_taxonomy(concepts({"id": "a", "area": "Data/IT"}, {"id": "b", "area": "Rymden"}, {"id": "c"}), 31)
    assert table["af_yrkesomrade"].to_pylist() == ["3", None, None]


@pytest.mark.parametrize(
    ("count", "part", "says"),
    [
        (1, 0, "hela yrkesgruppen"),
        (2, 0, "en av flera yrkesgrupper i bedömningen"),
        (1, 1, "del av yrkesgruppen"),
        (6, 1, "del av en av flera yrkesgrupper i bedömningen"),
    ],
)
def test_the_sources_counts_become_words(count, part, says):
    (row,) = staged(assessed(antal_ssyk=count, del_av_ssyk=part)).to_pylist()
    assert (row["galler"], row["antal_ssyk"]) == (says, count)
    assert made(assessed(antal_ssyk=count, del_av_ssyk=part))[0]["galler"] == says
    assert says in {applies_to(several, half) for several in (True, False) for half in (True, False)}


def test_rounds_stand_beside_each_other():
    one, two = ([assessed(omgang=name)] for name in ("2025-1", "2025-2"))
    schema = pa.schema([(n, pa.int64() if isinstance(v, int) else pa.string()) for n, v in one[0].items()])
    both = stage_barometer([pa.Table.from_pylist(rows, schema) for rows in (one, two)])
    assert both["omgang"].to_pylist() == ["2025-1", "2025-2"]
    assert stage_barometer([]).num_rows == 0


def test_a_merged_group_is_unfolded_to_those_of_scb():
    rows = made(assessed("1310"), assessed("5321", concept="b"))
    assert [(r["koncept_id"], r["ssyk4"], r["ssyk4_namn"]) for r in rows] == [
        ("a", "1311", "IT-chefer"),
        ("a", "1312", "IT-chefer"),
        ("b", "5321", "Undersköterskor, hemtjänst, hemsjukvård och äldreboende"),
        ("b", "5322", "Undersköterskor, habilitering"),
    ]
    assert {r["galler"] for r in rows} == {"en av flera yrkesgrupper i bedömningen"}
    assert {(r["taxonomiversion"], r["nyckelversion"]) for r in rows} == {("25", "31")}
    (half, _) = made(assessed("1310", del_av_ssyk=1))
    assert half["galler"] == "del av en av flera yrkesgrupper i bedömningen"


def test_without_the_key_nothing_takes_its_place():
    rows = made(assessed("1310"), key=OCCUPATION_KEY.schema.empty_table())
    assert [(r["ssyk4"], r["ssyk4_namn"], r["nyckelversion"]) for r in rows] == [("1310", "IT-chefer", None)]


def test_a_group_that_is_named_both_ways_is_listed_once():
    rows = made(assessed("5321", antal_ssyk=2), assessed("5322", antal_ssyk=2))
    assert [r["ssyk4"] for r in rows] == ["5321", "5322"]


def test_several_occupations_in_a_group_are_listed_and_never_weighed_together():
    rows = made(assessed(concept="a"), assessed(concept="b", jobbmojligheter="små"), assessed("2511", concept="c"))
    assert [(r["koncept_id"], r["ssyk4"], r["jobbmojligheter"]) for r in rows] == [
        ("a", "2512", "stora"),
        ("b", "2512", "små"),
        ("c", "2511", "stora"),
    ]
    listed = "Yrkesgruppen har flera bedömningar; de visas var för sig och vägs inte ihop."
    assert [r["anmarkning"] for r in rows] == [listed, listed, None]


def test_the_nation_and_the_county_only():
    rows = made(*(assessed(area=area) for area in ("00", "01", "14")))
    assert {(r["geo_niva"], r["geo_kod"], r["geo_namn"]) for r in rows} == {
        ("riket", "00", "Riket"),
        ("lan", "14", "Västra Götalands län"),
    }


@pytest.mark.parametrize(
    ("row", "level", "extent", "remark"),
    [
        (ASSESSED, "länet", "hela bedömningen", None),
        (LARGER, "riksområdet (NUTS 2)", "hela bedömningen", "Bedömningen är gjord för ett större område än länet."),
        ({**LARGER, "delvis_helt": "delvis"}, "riksområdet (NUTS 2)", "en del av bedömningen",
         "En del av bedömningen är gjord för ett större område än länet."),
        ({**ASSESSED, "hogsta_bedomningsniva": "nationellt"}, "riket", "hela bedömningen",
         "Bedömningen är gjord för ett större område än länet."),
        ({**ASSESSED, "delvis_helt": "delvis"}, "länet", "en del av bedömningen", None),
        (NOTHING, None, None, "Arbetsförmedlingen har inte bedömt yrket i länet."),
        ({**ASSESSED, "prognos": None}, "länet", "hela bedömningen",
         "Arbetsförmedlingen har inte bedömt efterfrågan på fem år i länet."),
        ({**NOTHING, "jobbmojligheter": "stora"}, None, None,
         "Arbetsförmedlingen har inte bedömt rekryteringssituationen och efterfrågan på fem år i länet."),
        ({**LARGER, "rekryteringssituation": None}, "riksområdet (NUTS 2)", "hela bedömningen",
         "Arbetsförmedlingen har inte bedömt rekryteringssituationen i länet. Bedömningen är gjord för ett större område än "
         "länet."),
    ],
)  # fmt: skip
def test_what_a_value_rests_on_is_said_in_words(row, level, extent, remark):
    (found,) = made(assessed(**row))
    assert (found["bedomd_for"], found["omfattning"], found["anmarkning"]) == (level, extent, remark)


def test_the_nation_is_never_weaker_than_itself():
    (found,) = made(assessed(area="00", hogsta_bedomningsniva="nationellt"))
    assert (found["bedomd_for"], found["anmarkning"]) == ("riket", None)
    (found,) = made(assessed(area="00", **NOTHING))
    assert found["anmarkning"] == "Arbetsförmedlingen har inte bedömt yrket i riket."


def test_an_occupation_without_a_group_and_one_with_an_unknown_code_are_kept():
    none, other = made(assessed(None), assessed("9999", concept="b"))
    assert (none["ssyk4"], none["galler"]) == (UNKNOWN, "yrkesgruppen är inte angiven")
    assert none["anmarkning"] == "Arbetsförmedlingen anger ingen yrkesgrupp för yrket."
    assert (other["ssyk4"], other["ssyk4_namn"], other["anmarkning"]) == ("9999", None, "Yrkesgruppen är inte känd.")


def counts(*rows: tuple[str, str | None, str, int, int]) -> pa.Table:
    names = ("ssyk4", "kommun_kod", "kompetens", "annonser_med", "annonser")
    kinds = [pa.string()] * 3 + [pa.int64()] * 2
    table = pa.Table.from_pylist(
        [dict(zip(names, row, strict=True)) for row in rows], pa.schema([*zip(names, kinds, strict=True)])
    )
    for name, value in (
        ("urval", "stickprov på en procent"),
        ("period_fran", "2025-01"),
        ("period_till", "2025-12"),
    ):
        table = table.append_column(name, pa.array([value] * table.num_rows))
    return STAGED_SKILLS.conform(stage_skills(table))


def shown(*rows: tuple[str, str | None, str, int, int]) -> list[tuple[Any, ...]]:
    table = SKILLS.conform(skills(counts(*rows), dim_geo("14"), "14"))
    columns = ("geo_kod", "ssyk4", "rang", "kompetens", "annonser_med", "annonser", "andel")
    return [tuple(row[c] for c in columns) for row in table.to_pylist()]


def test_skills_are_counted_in_the_delregion_and_the_county():
    rows = shown(
        ("2512", "1480", "Java", 12, 15),
        ("2512", "1480", "SQL", 3, 15),
        ("2512", "1401", "Java", 6, 10),
        ("2512", "1401", "SQL", 5, 10),
        ("2512", "1485", "Java", 2, 4),
        ("2512", None, "Java", 1, 1),
    )
    assert rows == [
        ("goteborgsregionen", "2512", 1, "Java", 18, 25, 0.72),
        ("goteborgsregionen", "2512", 2, "SQL", 8, 25, 0.32),
        ("14", "2512", 1, "Java", 21, 30, 0.7),
        ("14", "2512", 2, "SQL", 8, 30, 8 / 30),
    ]
    assert counts(("2512", None, "Java", 1, 1))["kommun_kod"].to_pylist() == [NO_MUNICIPALITY]


def test_no_skills_without_the_source():
    empty = STAGED_SKILLS.schema.empty_table()
    assert SKILLS.conform(skills(empty, dim_geo("14"), "14")).num_rows == 0


def test_too_few_ads_are_not_shown():
    few = [("2512", "1480", "Java", 19, 19), ("5321", "1480", "Java", 4, 200), ("5321", "1480", "SQL", 5, 200)]
    assert {row[1:4] for row in shown(*few)} == {("5321", 1, "SQL")}


def test_the_limits_are_those_that_the_contract_says():
    said = " ".join((SKILLS.description, *SKILLS.caveats))
    assert f"minst {LEAST_ADS} lästa annonser" in said
    assert f"minst {LEAST_NAMING} av dem" in said
    assert "De tio kompetenser" in said
    assert TOP == 10
    assert "aldrig i obalans" in said


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.text("XYZ", min_size=1, max_size=3), st.integers(1, 60)), max_size=40)
)
def test_the_ranking_is_complete_ordered_and_the_same_in_any_order(rows):
    frame = pd.DataFrame(
        {(cell, name): n for cell, name, n in rows}.items(), columns=["at", "annonser_med"], dtype="object"
    )
    frame = pd.DataFrame(
        {
            "g": [cell for cell, _ in frame["at"]],
            "kompetens": [name for _, name in frame["at"]],
            "annonser_med": frame["annonser_med"].astype("int64"),
            "annonser": 60,
        }
    )
    top = top_skills(frame, ["g"])
    assert top.equals(top_skills(frame.iloc[::-1], ["g"]))
    for _, cell in top.groupby("g"):
        assert cell["rang"].tolist() == list(range(1, len(cell) + 1))
        order = list(zip(-cell["annonser_med"], cell["kompetens"], strict=True))
        assert order == sorted(order)
        assert cell["annonser_med"].min() >= LEAST_NAMING
    wanted = frame[frame["annonser_med"] >= LEAST_NAMING].groupby("g").size().clip(upper=TOP)
    assert top.groupby("g").size().to_dict() == wanted.to_dict()
