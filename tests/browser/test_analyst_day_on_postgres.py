"""What of the analyst's day Dagster keeps: the same tests, in the same order, with its history in PostgreSQL and its queue."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import test_analyst_day as day
from tests.browser.test_analyst_day import Ui, started
from tests.integration.postgres import Postgres, postgres
from tests.shared import unpublished

DATABASE = "analytikern"


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as there:
        yield there


@pytest.fixture(scope="module")
def ui(made_up: Path, module_folder: Path, server: Postgres) -> Iterator[Ui]:
    folder = unpublished(made_up, module_folder / "kopia")
    shutil.rmtree(folder / "dagster")
    with started(folder, KOMPETENS_DAGSTER_POSTGRES=server.database(DATABASE)) as there:
        yield there


# In the order of the day: each begins where the one before it ended.
test_the_nightly_job_is_launched = day.test_the_nightly_job_is_launched_from_its_page_and_publishes
test_a_raw_assets_page_says_what_it_is = day.test_a_raw_assets_page_says_rows_period_update_and_freshness
test_a_red_check_shows_what_to_do = day.test_a_red_check_shows_the_rows_what_was_expected_and_what_to_do
test_nothing_is_published_around_it = day.test_nothing_is_published_around_the_red_check_and_the_log_says_why


def test_what_the_day_left_lies_in_postgres_and_nowhere_else(ui: Ui, server: Postgres):
    ended = dict(server.ask(DATABASE, "select status, count(*) from runs group by 1"))
    assert ended == {"SUCCESS": 1, "FAILURE": 2}
    assert server.ask(DATABASE, "select count(*) from asset_check_executions where execution_status = 'FAILED'")[0][0]
    left = [path.name for path in (ui.home.parents[1] / "dagster").rglob("*") if path.suffix == ".db"]
    # Dagster keeps nothing but a lock and its own settings beside it.
    assert left == []
