"""Previewing what is published, on this computer only."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from assets.errors import UsageError
from pipelines.errors import OK, STOPPED
from pipelines.nation import PUBLISHED
from pipelines.say import Say
from pipelines.settings import WHOLE_COUNTRY
from reports.publish.publication import EDITIONS, FRONT, POINTER

HOST = "127.0.0.1"
_RANGE = re.compile(r"bytes=(?=\d|-\d)(?P<first>\d{0,19})-(?P<last>\d{0,19})", re.ASCII)
_BYTES = "application/octet-stream"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".duckdb": _BYTES,
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rdf": "application/rdf+xml",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
"""Not the computer's own table: it differs between computers."""


_WHY = {
    errno.EADDRINUSE: "ett annat program använder den",
    errno.EACCES: "rättighet saknas",
    None: "en port är ett tal från 0 till 65535",
}


class _Server(ThreadingHTTPServer):
    # On Windows the option would let two programs share a port; elsewhere it only shortens the wait after a stop.
    allow_reuse_address = os.name == "posix"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing when the reader has gone, as with a tab that is closed; any other error as the server tells it."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Part:
    """So many bytes of a file, from where it is."""

    def __init__(self, file: BinaryIO, left: int) -> None:
        self._file, self._left = file, left

    def read(self, size: int = -1) -> bytes:
        """The next of them."""
        block = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(block)
        return block

    def close(self) -> None:
        """No more is read."""
        self._file.close()


class Preview(SimpleHTTPRequestHandler):
    """Files of one folder: no listings, nothing outside it, no links, no unfinished files."""

    server_version, sys_version = "kompetensbehov", ""
    above = 0
    """How many folders lie between the one that is shown and what a county has published."""
    path, command = "", ""
    """Until the request line has been read, which it never is when it is malformed."""

    def send_head(self) -> Any:
        """The headers of what is asked for, or 404 when it is not to be shown."""
        path = Path(self.translate_path(self.path))
        if self._shown(path) and self._own_page(path):
            part = self._part(path)
            return super().send_head() if part is None else part
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def _own_page(self, path: Path) -> bool:
        """Whether a folder that is asked for has a page to show: what comes next looks for one without asking what it is."""
        if not urlsplit(self.path).path.endswith("/") or not path.is_dir():
            return True
        return (path / FRONT).is_file() and self._shown(path / FRONT)

    def _part(self, path: Path) -> _Part | None:
        """The part of a file that is asked for, with its headers; none when the whole of it is to be sent."""
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        if self.command != "GET" or asked is None or not path.is_file():
            return None
        size = path.stat().st_size
        changed = self.date_time_string(int(path.stat().st_mtime))
        if self.headers.get("If-Range", changed) != changed:
            return None
        first, last = asked["first"], asked["last"]
        start = int(first) if first else max(size - int(last), 0)
        end = min(int(last), size - 1) if first and last else size - 1
        if start > end:
            self._size = size
            self.send_error(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            return _Part(io.BytesIO(), 0)
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {start}-{end}/{size}")
        self.send_header("Content-Length", str(end - start + 1))
        self.send_header("Last-Modified", changed)
        self.end_headers()
        file = path.open("rb")
        file.seek(start)
        return _Part(file, end - start + 1)

    def _shown(self, path: Path) -> bool:
        root = Path(self.directory).resolve()
        try:
            inside = path.relative_to(self.directory)
            # A link anywhere on the way shows as a place other than the one asked for.
            real = path.resolve() == root / inside
            # Opening a pipe waits for somebody to write in it, and a device may never end.
            plain = path.is_file() or path.is_dir()
        except (OSError, ValueError, RuntimeError):
            return False
        return real and plain and not any(part.startswith(".") for part in inside.parts)

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """Never a listing; 404 instead."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """The media type, from the project's own table; a file without suffix is text."""
        suffix = Path(path).suffix.lower()
        return _TYPES.get(suffix, _BYTES if suffix else _TYPES[".txt"])

    def send_response(self, code: int, message: str | None = None) -> None:
        """Remember the status, which decides how long the answer may be kept."""
        self._status = code
        super().send_response(code, message)

    def end_headers(self) -> None:
        """Frozen editions may be kept for ever, everything else must be asked for again."""
        inside = Path(self.translate_path(self.path)).relative_to(self.directory).parts
        frozen = inside[self.above : self.above + 1] == (EDITIONS,) and self._status in (
            HTTPStatus.OK,
            HTTPStatus.NOT_MODIFIED,
        )
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if frozen else "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Accept-Ranges", "bytes")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """One Swedish sentence instead of a page of HTML."""
        sentence = (
            f"{self.path} finns inte bland det som är publicerat. Mappar utan startsida visas inte; ange en fil.\n"
            if code == HTTPStatus.NOT_FOUND
            else f"Förfrågan kunde inte besvaras ({int(code)}). Här går det bara att läsa filer, med GET eller HEAD.\n"
        )
        body = sentence.encode("utf-8", "replace")
        self.send_response(code)
        if code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            self.send_header("Content-Range", f"bytes */{self._size}")
        self.send_header("Content-Type", _TYPES[".txt"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: the terminal shows the address, not every request."""


class NationPreview(Preview):
    """What every county in a folder of homes has published, and nothing else of the homes."""

    above = 2

    def _shown(self, path: Path) -> bool:
        return super()._shown(path) and path.relative_to(self.directory).parts[1:2] == (PUBLISHED,)


def server(published: Path, port: int, shows: type[Preview] = Preview) -> ThreadingHTTPServer:
    """A bound server for ``published``; 0 is any free port.

    Raises:
        UsageError: the port cannot be used.
    """
    try:
        return _Server((HOST, port), partial(shows, directory=str(published)))
    except (OSError, OverflowError) as error:
        reason = _WHY.get(getattr(error, "errno", None), str(error))
        raise UsageError(
            f"Porten {port} på {HOST} går inte att använda ({reason}). Ange en annan med --port."
        ) from error


def usable_port(port: int) -> int:
    """A port that another server on this computer can be started on, which would say in its own way that it cannot; 0 is any free one.

    Raises:
        UsageError: the port cannot be used.
    """
    with server(Path(), port) as bound:
        return bound.server_port


def serve(published: Path, port: int, say: Say) -> int:
    """Show ``published`` until Ctrl-C.

    Returns:
        0, or 1 when nothing is published.
    """
    if not (published / POINTER).is_file():
        say(f"Inget är publicerat ännu i {published}. Kör först kompetens run.")
        return STOPPED
    with server(published, port) as bound:
        for line in welcome(published, bound.server_port):
            say(line)
        try:
            bound.serve_forever()
        except KeyboardInterrupt:
            say("Avslutat.")
    return OK


def serve_nation(mode: Path, port: int, say: Say) -> int:
    """Show what every county has published until Ctrl-C.

    Args:
        mode: the folder that the homes lie in.
        port: on this computer.
        say: told.

    Returns:
        0, or 1 when fewer than two counties are published.
    """
    if not (mode / WHOLE_COUNTRY / PUBLISHED / FRONT).is_file():
        say(f"Färre än två län är publicerade i {mode}. Kör först kompetens run --region 12,14 eller alla.")
        return STOPPED
    with server(mode, port, NationPreview) as bound:
        say(f"Visar alla län i {mode} på den här datorn. Avsluta med Ctrl-C.")
        say(f"Öppna http://{HOST}:{bound.server_port}/{WHOLE_COUNTRY}/{PUBLISHED}/ i webbläsaren.")
        try:
            bound.serve_forever()
        except KeyboardInterrupt:
            say("Avslutat.")
    return OK


def welcome(published: Path, port: int) -> list[str]:
    """Where to look: the start page, or the files when there is none."""
    address = f"http://{HOST}:{port}/"
    lines = [f"Visar {published} på den här datorn. Avsluta med Ctrl-C."]
    for place in ("", "senaste/"):
        if (published / place / FRONT).is_file():
            return [*lines, f"Öppna {address}{place} i webbläsaren."]
    names = sorted(path.name for path in (published / "senaste").iterdir() if not path.name.startswith("."))
    return [
        *lines,
        "Det finns ingen startsida. Öppna en fil:",
        *(f"  {address}senaste/{quote(name)}" for name in names),
    ]
