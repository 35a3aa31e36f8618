"""What nginx does with the configurations in deploy/: the real program, on this machine alone."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import ssl
import subprocess
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from pipelines import serve
from reports.publish.publication import EDITIONS
from tests.shared import free_port, until

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


@contextmanager
def nginx(folder: Path, config: str) -> Iterator[None]:
    """The real program with a configuration, in a folder of its own, ended by its own process number."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).is_file():
        pytest.skip("nginx saknas")
    # Its workers run as another user when it is started by root, and may not walk through the folders of our tests.
    places = "".join(f"{n}_temp_path {folder}/{n};" for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = f"daemon off; user root; pid {folder}/pid; error_log {folder}/fel;\nevents {{}}\nhttp {{ access_log off; {places}\n{config}\n}}"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "fel")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, timeout=60, check=False)
    assert tested.returncode == 0, tested.stderr
    started = subprocess.Popen(command)
    try:
        port = int(re.findall(r"listen 127\.0\.0\.1:(\d+)", config)[0])

        def answers() -> bool | None:
            assert started.poll() is None, (folder / "fel").read_text(encoding="utf-8")
            with socket.socket() as client:
                return client.connect_ex(("127.0.0.1", port)) == 0 or None

        until(answers, 60, "nginx")
        yield
    finally:
        started.terminate()
        started.wait(timeout=60)


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    finally:
        connection.close()


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A file of every kind that is published, and what is not to be shown."""
    folder = tmp_path / "publicerat"
    names = [
        "index.html",
        "senaste/SHA256SUMS",
        "senaste/.halv.tmp",
        f"{EDITIONS}/2026-12/index.html",
        "senaste/okant.slag",
    ]
    for name in [*names, *(f"{EDITIONS}/2026-12/fil{suffix}" for suffix in serve._TYPES)]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("å", encoding="utf-8")
    (tmp_path / "hemlig.txt").write_text("hemlig", encoding="utf-8")
    (folder / "genvag.txt").symlink_to(tmp_path / "hemlig.txt")
    return folder


def test_readers_get_the_same_from_nginx_as_from_serve(published: Path, tmp_path: Path):
    port = free_port()
    config = (DEPLOY / "nginx/publicerat.conf").read_text(encoding="utf-8")
    for ours, here in (
        ("/srv/kompetens/skarp/14/publicerat", str(published)),
        ("listen 80", f"listen 127.0.0.1:{port}"),
    ):
        assert config.count(ours) == 1
        config = config.replace(ours, here)
    paths = [f"/{path.relative_to(published).as_posix()}" for path in sorted(published.rglob("*")) if path.is_file()]
    paths += [
        "/",
        "/senaste/",
        "/finns/inte",
        "/../hemlig.txt",
        "/%2e%2e/hemlig.txt",
        f"/{EDITIONS}/2026-12/finns.inte",
    ]
    said = ("content-type", "cache-control", "x-content-type-options")
    with nginx(tmp_path, config), serve.server(published, 0) as plain:
        thread = threading.Thread(target=plain.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            for path in paths:
                status, headers, body = ask(port, path)
                expected, right, content = ask(plain.server_port, path)
                assert (status, path) in ((expected, path), (403, path), (400, path))
                assert b"hemlig" not in body
                if expected == 200:
                    assert status == 200
                    assert body == content
                    assert {k: headers.get(k) for k in said} == {k: right[k] for k in said}, path
                else:
                    assert status >= 400, path
            status, headers, _ = ask(port, "/index.html")
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert "content-security-policy" not in ask(port, f"/{EDITIONS}/2026-12/fil.pdf")[1]
            assert ask(port, "/index.html", "POST")[0] in (403, 405)
            status, headers, _ = ask(port, f"/{EDITIONS}/2026-12/finns.inte")
            assert (status, headers["cache-control"]) == (404, "no-cache")
            assert headers["x-content-type-options"] == "nosniff"
        finally:
            plain.shutdown()
            thread.join(timeout=10)


class _Seen(BaseHTTPRequestHandler):
    headers_seen: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        self.headers_seen.append({k.lower(): v for k, v in self.headers.items()})
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    do_POST = do_GET

    def log_message(self, format: str, *arguments: Any) -> None: ...


@pytest.fixture
def ui(tmp_path: Path) -> Iterator[int]:
    """The port of nginx before two web servers that answer everything."""
    port, behind = free_port(), HTTPServer(("127.0.0.1", 0), _Seen)
    config = (DEPLOY / "nginx/granssnitt.conf").read_text(encoding="utf-8")
    assert re.findall(r"listen (.+);", config) == ["443 ssl default_server", "443 ssl", "443 ssl"]
    assert config.count("ssl_reject_handshake on;") == 1
    # Without encryption, for which a certificate is needed; everything else is as it is.
    config = re.sub(r"ssl_\w+ .+;", "", config).replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    config = re.sub(r"127\.0\.0\.1:300[01]", f"127.0.0.1:{behind.server_port}", config)
    config = config.replace("/etc/nginx/kompetens", str(tmp_path / "kompetens"))
    for name, user in (("kompetens", "drift"), ("kompetens-insyn", "insyn")):
        (tmp_path / f"{name}.htpasswd").write_text(f"{user}:{{PLAIN}}hemligt\n", encoding="utf-8")
    thread = threading.Thread(target=behind.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    _Seen.headers_seen.clear()
    try:
        with nginx(tmp_path, config):
            yield port
    finally:
        behind.shutdown()
        thread.join(timeout=10)
        behind.server_close()


def test_nobody_gets_to_the_ui_without_logging_in(ui: int):
    for host, user, other in (("drift", "drift", "insyn"), ("insyn", "insyn", "drift")):
        site = {"Host": f"{host}.exempel.se"}
        for path, method in (("/graphql", "POST"), ("/runs", "GET")):
            assert ask(ui, path, method, **site)[0] == 401
            assert ask(ui, path, method, **site, Authorization=login(other))[0] == 401
            assert _Seen.headers_seen == []
            status, headers, body = ask(ui, path, method, **site, Authorization=login(user))
            assert (status, body, headers["x-frame-options"]) == (200, b"ok", "DENY")
            (seen,) = _Seen.headers_seen
            assert "authorization" not in seen
            assert seen["host"] == site["Host"]
            _Seen.headers_seen.clear()


FOREIGN = {"Origin": "https://ond.exempel.invalid", "Sec-Fetch-Site": "cross-site"}
LINK = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
WEBSOCKET = {"Connection": "Upgrade", "Upgrade": "websocket"}
MUTATION = "/graphql?query=mutation%7BlaunchPipelineExecution%7D"


@pytest.mark.parametrize("host", ["drift.exempel.se", "insyn.exempel.se"])
def test_only_the_ui_s_own_pages_may_use_it(ui: int, host: str):
    own = {"Origin": f"https://{host}", "Sec-Fetch-Site": "same-origin"}

    def answered(path: str, method: str = "GET", **headers: str) -> int:
        return ask(ui, path, method, Host=host, Authorization=login(host.partition(".")[0]), **headers)[0]

    for refused in (
        answered(MUTATION),
        answered(MUTATION, **FOREIGN),
        answered(MUTATION, **LINK, **{"Sec-Fetch-Site": "cross-site"}),
        answered(MUTATION, **LINK, **{"Sec-Fetch-Site": "none"}),
        answered("/%67raphql?query=x"),
        answered("/graphql", "HEAD"),
        answered("/graphql", "POST", **FOREIGN),
        answered("/graphql", "POST", Origin="null"),
        answered("/graphql", "POST", Origin=f"http://{host}"),
        answered("/graphql", "POST", Origin=f"https://{host}.invalid"),
        answered("/graphql", "POST", Origin=f"https://annan.{host}"),
        answered("/graphql", "POST", **{"Sec-Fetch-Site": "same-site"}),
        answered("/graphql", **WEBSOCKET),
        answered("/graphql", **WEBSOCKET, **FOREIGN),
        answered("/report_asset_materialization/a", "POST", **FOREIGN),
        answered("/report_asset_materialization/a", "POST", **LINK, **{"Sec-Fetch-Site": "cross-site"}),
        answered("/runs", **FOREIGN),
        answered("/runs", **{"Sec-Fetch-Site": "same-site"}),
        answered("/runs", **{**LINK, "Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}),
    ):
        assert refused == 403
    assert _Seen.headers_seen == []
    for let_in in (
        answered("/graphql", "POST", **own),
        answered("/graphql", "POST"),
        answered("/graphql", **WEBSOCKET, **own),
        answered("/graphql", **WEBSOCKET, Origin=own["Origin"], **{"Sec-Fetch-Site": "cross-site"}),
        answered("/runs", **own),
        answered("/runs"),
        answered("/runs", **LINK, **{"Sec-Fetch-Site": "none"}),
        answered("/runs", **LINK, **{"Sec-Fetch-Site": "cross-site"}),
        answered("/runs", **LINK, **{"Sec-Fetch-Site": "same-site"}),
    ):
        assert let_in == 200


def test_another_name_gets_no_certificate(tmp_path: Path):
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl saknas")
    port = free_port()
    config = (DEPLOY / "nginx/granssnitt.conf").read_text(encoding="utf-8")
    config = config.replace("listen 443", f"listen 127.0.0.1:{port}")
    config = config.replace("/etc/nginx/kompetens", str(tmp_path / "kompetens"))
    key, certificate = tmp_path / "kompetens.key", tmp_path / "kompetens.crt"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=prov", "-keyout", str(key)]
    subprocess.run([openssl, *made, "-out", str(certificate)], check=True, capture_output=True, timeout=60)
    for name in ("kompetens", "kompetens-insyn"):
        (tmp_path / f"{name}.htpasswd").write_text("", encoding="utf-8")
    context = ssl._create_unverified_context()

    def answered(asked: str, host: str) -> bytes:
        with (
            socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
            context.wrap_socket(plain, server_hostname=asked) as safe,
        ):
            safe.sendall(f"GET /runs HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
            return safe.recv(4096).split(b" ")[1]

    with nginx(tmp_path, config):
        assert answered("drift.exempel.se", "drift.exempel.se") == b"401"
        assert answered("drift.exempel.se", "ond.exempel.invalid") == b"421"
        with pytest.raises(ssl.SSLError):
            answered("ond.exempel.invalid", "drift.exempel.se")


def test_another_name_is_not_answered(ui: int):
    """As when a page's own name is made to lead here."""
    for host in ("ond.exempel.invalid", "127.0.0.1", "exempel.se", "drift.exempel.se.invalid"):
        for user in ("drift", "insyn"):
            assert ask(ui, "/runs", Host=host, Authorization=login(user))[0] == 421
    assert _Seen.headers_seen == []


def login(user: str) -> str:
    return "Basic " + b64encode(f"{user}:hemligt".encode()).decode()
