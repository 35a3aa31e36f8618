"""A night that stops at a red check, as the command line runs it: told once, and published nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assets import table_assets
from assets.contracts.mismatch import MISMATCH
from pipelines.errors import STOPPED
from pipelines.instance import anchor
from pipelines.run import Order, execute
from pipelines.settings import load
from tests.integration.test_bad_days import changed, latest, make_again, times
from tests.integration.test_whole_run import kompetens, verified_sums
from tests.unit.pipelines.alarms.receivers import Hook, Post, mail_server, webhook

RED = "kontroll/mart.obalans/platser_per_arbetslos_rimlig/stoppande"


def test_a_red_check_is_told_once_by_each_sender_and_not_the_next_night(
    made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    home = shutil.copytree(made_up, tmp_path / "kopia")
    before = verified_sums(latest(home))
    standing = json.loads((home / "exempel/14/larm.json").read_text(encoding="utf-8"))["orsaker"]
    assert "utgåva/2026-06" in standing
    assert not any(key.startswith(("körning/", "karantän/")) or key.endswith("/stoppande") for key in standing)
    wrong = [
        changed(mart, lambda t: times(t, "platser_per_arbetslos", 1000.0, [True] * len(t)))
        if mart.contract is MISMATCH
        else mart
        for mart in table_assets.MARTS
    ]
    monkeypatch.setattr(table_assets, "MARTS", wrong)
    make_again(home, "mart/obalans")
    with webhook(Hook()) as hook, mail_server(Post()) as post:
        monkeypatch.setenv("KOMPETENS_HOME", str(home))
        monkeypatch.setenv("KOMPETENS_ALERT_WEBHOOK", hook.address)
        monkeypatch.setenv("KOMPETENS_ALERT_EMAIL_SERVER", f"127.0.0.1:{post.port}")
        monkeypatch.setenv("KOMPETENS_ALERT_EMAIL_FROM", "kompetens@exempel.invalid")
        monkeypatch.setenv("KOMPETENS_ALERT_EMAIL_TO", "drift@exempel.invalid")
        settings, said = load(), list[str]()
        anchor(settings)
        assert execute(settings, Order(), said.append) == STOPPED
        # The run stopped at the check, so that is the cause, and the run no other.
        assert sorted(hook.causes) == sorted([*standing, RED])
        assert len(post.letters) == len(hook.causes)
        assert execute(settings, Order(), said.append) == STOPPED
        assert len(post.letters) == len(hook.causes) == len(standing) + 1
        # What watches from outside sees it every night all the same.
        watched = kompetens(home, "doctor", "--json", KOMPETENS_ALERT_WEBHOOK=hook.address)
    assert "hemlig" not in "\n".join(said) + watched.stdout + watched.stderr
    assert watched.returncode == 1
    found = json.loads(watched.stdout)
    assert found["problem"][0].startswith("Den senaste körningen av hela flödet: stannade")
    assert found["problem"][1] == "Stoppande kontroll: mart.obalans/platser_per_arbetslos_rimlig, inte godkänd."
    assert found["senaste_hela_korning"]["stannade_vid"] == ["kontroller_mart_obalans"]
    assert verified_sums(latest(home)) == before
    kept = [path for path in home.rglob("*") if path.is_file() and b"hemlig-nyckel" in path.read_bytes()]
    assert kept == []
