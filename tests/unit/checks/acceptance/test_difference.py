"""Every kind of difference both ways: planted, and in an answer that is as it should be."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from assets.reference.drift import UsualDrift
from checks.acceptance.counts import Counts
from checks.acceptance.difference import differences
from checks.acceptance.labels import relabelled

USUAL = UsualDrift(0.02, 0.06, 50, 3, year_before=False, profiles=True)
DIMS = ("region_kod", "ssyk3", "kon")
AREAS = ("00", "14", "1480", "1490", "1401")
WEIGHT = dict(zip(AREAS, (50.0, 10.0, 5.0, 2.0, 0.3), strict=True))
OCCUPATIONS = [f"{number}" for number in range(221, 241)]


def answer(years: tuple[int, ...] = (2022, 2023, 2024), seed: int = 1) -> pd.DataFrame:
    """A register of areas, occupations and sexes, that grows a little every year."""
    mix = np.random.default_rng(seed)
    rows = []
    for at, occupation in enumerate(OCCUPATIONS):
        women = (at + 1) / (len(OCCUPATIONS) + 1)
        for area in AREAS:
            local = WEIGHT[area] * 200 * (1 + at % 7) * mix.uniform(0.6, 1.4)
            for sex, share in (("kvinnor", women), ("män", 1 - women)):
                for year in years:
                    rows.append((area, occupation, sex, str(year), float(round(local * share * 1.01 ** (year - 2022)))))
    return pd.DataFrame(rows, columns=["region_kod", "ssyk3", "kon", "tidpunkt", "varde"])


def said(new: pd.DataFrame, old: pd.DataFrame) -> dict[str, bool]:
    """Kind of difference → whether it holds the answer back."""
    found = differences(Counts(new, DIMS), Counts(old, DIMS), USUAL)
    assert all(difference.sentence.endswith(".") for difference in found)
    return {d.kind: d.held for d in sorted(found, key=lambda d: d.held)}


def where(frame: pd.DataFrame, **codes: str) -> pd.Series:
    mine = pd.Series(True, index=frame.index)
    for column, code in codes.items():
        mine &= frame[column] == code
    return mine


def scaled(frame: pd.DataFrame, factor: float, **codes: str) -> pd.DataFrame:
    return frame.assign(varde=frame["varde"].where(~where(frame, **codes), frame["varde"] * factor))


def swapped(frame: pd.DataFrame, column: str, one: str, other: str) -> pd.DataFrame:
    return frame.assign(**{column: frame[column].replace({one: other, other: one})})


def test_the_same_answer_again_says_nothing():
    assert said(answer(), answer()) == {}


def test_a_new_year_that_is_as_years_are_says_nothing():
    assert said(answer(), answer((2022, 2023))) == {}


def test_noise_and_rounding_say_nothing_that_holds_it_back():
    noise = np.random.default_rng(2).integers(-3, 4, len(answer()))
    noisy = answer().assign(varde=lambda f: (f["varde"] + noise).clip(lower=0))
    rounded = answer().assign(varde=lambda f: (f["varde"] / 5).round() * 5)
    assert not any(said(noisy, answer()).values())
    assert not any(said(rounded, answer()).values())


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("omräknat", lambda f: swapped(f, "kon", "kvinnor", "män")),
        ("omräknat", lambda f: swapped(f, "region_kod", "1480", "1490")),
        ("omräknat", lambda f: swapped(f, "ssyk3", "225", "238")),
        ("del", lambda f: scaled(f, 3, ssyk3="225")),
        ("nivå", lambda f: scaled(f, 1000)),
        ("nollor", lambda f: f.assign(varde=f["varde"].where(f.index % 2 == 0, 0.0))),
        ("tomma", lambda f: f.assign(varde=f["varde"].where(f.index % 4 > 0))),
        ("borta", lambda f: f[f["ssyk3"] != "225"]),
        ("nya", lambda f: pd.concat([f, f[f["ssyk3"] == "225"].assign(ssyk3="999")])),
        ("perioder", lambda f: f[f["tidpunkt"] != "2024"]),
        ("perioder", lambda f: f.assign(varde=f["varde"].where(f["tidpunkt"] != "2023"))),
        ("tomt", lambda f: f.assign(varde=np.nan)),
        ("bytta_platser", lambda f: swapped(f, "ssyk3", "225", "238")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_in_an_answer_of_the_same_years_holds_it_back(
    kind: str, wrong: Callable[[pd.DataFrame], pd.DataFrame]
):
    assert said(wrong(answer()), answer()).get(kind) is True


def test_a_net_below_zero_hides_no_codes_in_each_others_place():
    """As in the flows of education groups: whom a municipality gained stands beside whom it has."""
    people = answer()
    net = people[people["kon"] == "män"].assign(kon="netto", varde=lambda f: (f["varde"] * -0.03).round())
    whole = pd.concat([people, net])
    assert (whole.groupby("region_kod")["varde"].min() < 0).all()
    assert said(whole, whole) == {}
    assert said(swapped(whole, "ssyk3", "225", "238"), whole).get("bytta_platser") is True


@pytest.mark.parametrize("kind", ["borta", "nya"])
def test_a_net_below_zero_that_goes_or_comes_is_as_much_as_one_above(kind: str):
    people = answer()
    net = people[people["kon"] == "män"].assign(kon="netto", varde=lambda f: (f["varde"] * -0.03).round())
    whole = pd.concat([people, net])
    after, before = (people, whole) if kind == "borta" else (whole, people)
    assert said(after, before).get(kind) is True


def test_nets_below_zero_that_become_nought_hold_the_answer_back():
    net = answer().assign(varde=lambda f: -f["varde"])
    gone = net.assign(varde=net["varde"].where(net.index % 2 == 0, 0.0))
    assert said(gone, net).get("nollor") is True
    found = differences(Counts(gone, DIMS), Counts(net, DIMS), USUAL)
    assert any("av värdena längre från noll än" in d.sentence for d in found if d.kind == "nollor")


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("del", lambda f: swapped(f, "kon", "kvinnor", "män")),
        ("del", lambda f: scaled(f, 3, ssyk3="225")),
        ("del", lambda f: scaled(f, 0.2, region_kod="00")),
        ("nivå", lambda f: scaled(f, 0.001)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_in_a_new_year_holds_it_back(kind: str, wrong: Callable[[pd.DataFrame], pd.DataFrame]):
    old = answer((2022, 2023))
    newest = answer()[lambda f: f["tidpunkt"] == "2024"]
    assert said(pd.concat([old, wrong(newest)]), old).get(kind) is True


def nearly_alike(seed: int) -> pd.DataFrame:
    """Women and men who differ by a few per cent, more or less in each occupation, as their pay does."""
    mix = np.random.default_rng(seed)
    rows = []
    for occupation, ratio in zip(
        OCCUPATIONS, np.random.default_rng(1).uniform(0.9, 1.0, len(OCCUPATIONS)), strict=True
    ):
        for area in AREAS:
            for year in (2022, 2023, 2024):
                for sex, part in (("kvinnor", ratio), ("män", 1.0)):
                    value = round(30_000 * part * 1.03 ** (year - 2022) * mix.uniform(0.995, 1.005))
                    rows.append((area, occupation, sex, str(year), float(value)))
    return pd.DataFrame(rows, columns=["region_kod", "ssyk3", "kon", "tidpunkt", "varde"])


@pytest.mark.parametrize("seed", range(5))
def test_codes_that_are_nearly_alike_and_have_changed_places_in_a_new_year_hold_it_back(seed: int):
    frame = nearly_alike(seed)
    old, newest = frame[frame["tidpunkt"] < "2024"], frame[frame["tidpunkt"] == "2024"]
    assert "spegelvända" not in said(frame, old)
    found = said(pd.concat([old, swapped(newest, "kon", "kvinnor", "män")]), old)
    assert found == {"spegelvända": True}


def test_codes_that_nothing_tells_apart_say_nothing():
    even = nearly_alike(1)
    even["varde"] = 30_000.0
    old, newest = even[even["tidpunkt"] < "2024"], even[even["tidpunkt"] == "2024"]
    assert "spegelvända" not in said(pd.concat([old, swapped(newest, "kon", "kvinnor", "män")]), old)


def test_a_new_year_that_is_the_year_before_over_again_holds_it_back():
    old = answer((2022, 2023))
    copy = old[old["tidpunkt"] == "2023"].assign(tidpunkt="2024")
    assert said(pd.concat([old, copy]), old)["upprepade"] is True
    thousandth = copy.assign(varde=copy["varde"] / 1000)
    assert said(pd.concat([old, thousandth]), old)["nivå"] is True


def test_years_that_are_one_late_hold_it_back():
    old = answer()
    late = old.assign(tidpunkt=(old["tidpunkt"].astype(int) + 1).astype(str))
    assert said(late, old)["upprepade"] is True


def test_a_source_that_repeats_itself_anyway_may_do_so():
    flat = answer().assign(varde=lambda f: f.groupby(["region_kod", "ssyk3", "kon"])["varde"].transform("first"))
    before = flat[flat["tidpunkt"] < "2024"]
    assert not any(said(flat, before).values())


def test_an_oldest_year_that_falls_out_says_nothing():
    assert said(answer((2023, 2024)), answer()) == {}


def test_a_new_year_without_any_number_says_nothing():
    unpublished = answer((2022, 2023, 2024, 2025)).assign(varde=lambda f: f["varde"].where(f["tidpunkt"] < "2025"))
    assert said(unpublished, answer((2022, 2023, 2024))) == {}


def test_missing_that_became_nought_holds_it_back():
    old = answer().assign(varde=lambda f: f["varde"].where(f.index % 4 > 0))
    assert said(old.fillna({"varde": 0.0}), old)["tomma_blev_noll"] is True
    assert "tomma_blev_noll" not in said(answer(), old)


def test_small_differences_are_told_and_hold_nothing_back():
    assert said(scaled(answer(), 1.25, ssyk3="225", region_kod="1480"), answer()) == {"del": False}


def test_a_name_that_moved_to_another_code_holds_it_back_and_another_wording_does_not():
    old = {"SNI": {"P": "Utbildning", "Q": "Vård och omsorg", "R": "Kultur"}}
    asked = {"SNI": frozenset("PQR")}
    (moved,) = relabelled(old, {"SNI": {"P": "Utbildning", "Q": "Utbildning ", "R": "Kultur"}}, asked)
    assert moved.held
    assert "Q hette ”Vård och omsorg” och heter ”Utbildning ”" in moved.sentence
    (worded,) = relabelled(old, {"SNI": {"P": "utbildning", "Q": "Vård, omsorg", "R": "Kultur"}}, asked)
    assert not worded.held
    assert relabelled(old, {"SNI": {"P": "UTBILDNING", "Q": "Vård  och omsorg", "R": "Kultur"}}, asked) == []
    assert relabelled(old, {"SNI": {"P": "Annat"}}, {"SNI": frozenset("Q")}) == []
