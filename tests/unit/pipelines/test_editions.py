from __future__ import annotations

import json
from pathlib import Path

import pytest

from assets.files import sha256
from assets.home import Home
from pipelines import editions as module
from pipelines.editions import Editions, code_digest
from reports.errors import PublicationRefused


def frozen(home: Home, name: str, reason: str = "", visible: bool = True, **more: object) -> None:
    """A record as a freeze leaves it, and its folder unless it was broken off before."""
    folder = home.raw / "utgavor"
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "utgava": name,
        "rattar": name[:7] if "-r" in name else "",
        "skal": reason,
        "avsandare": "Gamla avsändaren",
        "foregaende": None,
        "underlag": {"scb_tab4434": {"ogonblicksbilder": ["a"]}},
        "kontrollsumma": "abc",
        "lagrets_kontrollsumma": "lager",
        "kod": code_digest(),
        "lasfil": "",
        "jamforelse": {"utgava": name},
    }
    (folder / f"{name}.json").write_text(json.dumps({**record, **more}), encoding="utf-8")
    if visible:
        (home.published / "utgavor" / name).mkdir(parents=True)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    made.create()
    return made


def test_working_figures_are_compared_with_the_newest_edition(home: Home):
    assert Editions(home, "A").order("", "")["foregaende"] is None
    for name in ("2026-06", "2026-12", "2026-06-r2"):
        frozen(home, name)
    order = Editions(home, "A").order("", "")
    assert (order["utgava"], order["avsandare"], order["underlag"]) == ("löpande", "A", None)
    assert order["foregaende"] == {"utgava": "2026-12"}


def test_a_copy_of_a_record_is_no_edition(home: Home):
    frozen(home, "2026-12")
    (home.raw / "utgavor/2026-12 (kopia).json").write_text("{", encoding="utf-8")
    assert [str(name) for name in Editions(home, "A").names()] == ["2026-12"]
    assert Editions(home, "A").order("", "")["foregaende"] == {"utgava": "2026-12"}


def test_an_edition_is_compared_with_the_one_before_it_and_never_with_itself(home: Home):
    for name in ("2026-06", "2026-12"):
        frozen(home, name)
    assert Editions(home, "A").order("2026-12", "")["foregaende"] == {"utgava": "2026-06"}
    assert Editions(home, "A").order("2026-06", "")["foregaende"] is None


def test_a_correction_is_a_new_edition_compared_with_what_it_corrects(home: Home):
    frozen(home, "2026-12")
    order = Editions(home, "A").order("2026-12", "fel år")
    assert (order["utgava"], order["rattar"], order["skal"]) == ("2026-12-r2", "2026-12", "fel år")
    assert order["foregaende"] == {"utgava": "2026-12"}
    frozen(home, "2026-12-r2", "fel år")
    again = Editions(home, "A").order("2026-12", "fel år")
    assert (again["utgava"], again["skal"]) == ("2026-12-r2", "fel år")
    third = Editions(home, "A").order("2026-12", "ett annat fel")
    assert (third["utgava"], third["rattar"]) == ("2026-12-r3", "2026-12-r2")


@pytest.mark.parametrize(
    ("name", "reason", "says"),
    [
        ("", "fel", "Ange också utgåvans namn"),
        ("2027-06", "fel", "är inte fryst i det här hemmet"),
        ("2026-12-r2", "", "Rättelsen 2026-12-r2 finns inte"),
        ("ÅÅÅÅ-MM", "", "ska skrivas som år och månad"),
    ],
)
def test_what_cannot_be_made_is_a_sentence(home: Home, name: str, reason: str, says: str):
    frozen(home, "2026-12")
    with pytest.raises(PublicationRefused, match=says):
        Editions(home, "A").order(name, reason)


@pytest.mark.parametrize(("visible", "offline"), [(False, False), (True, True)])
def test_a_frozen_edition_is_built_again_from_its_record(home: Home, visible: bool, offline: bool):
    frozen(home, "2026-12", visible=visible)
    order = Editions(home, "Nya avsändaren", offline).order("2026-12", "")
    assert order["underlag"] == {"scb_tab4434": {"ogonblicksbilder": ["a"]}}
    assert order["avsandare"] == "Gamla avsändaren"


@pytest.mark.parametrize(
    ("now", "near", "far"), [("2026-11-30", "2027-01", "2027-02"), ("2026-12-01", "2027-02", "2062-12")]
)
def test_a_month_far_ahead_is_not_frozen(home: Home, monkeypatch: pytest.MonkeyPatch, now: str, near: str, far: str):
    monkeypatch.setattr(module, "now_utc", lambda: f"{now}T23:00:00Z")
    assert Editions(home, "A").order(near, "")["utgava"] == near
    assert Editions(home, "A").order("2020-06", "")["utgava"] == "2020-06"
    with pytest.raises(PublicationRefused, match=f"{far} ligger mer än 2 månader fram: datorns klocka säger {now[:7]}"):
        Editions(home, "A").order(far, "")
    frozen(home, far, visible=False)
    assert Editions(home, "A").order(far, "")["utgava"] == far
    assert Editions(home, "A").order(far, "fel månad")["utgava"] == f"{far}-r2"


def test_an_edition_that_is_there_is_made_of_what_is_newest(home: Home):
    frozen(home, "2026-12")
    assert Editions(home, "A").order("2026-12", "")["underlag"] is None


def test_a_damaged_record_is_a_sentence(home: Home):
    frozen(home, "2026-12")
    (home.raw / "utgavor/2026-12.json").write_text("{", encoding="utf-8")
    with pytest.raises(PublicationRefused, match=r"2026-12\.json under raw/utgavor är skadad"):
        Editions(home, "A").order("", "")


def test_a_record_is_written_once_and_another_content_is_refused(home: Home, monkeypatch: pytest.MonkeyPatch):
    frozen(home, "2026-12", lasfil=sha256(module.ROOT / "requirements.lock"))
    editions = Editions(home, "A")
    before = (home.raw / "utgavor/2026-12.json").read_bytes()
    editions.record({"utgava": "2026-12"}, "abc", "lager", "2026-11-20")
    assert (home.raw / "utgavor/2026-12.json").read_bytes() == before
    with pytest.raises(PublicationRefused, match="Underlagen är andra än när den frystes"):
        editions.record({"utgava": "2026-12"}, "def", "lager", "2026-11-20")
    monkeypatch.setattr(module, "code_digest", lambda: "annan kod")
    with pytest.raises(PublicationRefused, match="Koden eller biblioteken är andra"):
        editions.record({"utgava": "2026-12"}, "def", "lager", "2026-11-20")


def test_what_would_be_refused_in_the_end_is_refused_before_anything_is_built(home: Home):
    frozen(home, "2026-12")
    editions = Editions(home, "A")
    for name, warehouse in (("2026-12", "lager"), ("2027-06", "annat"), ("löpande", "annat")):
        editions.require_same_content({"utgava": name}, warehouse)
    with pytest.raises(PublicationRefused, match="Utgåvan 2026-12 är fryst med annat innehåll och ändras aldrig"):
        editions.require_same_content({"utgava": "2026-12"}, "annat")


def test_working_figures_leave_no_record(home: Home):
    Editions(home, "A").record({"utgava": "löpande"}, "abc", "lager", "2026-11-20")
    assert not (home.raw / "utgavor").exists()


def test_the_codes_digest_is_the_same_twice():
    assert code_digest() == code_digest()


def test_the_contact_is_the_settings_own_and_an_older_edition_keeps_having_none(home: Home):
    assert Editions(home, "A").order("", "")["kontakt"] == ""
    assert Editions(home, "A", contact="fragor@exempel.invalid").order("", "")["kontakt"] == "fragor@exempel.invalid"
    frozen(home, "2026-12")
    again = Editions(home, "A", offline=True, contact="fragor@exempel.invalid").order("2026-12", "")
    assert again["kontakt"] == ""


def test_what_earlier_editions_projected_comes_along_and_a_month_once(home: Home):
    for name in ("2026-06", "2026-06-r2", "2026-12", "2027-06"):
        frozen(home, name, framskrivning={"yrke_kod": [name]})
    found = Editions(home, "A").order("", "")["tidigare"]
    assert [(e["utgava"], e["framskrivning"]["yrke_kod"]) for e in found] == [
        (name, [name]) for name in ("2026-06-r2", "2026-12", "2027-06")
    ]
    assert [e["utgava"] for e in Editions(home, "A").order("2026-12", "fel")["tidigare"]] == ["2026-06-r2"]


def test_an_edition_from_before_it_was_kept_comes_along_without(home: Home):
    frozen(home, "2026-06")
    assert Editions(home, "A").order("", "")["tidigare"] == [
        {"utgava": "2026-06", "fryst": None, "framskrivning": None, "bedomning": None}
    ]


def test_a_correction_leaves_the_day_when_the_edition_itself_was_frozen(home: Home):
    frozen(home, "2026-06", fryst="2026-07-02")
    frozen(home, "2026-06-r2", fryst="2026-09-20")
    (found,) = Editions(home, "A").order("", "")["tidigare"]
    assert (found["utgava"], found["fryst"]) == ("2026-06-r2", "2026-07-02")


def test_a_rebuilt_edition_is_held_against_those_that_it_named(home: Home):
    for name in ("2026-06", "2026-06-r2"):
        frozen(home, name, framskrivning={"yrke_kod": [name]})
    frozen(home, "2026-12", tidigare=["2026-06"], visible=False)
    assert [e["utgava"] for e in Editions(home, "A").order("2026-12", "")["tidigare"]] == ["2026-06"]
    frozen(home, "2027-06", visible=False)
    assert Editions(home, "A").order("2027-06", "")["tidigare"] == []
