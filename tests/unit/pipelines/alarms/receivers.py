"""Who alarms are sent to in tests: a web server and a mail server on this machine, which keep what they were given."""

from __future__ import annotations

import json
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECONDS = 5.0
"""No client of a test keeps a server waiting longer."""
MOST_LINES = 500


@dataclass
class Hook:
    """What a webhook was given, and what it answers, in turn and then the last for good."""

    statuses: list[int] = field(default_factory=lambda: [200])
    location: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    address: str = ""

    @property
    def causes(self) -> list[str]:
        return [body["orsak"] for body in self.got]


@contextmanager
def webhook(hook: Hook) -> Iterator[Hook]:
    class Handler(BaseHTTPRequestHandler):
        timeout = SECONDS

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = hook.statuses.pop(0) if len(hook.statuses) > 1 else hook.statuses[0]
            hook.asked.append(self.path)
            if status < 300:
                hook.got.append(body)
            self.send_response(status)
            if hook.location:
                self.send_header("Location", hook.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            hook.asked.append(f"GET {self.path}")
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        hook.address = f"http://127.0.0.1:{server.server_port}/hemlig-nyckel"
        try:
            yield hook
        finally:
            server.shutdown()
            thread.join(SECONDS)


@dataclass
class Post:
    """What a mail server was given. It refuses the receivers in ``refuses``, and with ``tls`` offers STARTTLS."""

    refuses: tuple[str, ...] = ()
    tls: ssl.SSLContext | None = None
    logs_in: bool = False
    letters: list[str] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    port: int = 0


@contextmanager
def mail_server(post: Post) -> Iterator[Post]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(SECONDS)
            _converse(self.request, post)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        post.port = server.server_address[1]
        try:
            yield post
        finally:
            server.shutdown()
            thread.join(SECONDS)


def _converse(connection: socket.socket, post: Post) -> None:
    secure = False
    lines = connection.makefile("rb")

    def answer(text: str) -> None:
        connection.sendall(f"{text}\r\n".encode())

    answer("220 prov")
    letter: list[str] | None = None
    for _ in range(MOST_LINES):
        line = lines.readline().decode().rstrip("\r\n")
        if letter is not None:
            if line == ".":
                post.letters.append("\n".join(letter))
                post.encrypted.append(secure)
                letter = None
                answer("250 mottaget")
            else:
                letter.append(line)
            continue
        if not line:
            return
        post.said.append(line)
        word = line.split(maxsplit=1)[0].upper()
        if word == "EHLO":
            offers = [
                "prov",
                *(["STARTTLS"] if post.tls and not secure else []),
                *(["AUTH PLAIN"] if post.logs_in else []),
            ]
            for offer in offers[:-1]:
                answer(f"250-{offer}")
            answer(f"250 {offers[-1]}")
        elif word == "STARTTLS" and post.tls:
            answer("220 kör")
            try:
                connection = post.tls.wrap_socket(connection, server_side=True)
            except ssl.SSLError:
                return
            lines, secure = connection.makefile("rb"), True
        elif word == "AUTH":
            answer("235 inloggad")
        elif word == "RCPT":
            address = line.partition("<")[2].partition(">")[0]
            refused = address in post.refuses
            if not refused:
                post.receivers.append(address)
            answer("550 finns inte" if refused else "250 ok")
        elif word == "DATA":
            letter = []
            answer("354 börja")
        elif word == "QUIT":
            answer("221 hej")
            return
        else:
            answer("250 ok")
