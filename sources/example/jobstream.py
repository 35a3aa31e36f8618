"""The made-up stream of open ads: the newest ads of the newest archive, and what has happened to them since."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from sources.arbetsformedlingen import jobstream as real
from sources.example import ads
from sources.example.world import Example

SNAPSHOT_PATH, STREAM_PATH = f"/jobstream/{real.SNAPSHOT}", f"/jobstream/{real.STREAM}"
_OPEN, _OTHERS, _FROM = 7_200, 300, "2026-09-17"
_EDITED, _REMOVED, _GONE = (f"2026-{day}:{{:02d}}:{{:02d}}" for day in ("10-01T02", "10-01T03", "09-30T03"))
_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def _stamp(local: str) -> int:
    return int(datetime.fromisoformat(local + "+02:00").timestamp() * 1000)


def _open(line: str) -> dict[str, Any]:
    ad: dict[str, Any] = json.loads(line)
    return ad | {"removed": False, "removed_date": None, "timestamp": _stamp(ad["publication_date"])}


def _removal(ad: dict[str, Any], number: int, moment: str) -> tuple[str, str]:
    """Sparse, as the source's are: an id that may be a number, and only some with codes."""
    ident, when = ad["id"], moment.format(number // 60, number % 60)
    sparse = {"id": int(ident) if ident.isdigit() else ident, "removed": True, "removed_date": when}
    return when, _json(sparse | ({"occupation": None, "country": "i46j_HmG_v64"} if number % 5 else {}))


@lru_cache(maxsize=2)
def _world(example: Example) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """The body of the snapshot, and the changes with the moment of each."""
    lines = ads.ad_lines(example, ads.ARCHIVES["2026-Q3.jsonl.zip"])
    now, earlier = (
        [_open(line) for line in lines[-round(_OPEN * example.times) :]],
        [_open(line) for line in lines[: round(_OTHERS * example.times)]],
    )
    changes = [(ad["publication_date"], _json(ad)) for ad in now if ad["publication_date"] >= _FROM]
    for number, ad in enumerate(now[::40]):
        when = _EDITED.format(number // 60, number % 60)
        changes.append((when, _json(ad | {"number_of_vacancies": 3, "timestamp": _stamp(when)})))
    changes += [_removal(ad, number, _REMOVED) for number, ad in enumerate(now[::60])]
    changes += [_removal(ad, number, _GONE) for number, ad in enumerate(earlier)]
    return "".join(_json(ad) + "\n" for ad in now).encode(), tuple(sorted(changes))


def snapshot(example: Example) -> bytes:
    """Every open ad, one JSON object per line."""
    return _world(example)[0]


def stream(example: Example, after: str) -> bytes:
    """What was published, edited and removed after a local time."""
    return "".join(line + "\n" for when, line in _world(example)[1] if when > after).encode()
