"""Women and men, commuting, and a year's changes, as an area's page tells them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reports.findings.changed import changed
from reports.findings.commuters import commuting
from reports.findings.employed import BREAKS, HIDDEN, employees_in_all
from reports.findings.quarters import posts_by_quarter
from reports.findings.sexes import LARGEST, women_and_men
from reports.sheets.model import facts_of
from reports.warehouse import Warehouse

Make = Callable[..., Warehouse]


def test_hidden_flows_are_told_as_at_least_and_never_decide_which_way_most_go(warehouse: Make):
    made = warehouse("example")
    fyrbodal = commuting(facts_of(made, "fyrbodal"))
    assert (
        fyrbodal.sentence
        == "Fler åker till Fyrbodal för att arbeta än därifrån. 1\xa0009 åker in och minst 1\xa0000 ut."
    )
    (stream,) = fyrbodal.streams
    assert (stream.name, stream.inward.shown, stream.outward.shown) == (
        "Göteborgsregionen", "1\xa0009", "minst 1\xa0000",
    )  # fmt: skip
    assert "skyddade" in fyrbodal.note
    # One person less, and the eight that the hidden flows may hold are as many as the difference.
    fewer = [r | {"minst": 1008} if r["arbete_kod"] == "fyrbodal" else r for r in made.commuting_between]
    unsure = commuting(facts_of(replace(made, commuting_between=tuple(fewer)), "fyrbodal"))
    assert unsure.sentence.startswith("Det går inte att säga om fler åker till Fyrbodal")


def test_the_county_tells_its_delregioner_and_nobody_commutes_within_one(warehouse: Make):
    county = commuting(facts_of(warehouse("example"), "lan"))
    assert county.sentence == (
        "Till Fyrbodal åker fler för att arbeta än därifrån. Från Göteborgsregionen åker fler än dit. "
        "För Boråsregionen och Skaraborg är det inte säkert åt vilket håll fler åker."
    )
    shown = {s.name: (s.inward.shown, s.outward.shown) for s in county.streams}
    assert shown["Fyrbodal"] == ("1\xa0009", "minst 1\xa0000")
    assert shown["Skaraborg"] == ("..", "..")


def test_without_its_source_commuting_is_said_to_be_missing(warehouse: Make):
    bare = commuting(facts_of(replace(warehouse("example"), commuting_between=()), "fyrbodal"))
    assert (bare.sentence, bare.streams) == ("Underlaget om pendling saknas.", ())


def test_the_largest_occupations_are_told_with_the_share_of_women_most_women_first(warehouse: Make):
    made = warehouse("example")
    shares = {"222+223": 0.89, "532": 0.45}
    rows = [
        r | {"andel_kvinnor": shares.get(r["yrke_kod"])} if r["yrkesniva"] == "redovisningsgrupp" else r
        for r in made.mismatch
    ]
    facts = facts_of(replace(made, mismatch=tuple(rows)), "fyrbodal")
    told = women_and_men(facts)
    assert [(d.name, d.shown, d.county) for d in told.dots] == [
        ("Sjuksköterskor", "89,0\xa0%", 0.89),
        ("Undersköterskor", "45,0\xa0%", 0.45),
    ]
    assert told.sentence == (
        "Ett av de två största yrkena i Fyrbodal har jämnt med kvinnor och män. I ett är kvinnorna fler."
    )
    assert "november 2024" in told.measure
    assert len(told.dots) <= LARGEST


def test_with_one_known_occupation_none_are_compared(warehouse: Make):
    made = warehouse("example")
    rows = tuple(
        r | {"andel_kvinnor": None} if r["yrke_kod"] != "532" else r
        for r in made.mismatch
    )  # fmt: skip
    assert women_and_men(facts_of(replace(made, mismatch=rows), "lan")).sentence == (
        "Andelen kvinnor är känd i för få yrken i Västra Götalands län. Därför jämförs inga."
    )


def test_changes_are_named_only_when_there_are_more_of_them_than_chance_gives(warehouse: Make):
    made = warehouse("example")
    (nurses,) = [r for r in made.then_and_now if r["geo_kod"] == "fyrbodal" and r["yrke_kod"] == "222+223"]
    other = dict(nurses) | {"yrke_kod": "999", "kvot": 1.05, "nedre": 1.01, "ovre": 1.09}
    both = replace(made, then_and_now=(nurses, other))
    told = changed(facts_of(both, "fyrbodal"))
    assert told.sentence == "Platserna har ökat i 2 av 2 yrken. Slumpen ger färre än ett."
    assert (told.more[0].code, told.more[0].shown) == ("222+223", "12\xa0% fler (4–21)")
    assert told.fewer == ()
    assert told.note.startswith("Annonserade platser september 2025–augusti 2026, mot tolv månader före dem.")
    still = [dict(nurses) | {"yrke_kod": str(n), "ord": "oförändrat"} for n in range(4)]
    facts = facts_of(replace(made, then_and_now=(nurses, *still)), "fyrbodal")
    assert changed(facts).sentence == "Platserna har ändrats i 1 av 5 yrken. Så många kan slumpen ensam ge."
    assert changed(facts).more == ()
    few = facts_of(replace(made, then_and_now=(dict(nurses) | {"ord": None},)), "fyrbodal")
    assert changed(few).sentence == "Underlaget är för litet för att säga vad som har ändrats på ett år."


def test_the_newest_quarter_is_read_against_the_same_of_the_year_before(warehouse: Make):
    told = posts_by_quarter(facts_of(warehouse("example"), "fyrbodal"))
    assert told.sentence == "Andra kvartalet 2026 annonserades 1\xa0000 platser: 4 procent färre än samma kvartal 2025."
    assert (told.first, told.last) == ("kv 4 2021", "kv 2 2026")
    assert [q.label for q in told.quarters if q.same] == [f"kv 2 {year}" for year in range(2022, 2027)]


def test_without_a_whole_quarter_the_underlag_is_said_to_be_missing(warehouse: Make):
    bare = posts_by_quarter(facts_of(replace(warehouse("example"), posts_by_quarter=()), "fyrbodal"))
    assert (bare.sentence, bare.quarters) == ("Underlaget om annonser per kvartal saknas.", ())


def test_everybody_employed_is_told_by_register_and_read_within_the_newest(warehouse: Make):
    made = warehouse("example")
    told = employees_in_all(facts_of(made, "fyrbodal"))
    assert told.sentence == "I november 2024 fanns 24\xa0000 anställda. Det är 20 procent fler än 2020."
    assert [(register.years[0][0], register.years[-1][0]) for register in told.history] == [
        (2014, 2018), (2019, 2019), (2020, 2024),
    ]  # fmt: skip
    assert told.notes == (BREAKS,)
    assert "november 2014–2024" in told.measure


def test_where_the_source_hides_a_number_employees_are_told_as_at_least_and_not_compared(warehouse: Make):
    told = employees_in_all(facts_of(warehouse("example"), "skaraborg"))
    assert told.sentence == "I november 2024 fanns minst 24\xa0000 anställda."
    assert told.notes == (BREAKS, HIDDEN)
    bare = employees_in_all(facts_of(replace(warehouse("example"), employees_in_all=()), "skaraborg"))
    assert (bare.sentence, bare.history) == ("Underlaget om anställda saknas.", ())
