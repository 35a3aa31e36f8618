from __future__ import annotations

from xml.etree import ElementTree

from pipelines import flow_picture


def test_the_drawn_flow_is_current():
    assert flow_picture.TARGET.read_text(encoding="utf-8") == flow_picture.text(), "kör make docs"


def test_every_room_stands_in_it():
    words = [node.text for node in ElementTree.fromstring(flow_picture.text()).iter() if node.tag.endswith("text")]
    assert {"employees", "assessment", "warehouse", "sheets", "publish"} <= set(words)
    rules = next(w for w in words if w and w.startswith("ads, "))
    assert "barometer" in rules


def test_long_lists_are_broken_between_words():
    assert flow_picture._wrapped("ett två tre", 8) == ["ett två", "tre"]
