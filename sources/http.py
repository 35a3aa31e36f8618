"""One HTTP client for all sources: timeout, bounded retry, rate limit, streamed downloads."""

from __future__ import annotations

import hashlib
import json
import math
import random
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin

import requests
from requests.adapters import BaseAdapter
from urllib3.exceptions import HTTPError

from sources import headers as said
from sources.errors import MalformedAnswer, SourceUnavailable

Read = TypeVar("Read")
Progress = Callable[[int, int | None], None]
"""Told how many bytes have come, and how many there will be if the source says so."""

RETRIED_STATUS = frozenset({429, 500, 502, 503, 504})
CHUNK = 1 << 20
LARGEST_ANSWER, LARGEST_DOWNLOAD = 200 << 20, 8 << 30
"""Bytes, inflated, of what is kept in memory and of what is streamed to a file. The largest answer asked for is a twentieth of the
first, the largest file a ninth of the second."""
LARGEST_OBJECT = 32 << 20
"""Bytes of an answer that is read as objects of any kind, which take about 29 times their text in memory. Descriptions of tables and
lists of codes are read so, the largest of them well below 1 MB; figures are read as what they are, and may be more."""
_SMALL_CHUNK = 1 << 16
"""Of an answer that is kept in memory: what is packed can be a thousand times larger than what came."""
MOST_PARTS = 200
"""Connections that one download may take; a source that breaks off more often is down."""
_BROKEN = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    requests.exceptions.ContentDecodingError,
)
_ODD = (requests.RequestException, HTTPError, ValueError)
"""An address or a header that cannot be read, the source's own or one that it sends on to, is any of these: the library lets
those of what it stands on through."""


def silent(done: int, whole: int | None) -> None:
    """Progress that nobody is shown."""


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


class _Part:
    """A download as far as it has come, over any number of connections."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._restart(None)

    def _restart(self, mark: str | None) -> None:
        self._mark, self._digest, self.size = mark, hashlib.sha256(), 0

    def wish(self) -> dict[str, str]:
        """The headers that ask for the rest of the same file, when there is a beginning and a mark to know it by."""
        return {"Range": f"bytes={self.size}-", "If-Range": self._mark} if self.size and self._mark else {}

    def store(self, response: requests.Response, url: str, progress: Progress, largest: int) -> Download:
        """Write the body, from the beginning or as the rest, as far as it may reach."""
        rest = said.part(response.headers.get("Content-Range"))
        if response.status_code == 206 and (rest is None or rest[0] != self.size):
            self._target.unlink(missing_ok=True)
            raise MalformedAnswer(f"{url} gav en annan del än den som begärdes. Inget är ersatt; försök igen senare.")
        if response.status_code == 200:
            # A weak mark does not promise the same bytes.
            etag = response.headers.get("ETag", "")
            self._restart(etag if etag and not etag.startswith("W/") else None)
        announced = (
            None if "Content-Encoding" in response.headers else said.size(response.headers.get("Content-Length"))
        )
        whole = rest[1] if rest else announced
        with self._target.open("ab" if self.size else "wb") as file:
            for block in response.iter_content(CHUNK):
                file.write(block)
                self._digest.update(block)
                self.size += len(block)
                if self.size > largest:
                    break
                progress(self.size, whole)
        if self.size > largest:
            self._target.unlink()
            raise _too_large(url, largest)
        if whole is not None and whole != self.size:
            self._target.unlink()
            raise MalformedAnswer(
                f"{url} skulle vara {whole} byte men {self.size} kom. Inget är ersatt; försök igen senare."
            )
        headers = response.headers
        modified = said.iso(headers.get("Last-Modified"))
        return Download(self._target, self.size, self._digest.hexdigest(), headers.get("ETag"), modified)


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
        self,
        url: str,
        *,
        limit: RateLimit | None = None,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
    ) -> requests.Response:
        """The answer to a GET, whatever its status below 500 and other than 429."""
        return self._send("GET", url, limit, params=params, headers=headers)

    def head(self, url: str) -> requests.Response:
        """The headers only."""
        return self._send("HEAD", url, None, allow_redirects=True)

    def post(
        self, url: str, body: dict[str, Any], params: dict[str, str], *, limit: RateLimit | None
    ) -> requests.Response:
        """The answer to a POST with a JSON body.

        Raises:
            SourceUnavailable: the address has moved. Followed, the question would be sent as a GET without its body, or to a
                place that nobody has chosen.
        """
        response = self._send("POST", url, limit, json=body, params=params, allow_redirects=False)
        if response.is_redirect:
            response.close()
            try:
                to = urljoin(url, response.headers["Location"])
            except ValueError:
                to = "en adress som inte går att läsa"
            raise SourceUnavailable(f"{url} har flyttat till {to}. Byt adressen i inställningarna och kör igen.")
        return response

    def download(
        self,
        url: str,
        target: Path,
        *,
        params: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        progress: Progress = silent,
        largest: int | None = None,
    ) -> Download:
        """Stream a file to ``target``, counting and hashing it; a broken one goes on where it broke, if it is the same file.

        Tries that bring a further part are not counted, but there are at most MOST_PARTS in all.

        Args:
            url: address.
            target: file to write.
            params: query.
            headers: of the request.
            progress: told how far it has come.
            largest: bytes that it may have, inflated; ``LARGEST_DOWNLOAD`` when nothing is said.

        Raises:
            SourceUnavailable: every try was refused or broken off.
            MalformedAnswer: more or fewer bytes came than the source had announced, or more than it may have.
        """
        part = _Part(target)
        fruitless = tries = 0
        problem = ""
        while tries < MOST_PARTS and fruitless <= self._retries:
            if tries:
                self._pause(max(0, fruitless - 1), None)
            tries, before = tries + 1, part.size
            try:
                with self._stream(url, params=params, headers={**(headers or {}), **part.wish()}) as response:
                    return part.store(response, url, progress, LARGEST_DOWNLOAD if largest is None else largest)
            except _BROKEN as error:
                problem = type(error).__name__
            # Without a mark the next try starts over, so however far this one came, nothing is gained.
            fruitless = 0 if part.size > before and part.wish() else fruitless + 1
        target.unlink(missing_ok=True)
        raise SourceUnavailable(
            f"Hämtningen av {url} bröts {tries} gånger ({problem}). Försök igen senare; det som fanns är kvar."
        )

    @contextmanager
    def _stream(self, url: str, **more: Any) -> Iterator[requests.Response]:
        response = self._send("GET", url, None, stream=True, **more)
        try:
            if response.status_code not in (200, 206):
                raise SourceUnavailable(
                    f"{url} svarade {response.status_code}. Kontrollera adressen i källans sida eller försök senare."
                )
            yield response
        finally:
            response.close()

    def _send(
        self, method: str, url: str, limit: RateLimit | None, *, stream: bool = False, **more: Any
    ) -> requests.Response:
        problem, host = "", "/".join(url.split("/", 3)[:3])  # also of an address that cannot be read
        retries = 0 if host in self._given_up else self._retries
        for attempt in range(retries + 1):
            if limit is not None:
                limit.wait()
            wait: float | None = None
            try:
                response = self._session.request(method, url, timeout=self._timeout, stream=True, **more)
                if not stream:
                    _keep_body(response, url)
            except _BROKEN as error:
                problem = type(error).__name__
            except _ODD as error:
                raise SourceUnavailable(
                    f"{url} kan inte läsas ({type(error).__name__}). Kontrollera adressen."
                ) from error
            else:
                if response.status_code not in RETRIED_STATUS:
                    self._given_up.discard(host)
                    return response
                problem = f"svarade {response.status_code}"
                wait = said.pause(response.headers.get("Retry-After"))
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


def _keep_body(response: requests.Response, url: str) -> None:
    """Read the body into memory, as far as it may reach.

    Raises:
        MalformedAnswer: it is larger than any answer that is asked for.
    """
    blocks, size = [], 0
    for block in response.iter_content(_SMALL_CHUNK):
        blocks.append(block)
        size += len(block)
        if size > LARGEST_ANSWER:
            response.close()
            raise _too_large(url, LARGEST_ANSWER)
    response._content = b"".join(blocks)


def _too_large(url: str, limit: int) -> MalformedAnswer:
    return MalformedAnswer(f"{url} svarade med mer än {limit >> 20} MB. Inget är ersatt; kontrollera källan.")


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


def _number(digits: str) -> float:
    """A number as a double; one that is too large for it would be infinite, as if the source had written Infinity."""
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits[:20]} is too large")
    return number


def read_json(response: requests.Response, url: str) -> dict[str, Any]:
    """The JSON object of an answer.

    Raises:
        MalformedAnswer: as ``read_body``; it is too large, holds half a letter, or is no JSON object.
    """
    if len(response.content) > LARGEST_OBJECT:
        raise _too_large(url, LARGEST_OBJECT)
    answer = read_body(response, url, _whole_letters)
    if not isinstance(answer, dict):
        raise MalformedAnswer(f"{url} svarade med något annat än ett JSON-objekt. Kör igen senare.")
    return answer


def read_body(response: requests.Response, url: str, read: Callable[[bytes], Read]) -> Read:
    """What is read of an answer's body.

    Args:
        response: with all of its body.
        url: what was asked, for the error.
        read: body → what it says; raises ValueError where it cannot be read as JSON.

    Raises:
        MalformedAnswer: the body is cut, is HTML, is nested without end, or is else no JSON.
    """
    try:
        return read(response.content)
    except (ValueError, RecursionError) as error:
        kind = response.headers.get("Content-Type", "okänt format")
        raise MalformedAnswer(
            f"{url} svarade med {kind} som inte går att läsa som JSON. Källan kan ha driftstörning; kör igen senare."
        ) from error


def _whole_letters(body: bytes) -> Any:
    answer = json.loads(body, parse_constant=_no_number, parse_float=_number)
    if b"\\ud" in body.lower():
        # Half of a pair is no letter, and could not be written to any file.
        json.dumps(answer, ensure_ascii=False).encode()
    return answer
