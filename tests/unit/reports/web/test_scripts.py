"""What a page's scripts weigh."""

from __future__ import annotations

from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[4] / "reports" / "templates"


def test_scripts_are_small():
    scripts = [*TEMPLATES.glob("*.js")]
    assert 0 < sum(len(script.read_bytes()) for script in scripts) < 30_000
