"""Counties on a country that is fetched once: they ask nobody, and the later make anew only what is their own."""

from __future__ import annotations

import json
import re

import dagster as dg

from assets.home import Home
from pipelines.definitions import build
from pipelines.settings import load
from tests.conftest import COUNTIES, Country


def test_the_country_is_fetched_once_and_each_county_is_published_on_it(country: Country) -> None:
    mode, text = country.mode, country.said
    assert text.count("Riket är hämtat: ") == 1
    (digest,) = set(re.findall(r"Bygger på riket ([0-9a-f]{12})", text))
    assert json.loads((mode / "riket/hamtat/senaste.json").read_text())["riket"].startswith(digest)
    for county in COUNTIES:
        assert (Home(mode / county).published / "index.html").is_file()
    assert (mode / "riket/publicerat/index.html").is_file()


def test_a_partition_runs_its_county_and_one_that_is_red_says_so(country: Country, monkeypatch, tmp_path) -> None:
    mode = country.mode
    settings = load(
        {"KOMPETENS_HOME": str(mode.parent), "KOMPETENS_SOURCE": "example-nation", "KOMPETENS_REGION": "riket"},
        tmp_path / "no.env",
    )
    monkeypatch.setenv("KOMPETENS_HOME", str(mode.parent))
    job = build(settings).resolve_job_def("lan")
    with dg.DagsterInstance.ephemeral() as instance:
        done = job.execute_in_process(partition_key="10", instance=instance)
        (made,) = done.get_asset_materialization_events()
        assert made.partition == "10"
        published = json.loads((Home(mode / "10").published / "senaste.json").read_text())
        assert made.step_materialization_data.materialization.metadata["mapp"].value == published["mapp"]
        # The program is there, its country is not.
        monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))
        red = job.execute_in_process(partition_key="10", instance=instance, raise_on_error=False)
    assert not red.success
    (failed,) = [event for event in red.all_events if event.is_step_failure]
    assert "Blekinge län (10) publicerades inte (kod 1)" in failed.step_failure_data.error.message


def test_no_county_asks_a_source(country: Country) -> None:
    of_counties = country.said.split(f"Län 1 av {len(COUNTIES)}")[1]
    assert "hämtar " not in of_counties
    assert of_counties.count("Ingen källa frågas.") == len(COUNTIES)


def test_the_first_county_goes_ahead_and_the_others_side_by_side(country: Country) -> None:
    def at(what: str) -> int:
        return country.said.index(what)

    first, *others = COUNTIES
    begun = {code: at(f"({code})\n") for code in COUNTIES}
    ended = {code: country.said.rindex(f"\n{code}: ") for code in COUNTIES}
    assert ended[first] < min(begun[code] for code in others)
    assert max(begun[code] for code in others) < min(ended[code] for code in others)


def test_what_is_the_same_in_every_county_is_made_by_the_first_and_linked_by_the_next(country: Country) -> None:
    first, *others = (Home(country.mode / county) for county in COUNTIES)
    tables = {f"{path.parent.name}.{path.stem}" for path in first.data.glob("*/*.parquet")}
    for other in others:
        linked = {table for table in tables if first.table(table).samefile(other.table(table))}
        assert {"staged.annonser", "staged.taxonomi", "staged.yrkesbarometer"} <= linked
        assert not {"mart.bedomning", "mart.dim_geo", "staged.anstallda", "mart.kalla"} & linked
