from __future__ import annotations

from assets.contracts.registry import CONTRACTS
from pipelines import data_catalogue
from sources.catalogue.entry import Choice
from sources.catalogue.registry import CATALOG, PX_TABLES


def test_the_written_catalogue_is_current():
    assert data_catalogue.CATALOGUE_FILE.read_text(encoding="utf-8") == data_catalogue.catalogue_text(), "kör make docs"


def test_every_table_column_and_source_is_in_it():
    text = data_catalogue.catalogue_text()
    assert all(f"(`{entry.dataset}`)" in text for entry in CATALOG)
    for contract in CONTRACTS:
        assert f"### `{contract.name}`: {contract.title}" in text
        assert all(f"| `{column.name}` |" in text for column in contract.columns)
        assert all(caveat in text for caveat in contract.caveats)


def sections() -> dict[str, str]:
    """Dataset → its part of the page, in the page's order."""
    underlag = data_catalogue.catalogue_text().split("## Publicerade tabeller")[0]
    parts = underlag.split("\n### ")[1:]
    return {part.splitlines()[0].split("`")[1]: part for part in parts}


def test_what_is_required_stands_first():
    required = [entry.dataset for entry in CATALOG if entry.required]
    assert list(sections())[: len(required)] == required
    assert list(sections())[len(required) :] == [e.dataset for e in CATALOG if not e.required]


def test_each_underlag_says_whether_it_is_needed_what_happens_without_it_and_what_it_becomes():
    for entry in CATALOG:
        part = sections()[entry.dataset]
        assert f"- **{'Behövs' if entry.required else 'Valfri'}.** Utan underlaget: {entry.without}" in part
        assert (f"- **Inte bekräftat mot källan:** {entry.unverified}" in part) == bool(entry.unverified)
        staged = [f"`{c.id}`" for c in CONTRACTS if c.source == entry.dataset]
        assert staged
        assert f"- **Blir:** {', '.join(staged)}\n" in part
        assert ("3650 dagar" in part, "serien är avslutad" in part) == (False, not entry.release_months)
        assert (f"i {entry.max_age_days} dagar" in part) == bool(entry.release_months)


def test_each_selection_is_in_words():
    assert set(data_catalogue._CHOICES) == set(Choice)
    for entry in PX_TABLES:
        part = sections()[entry.dataset]
        turns = [v for turn in (entry.variables, *(t.variables for t in entry.further)) for v in turn]
        assert all(f"`{v.code}`: " in part and v.codelist in part for v in turns)
        assert ("**Söks upp med:**" in part) == (not entry.table_id)
        assert ("(om tabellen har det)" in part) == any(turn.optional for turn in entry.further)
    assert "`Region`: riket, länet och länets kommuner → `region_kod`" in sections()["scb_tab4434"]
    assert "`Tid`: de 36 senaste månaderna → `manad`" in sections()["scb_tab3784"]
    assert "februari, maj, augusti, november" in sections()["scb_lediga_jobb"]
