from __future__ import annotations

import pytest

from assets.errors import UsageError
from assets.marts.places.dimensions import dim_geo, dim_occupation
from reports.cell.lookup import Target, find_occupation, find_place

PLACES = dim_geo("14").to_pylist()
OCCUPATIONS = dim_occupation().sort_by([("yrkesniva", "ascending"), ("yrke_kod", "ascending")]).to_pylist()
NURSES = "222+223"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("fyrbodal", "fyrbodal"),
        ("FYRBODAL ", "fyrbodal"),
        ("Göteborgsregionen", "goteborgsregionen"),
        ("boråsregionen", "borasregionen"),
        ("borasregionen", "borasregionen"),
        ("lan", "14"),
        ("LÄN", "14"),
        ("länet", "14"),
        ("Västra Götalands län", "14"),
        ("14", "14"),
    ],
)
def test_an_area_is_found_by_code_or_name_however_it_is_typed(typed, code):
    assert find_place(typed, PLACES)["geo_kod"] == code


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("fyrbodall", "Delregionen 'fyrbodall' finns inte. Menade du fyrbodal?"),
        ("la", "Menade du lan? Välj bland borasregionen, fyrbodal, goteborgsregionen, skaraborg, eller lan"),
        ("", "Delregionen '' finns inte."),
        ("Uddevalla", "Uddevalla är en kommun. Tal visas för delregionen som den hör till: ange fyrbodal."),
        ("1485", "Uddevalla är en kommun."),
    ],
)
def test_an_unknown_area_is_a_sentence_with_what_to_type(typed, sentence):
    with pytest.raises(UsageError) as caught:
        find_place(typed, PLACES)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Malmö", "Malmö är en kommun. Tal visas för länet: ange lan."),
        ("hela_skane", "Området 'hela_skane' finns inte. Länet är inte delat: ange lan för länet."),
    ],
)
def test_a_county_that_is_not_divided_has_no_other_area(typed, sentence):
    places = dim_geo("12").to_pylist()
    assert find_place("lan", places)["geo_kod"] == "12"
    with pytest.raises(UsageError, match=sentence):
        find_place(typed, places)


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("222+223", Target("redovisningsgrupp", NURSES)),
        ("222", Target("redovisningsgrupp", NURSES, ("222 Sjuksköterskor",))),
        ("251", Target("redovisningsgrupp", "251")),
        ("sjuksköterskor", Target("redovisningsgrupp", NURSES)),
        ("SJUKSKOTERSKOR", Target("redovisningsgrupp", NURSES)),
        ("2221", Target("redovisningsgrupp", NURSES, ("2221 Grundutbildade sjuksköterskor",))),
        ("2235", Target("redovisningsgrupp", NURSES, ("2235 Röntgensjuksköterskor",))),
        ("barnmorskor", Target("redovisningsgrupp", NURSES, ("2222 Barnmorskor",))),
        ("0002", Target("redovisningsgrupp", "0002")),
        ("Hälso- och sjukvård", Target("af_yrkesomrade", "8")),
        ("data/it", Target("af_yrkesomrade", "3")),
        # A group and its only part have the same name; the group answers.
        ("poliser", Target("redovisningsgrupp", "336")),
    ],
)
def test_an_occupation_is_found_by_code_name_or_part_of_a_name(typed, target):
    assert find_occupation(typed, OCCUPATIONS) == target


def test_hits_in_one_group_have_one_answer():
    found = find_occupation("ambulans", [row for row in OCCUPATIONS if row["yrke_kod"].startswith("222")])
    assert found == Target("redovisningsgrupp", NURSES, ("2226 Ambulanssjuksköterskor m.fl.",))
    several = find_occupation("sjuksköterskor m", [row for row in OCCUPATIONS if row["yrke_kod"].startswith("222")])
    assert several.code == NURSES


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2229", "Yrket '2229' finns inte. Menade du 222 Sjuksköterskor?"),
        ("22", "Menade du 221 Läkare? Ange SSYK-kod med tre eller fyra siffror"),
        ("sjukskötrskor", "Menade du 222 Sjuksköterskor?"),
        ("", "Yrket '' finns inte."),
        ("okänt", "'okänt' passar på flera; ange koden eller mer av namnet: AF-yrkesområde okänt; 0002 Yrke okänt"),
    ],
)
def test_an_unknown_occupation_is_a_sentence_with_the_nearest(typed, sentence):
    with pytest.raises(UsageError) as caught:
        find_occupation(typed, OCCUPATIONS)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_of_many_hits_eight_are_listed_and_the_rest_counted():
    with pytest.raises(UsageError) as caught:
        find_occupation("chefer", OCCUPATIONS)
    listed = str(caught.value).partition("namnet: ")[2].split("; ")
    assert len(listed) == 9
    assert listed[0] == "AF-yrkesområdet Chefer och verksamhetsledare"
    assert listed[-1].startswith("och ")
    assert listed[-1].endswith(" till")


def test_a_hit_in_a_part_of_another_group_names_the_part():
    with pytest.raises(UsageError, match="2351 Speciallärare och specialpedagoger"):
        find_occupation("lärare", OCCUPATIONS)
