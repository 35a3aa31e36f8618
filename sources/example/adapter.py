"""Transport adapter that answers the clients' requests from the made-up world."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import requests
import urllib3

from sources.example import ads, jobstream, occupations, px_tables, pxweb, workbook
from sources.example.world import EXAMPLE_COUNTY, Example

EXAMPLE_BASE = "https://exempel.invalid"
EXAMPLE_NOW = "2026-10-01T06:00:00Z"
"""The moment that the made-up world stands still at: by a clock that goes, its news would one day be too old to go on from."""
_LAST_MODIFIED = format_datetime(datetime.fromisoformat(EXAMPLE_NOW), usegmt=True)
_ADS_PAGE = "/af-data/annonser/historiska/"
_STATISTICS_PAGE = "/af-statistik"
_AF_DATA = "/af-data/"


class ExampleAdapter(requests.adapters.BaseAdapter):
    """Answers what the clients ask, without a network. Seed and county choose a world, and give the same bytes every time."""

    def __init__(self, seed: int = 1, county: str = EXAMPLE_COUNTY) -> None:
        super().__init__()
        self.example = Example(seed, county)
        self._which = f"{seed}" if county == EXAMPLE_COUNTY else f"{seed}:{county}"
        folder = f"{_STATISTICS_PAGE}/download/18.{self._digest('download')}"
        books = {f"{folder}/{name}": partial(make, self.example) for name, make in workbook.BOOKS.items()}
        self._links = {_ADS_PAGE: list(ads.ARCHIVES), _STATISTICS_PAGE: list(books)}
        self._files: dict[str, Callable[[], bytes]] = {
            _ADS_PAGE + name: partial(ads.build, self.example, name) for name in ads.ARCHIVES
        }
        self._files |= books
        self._files |= {_AF_DATA + path: make for path, make in occupations.files(self.example).items()}
        self._links[_AF_DATA + occupations.SAMPLES] = [occupations.SAMPLE_ARCHIVE]

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        """Answer one request; how it is to be sent (stream, timeout, proxies …) makes no difference."""
        path = unquote(str(urlsplit(request.url or "").path))
        query = parse_qs(str(urlsplit(request.url or "").query))
        table, _, asked = path.removeprefix(f"{pxweb.BASE}/tables/").partition("/")
        if path in self._files:
            return self._file(request, path)
        if path in self._links:
            return _html(request, 200, "".join(f'<li><a href="{to}">{to}</a></li>' for to in self._links[path]))
        if path == jobstream.SNAPSHOT_PATH:
            return _lines(request, jobstream.snapshot(self.example))
        if path == jobstream.STREAM_PATH and "updated-after" in query:
            return _lines(request, jobstream.stream(self.example, *query["updated-after"]))
        if path == f"{pxweb.BASE}/config":
            return _json(request, 200, pxweb.PXWEB_CONFIG)
        if path == f"{pxweb.BASE}/tables":
            return _json(request, 200, pxweb.search(self.example, *query["query"]))
        tables, lists = px_tables.tables(self.example)
        if path.removeprefix(f"{pxweb.BASE}/codelists/") in lists:
            return _json(request, 200, pxweb.codelist(self.example, path.removeprefix(f"{pxweb.BASE}/codelists/")))
        if table in tables and asked == "metadata":
            return _json(request, 200, pxweb.dataset(table, tables[table]))
        if table in tables and asked == "data" and request.method == "POST":
            return _json(request, *pxweb.data(self.example, table, json.loads(request.body or b"{}")))
        return _html(request, 404, "Sidan finns inte.")

    def close(self) -> None:
        """Nothing is held open."""

    def _file(self, request: requests.PreparedRequest, path: str) -> requests.Response:
        kind = path.rpartition(".")[2]
        kind = f"application/{kind if kind in ('zip', 'json') else f'{workbook.KIND}.sheet'}"
        headers = {"Content-Type": kind, "ETag": f'"{self._digest(path)}"', "Last-Modified": _LAST_MODIFIED}
        if request.method == "HEAD":  # answered without generating the file
            return _response(request, 200, b"", headers)
        body = self._files[path]()
        return _response(request, 200, body, {**headers, "Content-Length": str(len(body))})

    def _digest(self, name: str) -> str:
        return hashlib.sha1(f"{self._which}:{name}".encode(), usedforsecurity=False).hexdigest()[:16]


def _html(request: requests.PreparedRequest, code: int, content: str) -> requests.Response:
    page = f'<!DOCTYPE html>\n<html lang="sv"><head><title>EXEMPELDATA</title></head><body>{content}</body></html>\n'
    return _response(request, code, page.encode(), {"Content-Type": "text/html; charset=utf-8"})


def _lines(request: requests.PreparedRequest, body: bytes) -> requests.Response:
    """Like the source's answer, which does not say how long it is."""
    return _response(request, 200, body, {"Content-Type": "application/jsonl"})


def _json(request: requests.PreparedRequest, code: int, answer: dict[str, Any] | None) -> requests.Response:
    body = b"" if answer is None else json.dumps(answer, ensure_ascii=False).encode()
    return _response(request, code, body, {"Content-Type": "application/json; charset=utf-8"})


def _response(request: requests.PreparedRequest, code: int, body: bytes, headers: dict[str, str]) -> requests.Response:
    response = requests.Response()
    response.status_code, response.reason = code, HTTPStatus(code).phrase
    response.request, response.url = request, request.url or ""
    response.headers.update(headers)
    response.encoding = requests.utils.get_encoding_from_headers(response.headers)
    response.raw = urllib3.HTTPResponse(io.BytesIO(body), response.headers, code, preload_content=False)
    return response
