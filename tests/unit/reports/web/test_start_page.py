"""What the start page says first: the occupations at both ends of the scale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assets.methods.score import SIGNAL_CLASSES
from reports.warehouse import Warehouse
from reports.web.start_page import start_page

Make = Callable[..., Warehouse]


def test_the_start_page_names_those_of_the_lowest_class_beside_those_of_the_highest(warehouse: Make):
    made = warehouse("example")
    word = SIGNAL_CLASSES[-1].plain
    assert start_page(made, {})["motsatt"] == {"mening": f"Inget yrke har {word} i alla delregioner.", "yrken": []}
    sure = {"signaler": word, "lyfts_fram": "ja", "motsager_af": "nej", "nara_gransen": "nej"}
    few = tuple({**r, **sure} if r["yrke_kod"] == "222+223" else r for r in made.assessments)
    found = start_page(replace(made, assessments=few), {})
    assert found["motsatt"] == {"mening": f"Ett yrke har {word} i alla delregioner.", "yrken": ["Sjuksköterskor"]}
    assert found["fynd"]["yrken"] == []
    near = tuple({**r, "lyfts_fram": "nej"} if r["geo_kod"] == "fyrbodal" else r for r in few)
    assert start_page(replace(made, assessments=near), {})["motsatt"]["yrken"] == []
