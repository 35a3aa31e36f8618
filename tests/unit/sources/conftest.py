"""A network that answers what a test tells it to, a store with its own clock, and small workbooks."""

from __future__ import annotations

import io
import itertools
import json
import zipfile
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import openpyxl
import pytest
import requests
import urllib3
from requests.adapters import BaseAdapter

from sources.http import HttpClient
from sources.scb.client import ScbClient
from sources.snapshot import SnapshotStore
from tests.unit.sources.council import Council
from tests.unit.sources.fake_scb import BASE, SMALL, FakeScb
from tests.unit.sources.good_forms import TODAY


class Broken(io.BytesIO):
    """A body whose connection is reset when it has given its bytes."""

    def read(self, *size: int | None) -> bytes:
        data = super().read(*size)
        if data:
            return data
        raise ConnectionResetError("reset")


class FakeAdapter(BaseAdapter):
    """Answers from ``script`` while it lasts, then from ``routes`` (method and path → answer or function)."""

    def __init__(self) -> None:
        super().__init__()
        self.script: deque[Any] = deque()
        self.routes: dict[str, Any] = {}
        self.requests: list[requests.PreparedRequest] = []

    @staticmethod
    def reply(status: int = 200, body: Any = b"", *, breaks: bool = False, enforce: bool = True, **headers: str):
        """An answer; a dict becomes JSON, a keyword ``Retry_After`` the header Retry-After."""
        content = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(request: requests.PreparedRequest) -> requests.Response:
            response = requests.Response()
            response.status_code, response.request, response.url = status, request, request.url or ""
            response.headers.update(named)
            response.raw = urllib3.HTTPResponse(
                Broken(content) if breaks else io.BytesIO(content),
                named,
                status,
                preload_content=False,
                enforce_content_length=enforce,
                request_method=request.method,
            )
            return response

        return answer

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        self.requests.append(request)
        key = f"{request.method} {urlsplit(str(request.url)).path}"
        answer = self.script.popleft() if self.script else self.routes.get(key, self.reply(404))
        if isinstance(answer, Exception):
            raise answer
        return answer(request)

    def sent(self, method: str) -> list[requests.PreparedRequest]:
        """The requests of a method, in order."""
        return [r for r in self.requests if r.method == method]

    def close(self) -> None:
        """Nothing is held open."""


@pytest.fixture
def adapter() -> FakeAdapter:
    return FakeAdapter()


@pytest.fixture
def sleeps() -> list[float]:
    return []


@pytest.fixture
def http(adapter: FakeAdapter, sleeps: list[float]) -> HttpClient:
    return HttpClient("statistik@exempel.se", adapter, sleep=sleeps.append)


@pytest.fixture
def scb(adapter: FakeAdapter) -> FakeScb:
    return FakeScb(adapter, "TAB1", SMALL)


@pytest.fixture
def client(http: HttpClient) -> ScbClient:
    return ScbClient(http, BASE + "/")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SnapshotStore:
    """An empty store in which every look at the clock is one second later."""
    seconds = itertools.count()
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: f"2026-01-01T00:{next(seconds):02d}:00Z")
    return SnapshotStore(tmp_path / "raw", tmp_path / "tillfalligt", "live")


def _workbook(
    *caches: tuple[dict[str, str], str], prolog: str = "", records_of: Mapping[int, int] = MappingProxyType({})
) -> bytes:
    """A zip with one pivot cache per pair of (field → its shared items as XML, records as XML).

    ``records_of``: number of a definition → number of its records, where they differ.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (fields, records) in enumerate(caches, 1):
            items = "".join(
                f'<cacheField name="{name}"><sharedItems>{xml}</sharedItems></cacheField>'
                for name, xml in fields.items()
            )
            start = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}'
            # A name as ZipInfo has a fixed date, so that the same content is the same bytes.
            package.writestr(
                zipfile.ZipInfo(f"xl/pivotCache/pivotCacheDefinition{number}.xml"),
                f"{start}<pivotCacheDefinition><cacheFields>{items}</cacheFields></pivotCacheDefinition>",
            )
            package.writestr(
                zipfile.ZipInfo(f"xl/pivotCache/_rels/pivotCacheDefinition{number}.xml.rels"),
                f'{start}<Relationships><Relationship Type="x/pivotCacheRecords" '
                f'Target="pivotCacheRecords{records_of.get(number, number)}.xml"/></Relationships>',
            )
            package.writestr(
                zipfile.ZipInfo(f"xl/pivotCache/pivotCacheRecords{number}.xml"),
                f"{start}<pivotCacheRecords>{records}</pivotCacheRecords>",
            )
    return file.getvalue()


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    return _workbook


def _sheets(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of plain sheets."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(file)
    return file.getvalue()


@pytest.fixture
def sheets() -> Callable[[Mapping[str, Sequence[Sequence[object]]]], bytes]:
    return _sheets


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Council:
    """A home on the day when the forms of ``good_forms`` are handed in; every look at the clock is one second later."""
    seconds = itertools.count()
    monkeypatch.setattr("sources.snapshot.now_utc", lambda: f"{TODAY}T12:00:{next(seconds):02d}Z")
    return Council(tmp_path)
