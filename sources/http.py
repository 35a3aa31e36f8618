"""One HTTP client for all sources: timeout, bounded retry, rate limit, streamed downloads."""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import requests
from requests.adapters import BaseAdapter

from sources.errors import MalformedAnswer, SourceUnavailable

RETRIED_STATUS = frozenset({429, 500, 502, 503, 504})
CHUNK = 1 << 20
_SECONDS = re.compile(r"[0-9]+(\.[0-9]+)?")
_BROKEN = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
)


@dataclass
class RateLimit:
    """At most ``calls`` requests within any ``seconds``; the source's own limit once it is known."""

    calls: int = 20
    seconds: float = 10.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _sent: deque[float] = field(default_factory=deque)

    def wait(self) -> None:
        """Return when one more request may be sent."""
        while True:
            now = self.clock()
            while self._sent and now - self._sent[0] >= self.seconds:
                self._sent.popleft()
            if len(self._sent) < self.calls:
                self._sent.append(now)
                return
            self.sleep(self.seconds - (now - self._sent[0]))


@dataclass(frozen=True)
class Download:
    """A finished download: where it lies, its size in bytes, SHA-256 and the source's own marks."""

    path: Path
    size: int
    sha256: str
    etag: str | None
    last_modified: str | None
    """UTC in ISO 8601."""


class HttpClient:
    """GET, HEAD, POST and streamed downloads with the same rules for every source.

    Broken connections and the statuses 429, 500, 502, 503 and 504 are tried again at most ``retries`` times, after
    Retry-After where the source gives it, else after a doubling pause with jitter. Everything else is the caller's.

    A host that was given up gets one try per request until it answers again: with many tables of one source, each would
    otherwise wait its own minutes for a host that is down.
    """

    def __init__(
        self,
        contact: str,
        adapter: BaseAdapter | None = None,
        *,
        retries: int = 4,
        timeout: tuple[float, float] = (10.0, 120.0),
        longest_pause: float = 60.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Open a session.

        Args:
            contact: address or page in the User-Agent, so that the source can reach us.
            adapter: transport for all addresses; None is the network.
            retries: tries after the first.
            timeout: seconds to connect and to wait for the next bytes.
            longest_pause: a Retry-After above this is not waited for.
            sleep: replaced in tests.
        """
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"kompetensbehov/0.1 (+{contact})"
        if adapter is not None:
            self._session.mount("https://", adapter)
            self._session.mount("http://", adapter)
        self._retries, self._timeout, self._longest, self._sleep = retries, timeout, longest_pause, sleep
        self._given_up: set[str] = set()

    def get(
        self, url: str, *, limit: RateLimit | None = None, params: dict[str, str] | None = None
    ) -> requests.Response:
        """The answer to a GET, whatever its status below 500 and other than 429."""
        return self._send("GET", url, limit, params=params)

    def head(self, url: str) -> requests.Response:
        """The headers only."""
        return self._send("HEAD", url, None, allow_redirects=True)

    def post(
        self, url: str, body: dict[str, Any], params: dict[str, str], *, limit: RateLimit | None
    ) -> requests.Response:
        """The answer to a POST with a JSON body."""
        return self._send("POST", url, limit, json=body, params=params)

    def download(self, url: str, target: Path) -> Download:
        """Stream a file to ``target``, counting and hashing it.

        Raises:
            SourceUnavailable: every try was refused or broken off.
            MalformedAnswer: fewer bytes came than the source had announced, in every try.
        """
        problem = ""
        for attempt in range(self._retries + 1):
            try:
                with self._stream(url) as response:
                    return self._store(response, url, target)
            except _BROKEN as error:
                problem = type(error).__name__
                target.unlink(missing_ok=True)
                if attempt < self._retries:
                    self._pause(attempt, None)
        raise SourceUnavailable(
            f"Hämtningen av {url} bröts {self._retries + 1} gånger ({problem}). Försök igen senare; det som fanns är kvar."
        )

    @contextmanager
    def _stream(self, url: str) -> Iterator[requests.Response]:
        response = self._send("GET", url, None, stream=True)
        try:
            if response.status_code != 200:
                raise SourceUnavailable(
                    f"{url} svarade {response.status_code}. Kontrollera adressen i källans sida eller försök senare."
                )
            yield response
        finally:
            response.close()

    @staticmethod
    def _store(response: requests.Response, url: str, target: Path) -> Download:
        digest, size = hashlib.sha256(), 0
        with target.open("wb") as file:
            for block in response.iter_content(CHUNK):
                file.write(block)
                digest.update(block)
                size += len(block)
        announced = response.headers.get("Content-Length")
        if announced is not None and "Content-Encoding" not in response.headers and int(announced) != size:
            target.unlink()
            raise MalformedAnswer(
                f"{url} skulle vara {announced} byte men {size} kom. Inget är ersatt; försök igen senare."
            )
        return Download(
            target, size, digest.hexdigest(), response.headers.get("ETag"), _iso(response.headers.get("Last-Modified"))
        )

    def _send(self, method: str, url: str, limit: RateLimit | None, **more: Any) -> requests.Response:
        problem, host = "", "/".join(url.split("/", 3)[:3])  # also of an address that cannot be read
        retries = 0 if host in self._given_up else self._retries
        for attempt in range(retries + 1):
            if limit is not None:
                limit.wait()
            wait: float | None = None
            try:
                response = self._session.request(method, url, timeout=self._timeout, **more)
            except _BROKEN as error:
                problem = type(error).__name__
            except requests.RequestException as error:
                raise SourceUnavailable(
                    f"{url} kan inte läsas ({type(error).__name__}). Kontrollera adressen."
                ) from error
            else:
                if response.status_code not in RETRIED_STATUS:
                    self._given_up.discard(host)
                    return response
                problem = f"svarade {response.status_code}"
                wait = _retry_after(response)
                response.close()
            if wait is not None and wait > self._longest:
                break
            if attempt < retries:
                self._pause(attempt, wait)
        self._given_up.add(host)
        raise SourceUnavailable(
            f"{url} kunde inte nås ({problem}). Kontrollera nätet och källans driftinformation, och kör igen senare."
        )

    def _pause(self, attempt: int, wanted: float | None) -> None:
        jitter = random.uniform(0.0, 0.5)
        self._sleep(wanted + jitter if wanted is not None else min(0.5 * 2.0**attempt, self._longest) * (0.5 + jitter))


def _retry_after(response: requests.Response) -> float | None:
    text = response.headers.get("Retry-After", "")
    if _SECONDS.fullmatch(text):
        return float(text)
    moment = _http_date(text)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds()) if moment else None


def _iso(http_date: str | None) -> str | None:
    moment = _http_date(http_date or "")
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _http_date(text: str) -> datetime | None:
    """A date header in UTC, which it is in when it names no zone; one that cannot be read is no date."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def read_json(response: requests.Response, url: str) -> dict[str, Any]:
    """The JSON object of an answer.

    Raises:
        MalformedAnswer: the body is cut, is HTML, or is no JSON object.
    """
    try:
        answer = response.json()
    except ValueError as error:
        kind = response.headers.get("Content-Type", "okänt format")
        raise MalformedAnswer(
            f"{url} svarade med {kind} som inte går att läsa som JSON. Källan kan ha driftstörning; kör igen senare."
        ) from error
    if not isinstance(answer, dict):
        raise MalformedAnswer(f"{url} svarade med något annat än ett JSON-objekt. Kör igen senare.")
    return answer
