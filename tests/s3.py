"""An S3 of the tests' own on this machine: what ``pyarrow.fs`` asks of one, in memory, with faults that a test can plant."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

KEY, SECRET = "PROVNYCKEL", "prov-hemlighet"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": KEY,
    "AWS_SECRET_ACCESS_KEY": SECRET,
    "AWS_EC2_METADATA_DISABLED": "true",
}
BUCKET, PAGE = "hink", 500
_CHUNK = re.compile(rb"([0-9a-fA-F]+)[^\r]*\r\n")


@dataclass
class S3:
    """Its objects by name in the one bucket, and what was asked of it: method, name and query."""

    port: int = 0
    objects: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    refuse: Callable[[str, str], int] = lambda method, name: 0
    """Method and name of the object → the status that the request fails with; 0 lets it through."""
    changed: datetime = field(default_factory=lambda: datetime.now(UTC))
    """When every object says that it was changed."""
    uploads: dict[str, dict[int, bytes]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def uri(self) -> str:
        return f"s3://{BUCKET}/kompetens?scheme=http&endpoint_override=127.0.0.1:{self.port}&region=eu-north-1"

    def sent(self) -> list[str]:
        """Names of the objects that somebody has sent, in order."""
        return [name for method, name, _ in self.asked if method == "PUT"]


def _plain(body: bytes) -> bytes:
    """A body without the chunks that a client may have cut it into."""
    found, at = [], 0
    while head := _CHUNK.match(body, at):
        size = int(head[1], 16)
        if not size:
            break
        found.append(body[head.end() : head.end() + size])
        at = head.end() + size + 2
    return b"".join(found)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    store: S3

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline().split(b";")[0], 16)
        chunk = self.rfile.read(size)
        self.rfile.readline()
        return chunk

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _fault(self, status: int, code: str) -> None:
        self._answer(status, f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode())

    def _handle(self) -> None:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b"".join(iter(self._chunk, b""))
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            body = _plain(body)
        parts = urlsplit(self.path)
        bucket, _, name = unquote(parts.path).lstrip("/").partition("/")
        query = {key: values[0] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
        assert bucket == BUCKET
        with self.store.lock:
            self.store.asked.append((self.command, name, parts.query))
        if f"Credential={KEY}/" not in self.headers.get("Authorization", ""):
            return self._fault(403, "AccessDenied")
        if status := self.store.refuse(self.command, name):
            return self._fault(status, "AccessDenied" if status == 403 else "InternalError")
        with self.store.lock:
            return getattr(self, f"_{self.command.lower()}")(name, query, body)

    def _head(self, name: str, query: dict[str, str], body: bytes) -> None:
        self._get(name, query, body)

    def _get(self, name: str, query: dict[str, str], body: bytes) -> None:
        if not name:
            return self._list(query)
        if name not in self.store.objects:
            return self._fault(404, "NoSuchKey")
        content = self.store.objects[name]
        headers = {
            "ETag": f'"{hashlib.md5(content).hexdigest()}"',
            "Last_Modified": format_datetime(self.store.changed, usegmt=True),
        }
        if self.command == "HEAD":
            return self._answer(200, Content_Length=str(len(content)), **headers)
        if wanted := re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", "")):
            return self._answer(206, content[int(wanted[1]) : int(wanted[2]) + 1], **headers)
        return self._answer(200, content, **headers)

    def _list(self, query: dict[str, str]) -> None:
        prefix, after = query.get("prefix", ""), query.get("continuation-token", "")
        limit = min(int(query.get("max-keys", PAGE)), PAGE)
        names = sorted(name for name in self.store.objects if name.startswith(prefix) and name > after)
        entries, folders = [], set()
        for name in names[:limit]:
            cut = name.find(query["delimiter"], len(prefix)) if query.get("delimiter") else -1
            if cut >= 0:
                folders.add(name[: cut + 1])
            else:
                size = len(self.store.objects[name])
                entries.append(
                    f"<Contents><Key>{escape(name)}</Key><Size>{size}</Size>"
                    f"<LastModified>{self.store.changed:%Y-%m-%dT%H:%M:%S}.000Z</LastModified></Contents>"
                )
        more = len(names) > limit
        token = f"<NextContinuationToken>{escape(names[limit - 1])}</NextContinuationToken>" if more else ""
        common = "".join(f"<CommonPrefixes><Prefix>{escape(f)}</Prefix></CommonPrefixes>" for f in sorted(folders))
        text = f"<KeyCount>{len(entries) + len(folders)}</KeyCount><IsTruncated>{str(more).lower()}</IsTruncated>"
        self._answer(200, f"<ListBucketResult>{text}{token}{''.join(entries)}{common}</ListBucketResult>".encode())

    def _put(self, name: str, query: dict[str, str], body: bytes) -> None:
        if "uploadId" in query:
            self.store.uploads[query["uploadId"]][int(query["partNumber"])] = body
        else:
            self.store.objects[name] = body
        self._answer(200, ETag=f'"{hashlib.md5(body).hexdigest()}"')

    def _post(self, name: str, query: dict[str, str], body: bytes) -> None:
        if "uploads" in query:
            upload = f"{len(self.store.uploads)}-{name}"
            self.store.uploads[upload] = {}
            text = (
                f"<InitiateMultipartUploadResult><UploadId>{escape(upload)}</UploadId></InitiateMultipartUploadResult>"
            )
            return self._answer(200, text.encode())
        parts = self.store.uploads.pop(query["uploadId"])
        self.store.objects[name] = b"".join(parts[number] for number in sorted(parts))
        return self._answer(200, b"<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>")

    def _delete(self, name: str, query: dict[str, str], body: bytes) -> None:
        self.store.uploads.pop(query.get("uploadId", ""), None)
        self.store.objects.pop(name, None)
        self._answer(204)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _handle

    def log_message(self, format: str, *arguments: Any) -> None: ...


@contextmanager
def s3() -> Iterator[S3]:
    """One on a free port; whoever talks to it needs ``ENVIRONMENT``."""
    store = S3()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"store": store}))
    server.daemon_threads = True
    store.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield store
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
