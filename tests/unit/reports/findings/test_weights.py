"""The ranks that an analyst weighs on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assets.methods.signals import UNEMPLOYMENT
from assets.reference.signal_score import score_composition
from reports.findings import weights
from reports.findings.weights import weighing
from reports.warehouse import Warehouse

Make = Callable[..., Warehouse]


def test_an_analyst_weighs_the_occupations_of_an_area(warehouse: Make):
    assert [r.name for r in weighing(warehouse("example")).areas["Fyrbodal"]] == ["Sjuksköterskor", "Undersköterskor"]


def test_each_part_is_ranked_by_its_own_indicator_and_a_third_has_no_slider(warehouse: Make, monkeypatch):
    made = warehouse("example")
    ads = score_composition()[0]
    low = replace(ads, indicator=UNEMPLOYMENT.code)
    mine = {(r["yrke_kod"], r["indikator"]): r for r in made.indicator_values if r["geo_kod"] == "fyrbodal"}
    values = {"222+223": {ads.indicator: 9.0, low.indicator: 2.0}, "532": {ads.indicator: 1.0, low.indicator: 1.0}}
    rows = [
        {**mine[code, ads.indicator], "indikator": i, "varde": v} for code, of in values.items() for i, v in of.items()
    ]
    made = replace(made, indicator_values=tuple(rows))
    monkeypatch.setattr(weights, "score_composition", lambda: (ads, low))
    nurses, others = weighing(made).areas["Fyrbodal"]
    assert nurses.ranks[0] > others.ranks[0]
    assert nurses.ranks[1] < others.ranks[1], "few unemployed point to a shortage"
    monkeypatch.setattr(weights, "score_composition", lambda: (ads, low, ads))
    with pytest.raises(ValueError, match="väger 2 delar, och signalpoängen har 3"):
        weighing(made)
