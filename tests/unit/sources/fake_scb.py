"""One table of a statistical database, on the network of the fixture ``adapter``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sources.scb.client import Question, TableMetadata
from sources.scb.plan import Selection

BASE = "https://scb.test/api/v2"
SMALL = {"Region": ["00", "14", "1480", "1481"], "Kon": ["1", "2"], "Tid": ["2023", "2024"]}


def asking(*selections: Selection) -> Callable[[TableMetadata], list[Question]]:
    """The same questions whatever version the table has."""
    return lambda metadata: [Question(selection) for selection in selections]


class FakeScb:
    """``version`` is asked for every answer, ``tamper`` changes a data answer, ``value`` and ``symbol`` make a cell.

    A variable among ``summable`` that is not named is left out of the answer.
    """

    def __init__(self, adapter: Any, table: str, variables: Mapping[str, list[str]], cells: int = 150_000) -> None:
        self.adapter, self.table = adapter, table
        self.variables = {name: list(codes) for name, codes in variables.items()}
        self.labels: dict[str, dict[str, str]] = {}
        self.summable = {"Kon"}
        self.codelists: dict[str, dict[str, dict[str, str]]] = {}
        self.more: dict[str, Any] = {}
        self.version: Callable[[], str] = lambda: "2026-03-05T07:00:00Z"
        self.tamper: Callable[[dict[str, Any]], Any] = lambda document: document
        self.symbol: Callable[[tuple[str, ...]], str | None] = lambda cell: None
        path = f"/api/v2/tables/{table}"
        self.config = {"maxDataCells": cells, "maxCallsPerTimeWindow": 10_000, "timeWindow": 10}
        adapter.routes["GET /api/v2/config"] = lambda request: adapter.reply(200, self.config)(request)
        adapter.routes[f"GET {path}/metadata"] = lambda request: adapter.reply(200, self.describe())(request)
        adapter.routes[f"POST {path}/data"] = self._data

    def describe(self) -> dict[str, Any]:
        described = {"label": "Prov", "updated": self.version(), "note": ["En not"]}
        return described | self.dimensions(self.variables) | self.more

    def dimensions(self, chosen: Mapping[str, list[str]]) -> dict[str, Any]:
        dimension: dict[str, Any] = {}
        for name, codes in chosen.items():
            label = {c: self.labels.get(name, {}).get(c, f"namn {c}") for c in codes}
            lists = [{"id": listed} for listed in self.codelists.get(name, {})]
            extension = {"elimination": name in self.summable, "codelists": lists}
            dimension[name] = {"category": {"index": codes, "label": label}, "extension": extension}
        return {"id": list(chosen), "size": [len(c) for c in chosen.values()], "dimension": dimension}

    def offer(self, variable: str, name: str, codes: dict[str, str]) -> None:
        """One of the source's own lists of codes."""
        self.codelists.setdefault(variable, {})[name] = codes
        values = [{"code": code, "label": label} for code, label in codes.items()]
        self.adapter.routes[f"GET /api/v2/codelists/{name}"] = self.adapter.reply(200, {"id": name, "values": values})

    def _data(self, request: Any) -> Any:
        chosen = {s["variableCode"]: s["valueCodes"] for s in json.loads(request.body)["selection"]}
        cells = list(product(*chosen.values()))
        status = {str(at): symbol for at, cell in enumerate(cells) if (symbol := self.symbol(cell))}
        value = [self.value(cell) for cell in cells]
        answer = self.tamper(
            {**self.dimensions(chosen), "updated": self.version(), "value": value, "status": status or None}
        )
        return (self.adapter.reply(200, answer) if isinstance(answer, dict | bytes) else answer)(request)

    def value(self, cell: tuple[str, ...]) -> int | None:
        return sum(map(ord, "|".join(cell))) % 997

    def bodies(self) -> list[dict[str, list[str]]]:
        """What was asked for, one per data request, in order."""
        sent = [json.loads(r.body or b"{}") for r in self.adapter.sent("POST")]
        return [{s["variableCode"]: s["valueCodes"] for s in body["selection"]} for body in sent]


def searchable(adapter: Any, found: Mapping[str, list[dict[str, Any]]]) -> None:
    """What the source's own search answers to each query."""

    def answer(request: Any) -> Any:
        (query,) = parse_qs(urlsplit(request.url).query)["query"]
        return adapter.reply(200, {"tables": found.get(query, [])})(request)

    adapter.routes["GET /api/v2/tables"] = answer
