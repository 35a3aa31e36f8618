"""Transport adapter that answers the clients' requests from the made-up world."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3

from sources.example import ads, pxweb, workbook

EXAMPLE_BASE = "https://exempel.invalid"
_ADS_PAGE = "/af-data/annonser/historiska/"
_STATISTICS_PAGE = "/af-statistik"


class ExampleAdapter(requests.adapters.BaseAdapter):
    """Answers what the clients ask, without a network. The same seed gives the same bytes.

    Args:
        seed: chooses one of the possible worlds.
    """

    def __init__(self, seed: int = 1) -> None:
        super().__init__()
        self.seed = seed
        workbook_path = f"{_STATISTICS_PAGE}/download/18.{self._digest('download')}/{workbook.FILE_NAME}"
        self._links = {_ADS_PAGE: list(ads.ARCHIVES), _STATISTICS_PAGE: [workbook_path]}
        self._files: dict[str, Callable[[], bytes]] = {_ADS_PAGE + n: partial(ads.build, seed, n) for n in ads.ARCHIVES}
        self._files[workbook_path] = partial(workbook.build, seed)

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        """Answer one request; how it is to be sent (stream, timeout, proxies …) makes no difference."""
        path = str(urlsplit(request.url or "").path)
        if path in self._files:
            return self._file(request, path)
        if path in self._links:
            return _html(request, 200, "".join(f'<li><a href="{to}">{to}</a></li>' for to in self._links[path]))
        table = f"{pxweb.BASE}/tables/{pxweb.TABLE}"
        if path == f"{pxweb.BASE}/config":
            return _json(request, 200, pxweb.CONFIG)
        if path == f"{table}/metadata":
            return _json(request, 200, pxweb.metadata(self.seed))
        if path == f"{table}/data" and request.method == "POST":
            return _json(request, *pxweb.data(self.seed, json.loads(request.body or b"{}")))
        return _html(request, 404, "Sidan finns inte.")

    def close(self) -> None:
        """Nothing is held open."""

    def _file(self, request: requests.PreparedRequest, path: str) -> requests.Response:
        """A generated file; a HEAD request never generates it."""
        kind = "zip" if path.endswith(".zip") else "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        headers = {"Content-Type": f"application/{kind}", "ETag": f'"{self._digest(path)}"'}
        headers["Last-Modified"] = "Thu, 01 Oct 2026 06:00:00 GMT"
        if request.method == "HEAD":
            return _response(request, 200, headers, b"")
        body = self._files[path]()
        return _response(request, 200, {**headers, "Content-Length": str(len(body))}, body)

    def _digest(self, name: str) -> str:
        return hashlib.sha1(f"{self.seed}:{name}".encode(), usedforsecurity=False).hexdigest()[:16]


def _html(request: requests.PreparedRequest, status: int, content: str) -> requests.Response:
    page = f'<!DOCTYPE html>\n<html lang="sv"><head><title>EXEMPELDATA</title></head><body>{content}</body></html>\n'
    return _response(request, status, {"Content-Type": "text/html; charset=utf-8"}, page.encode())


def _json(request: requests.PreparedRequest, status: int, answer: dict[str, Any] | None) -> requests.Response:
    body = b"" if answer is None else json.dumps(answer, ensure_ascii=False).encode()
    return _response(request, status, {"Content-Type": "application/json; charset=utf-8"}, body)


def _response(request: requests.PreparedRequest, code: int, headers: dict[str, str], body: bytes) -> requests.Response:
    response = requests.Response()
    response.status_code, response.reason = code, HTTPStatus(code).phrase
    response.request, response.url = request, request.url or ""
    response.headers = requests.structures.CaseInsensitiveDict(headers)
    response.encoding = requests.utils.get_encoding_from_headers(response.headers)
    response.raw = urllib3.HTTPResponse(io.BytesIO(body), headers, code, preload_content=False)
    return response
