from __future__ import annotations

import http.client
import json
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assets.errors import UsageError
from pipelines import serve as module
from pipelines.cli import main
from pipelines.serve import NationPreview, server, welcome

FILES = {
    "index.html": b"<!doctype html><p>\xc3\xa5</p>",
    "senaste.json": json.dumps({"utgava": "2026-12"}).encode(),
    "senaste/obalans.parquet": b"PAR1",
    "senaste/kompetensbehov.duckdb": b"DUCK",
    "senaste/kompetensbehov_fyrbodal.xlsx": b"PK",
    "senaste/SHA256SUMS": b"0  x\n",
    "senaste/.halv.ny": b"half",
    "utgavor/2026-12/obalans.parquet": b"PAR1",
    "utgavor/2026-12/okant.slag": b"?",
}


@pytest.fixture
def published(tmp_path: Path) -> Path:
    folder = tmp_path / "publicerat"
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "hemlig.txt").write_text("hemlig", encoding="utf-8")
    (folder / "genvag.txt").symlink_to(tmp_path / "warehouse" / "hemlig.txt")
    (folder / "genvag").symlink_to(tmp_path / "warehouse")
    return folder


@pytest.fixture
def port(published: Path) -> Iterator[int]:
    with server(published, 0) as bound:
        thread = threading.Thread(target=bound.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield bound.server_port
        bound.shutdown()
        thread.join(timeout=10)


def ask(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path)
        response = connection.getresponse()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "kind", "kept"),
    [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/senaste.json", "application/json", "no-cache"),
        ("/senaste/obalans.parquet", "application/vnd.apache.parquet", "no-cache"),
        ("/senaste/kompetensbehov.duckdb", "application/octet-stream", "no-cache"),
        (
            "/senaste/kompetensbehov_fyrbodal.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "no-cache",
        ),
        ("/senaste/SHA256SUMS", "text/plain; charset=utf-8", "no-cache"),
        ("/utgavor/2026-12/obalans.parquet", "application/vnd.apache.parquet", "public, max-age=31536000, immutable"),
        ("/utgavor/2026-12/okant.slag", "application/octet-stream", "public, max-age=31536000, immutable"),
    ],
)
def test_files_have_the_right_type_and_may_be_kept_only_when_frozen(port, path, kind, kept):
    status, headers, body = ask(port, path)
    assert (status, headers["content-type"], headers["cache-control"]) == (200, kind, kept)
    assert body == FILES.get(path.lstrip("/") or "index.html")
    status, again, nothing = ask(port, path, "HEAD")
    assert (status, nothing, again["content-length"]) == (200, b"", headers["content-length"])
    assert again["cache-control"] == kept


@pytest.mark.parametrize(
    "path",
    [
        "/senaste/",
        "/utgavor/2026-12/",
        "/utgavor/2026-11/obalans.parquet",
        "/finns/inte",
        "/../warehouse/hemlig.txt",
        "/%2e%2e/warehouse/hemlig.txt",
        "/senaste/..%2f..%2fwarehouse/hemlig.txt",
        "/senaste/%2e%2e/%2e%2e/warehouse/hemlig.txt",
        "//warehouse/hemlig.txt",
        "/genvag.txt",
        "/genvag/hemlig.txt",
        "/senaste/.halv.ny",
        "/senaste.json/",
        "/%00",
    ],
)
def test_listings_links_and_everything_outside_are_404_in_swedish(port, path):
    status, headers, body = ask(port, path)
    assert (status, headers["cache-control"]) == (404, "no-cache")
    assert headers["content-type"] == "text/plain; charset=utf-8"
    assert "finns inte bland det som är publicerat" in body.decode("utf-8")
    assert b"hemlig\n" not in body
    assert ask(port, path, "HEAD")[2] == b""


@pytest.mark.parametrize("name", ["index.html", "index.htm"])
def test_a_folders_own_page_is_no_way_out_of_it(name, port, published):
    (published / "d").mkdir()
    (published / "d" / name).symlink_to(published.parent / "warehouse" / "hemlig.txt")
    for path in ("/d/", "/d/?", f"/d/{name}"):
        status, _, body = ask(port, path)
        assert (status, body == b"hemlig") == (404, False)
    (published / "d" / name).unlink()
    (published / "d" / "index.html").write_bytes(FILES["index.html"])
    assert ask(port, "/d/")[::2] == (200, FILES["index.html"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in folders")
@pytest.mark.parametrize("name", ["senaste/ror", "senaste/index.html"])
def test_a_pipe_is_no_file(name, port, published):
    os.mkfifo(published / name)
    # Without an answer this would wait until the connection gives up.
    assert ask(port, f"/{name}")[0] == ask(port, "/senaste/")[0] == 404
    assert ask(port, "/senaste.json")[0] == 200


def part(port: int, path: str, asked: str, method: str = "GET", **more: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, headers={"Range": asked, **{k.replace("_", "-"): v for k, v in more.items()}})
        response = connection.getresponse()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("asked", "body", "where"),
    [
        ("bytes=0-1", b"DU", "bytes 0-1/4"),
        ("bytes=1-", b"UCK", "bytes 1-3/4"),
        ("bytes=-2", b"CK", "bytes 2-3/4"),
        ("bytes=-99", b"DUCK", "bytes 0-3/4"),
        ("bytes=2-99", b"CK", "bytes 2-3/4"),
    ],
)
def test_a_part_of_a_file_is_answered(port, asked, body, where):
    status, headers, found = part(port, "/senaste/kompetensbehov.duckdb", asked)
    assert (status, found, headers["content-range"], headers["content-length"]) == (206, body, where, str(len(body)))


@pytest.mark.parametrize(
    "asked", ["bytes=", "bytes=-", "bytes=a-b", "bytes=0-1,2-3", "rader=1-2", f"bytes=0-{'9' * 5_000}"]
)
def test_what_is_no_single_part_is_the_whole_file(port, asked):
    status, headers, found = part(port, "/senaste/kompetensbehov.duckdb", asked)
    assert (status, found, headers["accept-ranges"]) == (200, b"DUCK", "bytes")


def test_a_part_is_of_the_file_that_is_known_and_inside_it(port):
    path = "/senaste/kompetensbehov.duckdb"
    _, headers, _ = ask(port, path)
    assert part(port, path, "bytes=0-1", If_Range=headers["last-modified"])[0] == 206
    assert part(port, path, "bytes=0-1", If_Range="Thu, 01 Jan 1970 00:00:00 GMT")[0] == 200
    assert part(port, path, "bytes=0-1", method="HEAD")[0] == 200
    status, headers, said = part(port, path, "bytes=4-")
    assert (status, "content-range" in headers) == (416, True)
    assert headers["content-range"] == "bytes */4"
    assert said.decode().startswith("Förfrågan kunde inte besvaras (416)")


def test_only_this_computer_is_answered(published: Path):
    with server(published, 0) as bound:
        assert bound.server_address[0] == "127.0.0.1"


def test_a_browser_is_told_not_to_guess_the_type(port):
    for path in ("/", "/senaste/obalans.parquet", "/finns-inte"):
        assert ask(port, path)[1]["x-content-type-options"] == "nosniff"


def test_a_folder_without_slash_leads_to_the_folder(port):
    status, headers, _ = ask(port, "/senaste")
    assert (status, headers["location"], headers["cache-control"]) == (301, "/senaste/", "no-cache")


def test_only_reading_is_answered(port):
    status, _, body = ask(port, "/senaste.json", "POST")
    assert status == 501
    assert "GET eller HEAD" in body.decode("utf-8")


def test_a_malformed_request_is_answered_and_the_server_goes_on(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
        raw.sendall(b"skrap skrap skrap skrap\r\n\r\n")
        assert b"400" in raw.recv(4096).splitlines()[0]
    assert ask(port, "/senaste.json")[0] == 200


def test_a_taken_or_impossible_port_is_one_sentence(port, published):
    with pytest.raises(UsageError, match="ett annat program använder den.*--port"):
        server(published, port)
    with pytest.raises(UsageError, match="från 0 till 65535"):
        server(published, 65536)


def test_the_address_is_the_start_page_or_the_files(published: Path):
    assert welcome(published, 8000)[-1] == "Öppna http://127.0.0.1:8000/ i webbläsaren."
    (published / "index.html").rename(published / "senaste" / "index.html")
    assert welcome(published, 8000)[-1] == "Öppna http://127.0.0.1:8000/senaste/ i webbläsaren."
    (published / "senaste" / "index.html").unlink()
    lines = welcome(published, 8000)
    assert "Det finns ingen startsida. Öppna en fil:" in lines
    assert "  http://127.0.0.1:8000/senaste/obalans.parquet" in lines
    assert not any(".halv" in line for line in lines)


def test_ctrl_c_ends_with_code_0(published: Path, monkeypatch):
    def interrupted(self: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module._Server, "serve_forever", interrupted)
    lines: list[str] = []
    assert module.serve(published, 0, lines.append) == 0
    assert lines[-1] == "Avslutat."


def test_nothing_published_yet_is_one_sentence_and_code_1(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))
    assert main(["serve"]) == 1
    assert capsys.readouterr().out.startswith("Inget är publicerat ännu i ")


def test_a_taken_port_is_code_2(published: Path, monkeypatch, capsys):
    home = published.parent / "data" / "exempel" / "14"
    home.mkdir(parents=True)
    published.rename(home / "publicerat")
    monkeypatch.setenv("KOMPETENS_HOME", str(published.parent / "data"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 2
    assert "går inte att använda" in capsys.readouterr().err


@pytest.mark.parametrize("wanted", ["taken", "65536", "-1"])
def test_the_ui_is_not_started_on_a_port_that_cannot_be_used(wanted: str, tmp_path: Path, monkeypatch, capsys):
    """Its daemon would go on without the pages, and the command not end."""
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))

    def begun(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("pipelines.cli._begin", begun)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1]) if wanted == "taken" else wanted
        assert main(["ui", "--port", port]) == 2
    said = capsys.readouterr()
    assert said.err.startswith(f"Porten {port} på 127.0.0.1 går inte att använda (")
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_a_port_that_can_be_used_is_free_afterwards():
    port = module.usable_port(0)
    assert port > 0
    assert module.usable_port(port) == port
    with server(Path(), port) as bound:
        assert bound.server_port == port


def test_of_several_counties_only_what_they_have_published_is_shown(tmp_path: Path):
    files = {
        "riket/publicerat/index.html": 200,
        "12/publicerat/utgavor/2026-12/index.html": 200,
        "12/raw/hemlig.json": 404,
        "12/las.json": 404,
        "14/publicerat/.halv": 404,
    }
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    with server(tmp_path, 0, NationPreview) as bound:
        thread = threading.Thread(target=bound.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        answers = {name: ask(bound.server_port, f"/{name}") for name in files}
        beside = ask(bound.server_port, "/12/publicerat/../raw/hemlig.json")
        bound.shutdown()
        thread.join(timeout=10)
    assert {name: status for name, (status, *_) in answers.items()} == files
    assert beside[0] == 404
    assert "immutable" in answers["12/publicerat/utgavor/2026-12/index.html"][1]["cache-control"]
    assert answers["riket/publicerat/index.html"][1]["cache-control"] == "no-cache"


def test_all_counties_are_not_shown_before_two_are_published(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("KOMPETENS_HOME", str(tmp_path))
    assert main(["serve", "--region", "alla"]) == 1
    assert "Färre än två län är publicerade" in capsys.readouterr().out


def answered(published: Path, asked: bytes) -> None:
    """Answer a reader that has asked and gone, in this thread."""
    with server(published, 0) as bound:
        ours, theirs = socket.socketpair()
        theirs.sendall(asked)
        theirs.close()
        bound.process_request_thread(ours, ("127.0.0.1", 1))


def test_a_reader_that_goes_away_is_no_error(published, capsys):
    answered(published, b"GET /senaste/kompetensbehov.duckdb HTTP/1.0\r\n\r\n")
    assert capsys.readouterr() == ("", "")


def test_an_error_of_the_server_itself_is_still_told(published, capsys, monkeypatch):
    def broken(self, path):
        raise ZeroDivisionError

    monkeypatch.setattr(module.Preview, "_shown", broken)
    answered(published, b"GET /senaste.json HTTP/1.0\r\n\r\n")
    assert "ZeroDivisionError" in capsys.readouterr().err
