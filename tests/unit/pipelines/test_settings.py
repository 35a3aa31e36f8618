from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assets.errors import UsageError
from pipelines.settings import ROOT, load


def settings(tmp_path: Path, **environment: str):
    return load(environment, tmp_path / "no.env")


def test_without_settings_the_example_world_under_var(tmp_path: Path):
    found = settings(tmp_path)
    assert (found.source, found.region, found.home) == ("example", "14", ROOT / "var" / "exempel" / "14")


def test_modes_have_homes_of_their_own(tmp_path: Path):
    homes = [settings(tmp_path, KOMPETENS_SOURCE=mode).home.parent.name for mode in ("example", "live", "archive")]
    assert homes == ["exempel", "skarp", "skarp"]


def test_the_environment_wins_over_the_file(tmp_path: Path):
    (tmp_path / ".env").write_text("KOMPETENS_SOURCE=live\nKOMPETENS_ADS_FROM=2023\n", encoding="utf-8")
    found = load({"KOMPETENS_SOURCE": "archive"}, tmp_path / ".env")
    assert (found.source, found.ads_from) == ("archive", 2023)


def test_an_empty_variable_leaves_the_line_of_the_file(tmp_path: Path):
    """As a unit or a compose file gives it when nobody has said anything."""
    (tmp_path / ".env").write_text("KOMPETENS_SOURCE=live\nKOMPETENS_REGION=\n", encoding="utf-8")
    found = load({"KOMPETENS_SOURCE": "", "KOMPETENS_ADS_FROM": ""}, tmp_path / ".env")
    assert (found.source, found.region, found.ads_from) == ("live", "14", 2021)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("KOMPETENS_SORUCE", "live", "Inställningen KOMPETENS_SORUCE finns inte. Menade du KOMPETENS_SOURCE?"),
        (
            "KOMPETENS_SOURCE",
            "skarp",
            "KOMPETENS_SOURCE kan vara example, example-nation, live, archive, inte 'skarp'.",
        ),
        ("KOMPETENS_REGION", "99", "Länet '99' finns inte."),
        ("KOMPETENS_ADS_FROM", "i fjol", "KOMPETENS_ADS_FROM ska vara ett årtal"),
        ("KOMPETENS_ADS_FROM", "²⁰²¹", "KOMPETENS_ADS_FROM ska vara ett årtal"),
        ("KOMPETENS_ADS_FROM", "٢٠٢١", "KOMPETENS_ADS_FROM ska vara ett årtal"),
        ("KOMPETENS_REGION", "¹⁴", "Länet '¹⁴' finns inte."),
        ("KOMPETENS_CONTACT", "Statistik i Łódź", "KOMPETENS_CONTACT skickas till källorna, som inte kan läsa 'Ł'."),
        ("KOMPETENS_CONTACT", "a@b.se\r\nX-Annat: 1", "KOMPETENS_CONTACT ska vara en rad"),
        ("KOMPETENS_CONTACT", "   ", "KOMPETENS_CONTACT ska vara en rad"),
        ("KOMPETENS_CONTACT", "https://exempel.invalid/   frågor", "KOMPETENS_CONTACT börjar som en webbadress"),
        ("KOMPETENS_CONTACT", "https://exempel.invalid:x/", "KOMPETENS_CONTACT börjar som en webbadress"),
        ("KOMPETENS_CONTACT", "https://", "KOMPETENS_CONTACT börjar som en webbadress"),
        ("KOMPETENS_HOME", "/finns/inte/alls", "i KOMPETENS_HOME finns inte"),
        ("KOMPETENS_ALERT_WEBHOOK", "http://exempel.invalid/hemlig", "ska vara en adress som börjar med https://"),
        ("KOMPETENS_ALERT_WEBHOOK", "hemlig", "ska vara en adress som börjar med https://"),
        ("KOMPETENS_ALERT_WEBHOOK", "https:///hemlig", "ska vara en adress som börjar med https://"),
        ("KOMPETENS_ALERT_WEBHOOK", "https://[hemlig", "ska vara en adress som börjar med https://"),
        ("KOMPETENS_DAGSTER_POSTGRES", "postgresql://k:hemlig@server/d", "ska vara postgresql+psycopg2://"),
        ("KOMPETENS_DAGSTER_POSTGRES", "postgresql+psycopg2://k:hemlig@server", "ska vara postgresql+psycopg2://"),
        ("KOMPETENS_DAGSTER_POSTGRES", "postgresql+psycopg2:///d?password=hemlig", "ska vara postgresql+psycopg2://"),
        (
            "KOMPETENS_DAGSTER_POSTGRES",
            "postgresql+psycopg2://k:hemlig@server:port/d",
            "ska vara postgresql+psycopg2://",
        ),
        ("KOMPETENS_OBJEKTLAGER", "s3://nyckel:hemlig@hink/mapp", "Nycklarna skrivs inte där"),
        ("KOMPETENS_OBJEKTLAGER", "s3://hink/mapp?secret_key=hemlig", "Nycklarna skrivs inte där"),
        ("KOMPETENS_OBJEKTLAGER", "s3:///mapp", "ska vara s3://hink/mapp"),
        ("KOMPETENS_OBJEKTLAGER", "s3://hink/mapp?region", "ska vara s3://hink/mapp"),
        ("KOMPETENS_OBJEKTLAGER", "https://hink.exempel.invalid/hemlig", "ska vara s3://hink/mapp"),
        ("KOMPETENS_OBJEKTLAGER", "file://server/mapp", "eller file:///mapp"),
        ("KOMPETENS_OBJEKTLAGER", "lager", "ska vara s3://hink/mapp"),
        ("KOMPETENS_ALERT_EMAIL_SERVER", "post.exempel.invalid", "KOMPETENS_ALERT_EMAIL_FROM saknas."),
        ("KOMPETENS_ALERT_EMAIL_TO", "a@exempel.invalid", "KOMPETENS_ALERT_EMAIL_SERVER saknas."),
    ],
)
def test_a_wrong_setting_is_one_sentence(tmp_path: Path, name: str, value: str, sentence: str):
    with pytest.raises(UsageError) as caught:
        settings(tmp_path, **{name: value})
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "hemlig" not in str(caught.value)


@pytest.mark.parametrize(("year", "right"), [("2005", False), ("2006", True), ("2026", True), ("2027", False)])
def test_ads_begin_in_a_year_that_has_begun(tmp_path: Path, monkeypatch, year: str, right: bool):
    monkeypatch.setattr("pipelines.settings._now", lambda: datetime(2026, 12, 31, tzinfo=UTC))
    if right:
        assert settings(tmp_path, KOMPETENS_ADS_FROM=year).ads_from == int(year)
        return
    with pytest.raises(UsageError, match=f"KOMPETENS_ADS_FROM ska vara ett årtal från 2006 till 2026, inte '{year}'"):
        settings(tmp_path, KOMPETENS_ADS_FROM=year)


def test_a_clock_that_has_lost_its_time_does_not_refuse_the_default(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("pipelines.settings._now", lambda: datetime(1970, 1, 1, tzinfo=UTC))
    assert settings(tmp_path).ads_from == 2021


@pytest.mark.parametrize(
    "address", ["", "file:///srv/lager", "s3://hink", "s3://hink/mapp?scheme=http&endpoint_override=127.0.0.1:9"]
)
def test_an_object_store_is_a_bucket_or_a_folder(tmp_path: Path, address: str):
    assert settings(tmp_path, KOMPETENS_OBJEKTLAGER=address).object_store == address


POSTGRES = "postgresql+psycopg2://k:hemlig%40nyckel@server:5432/d"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg2://k:100%hemlig@server/d",
        "postgresql+psycopg2://k:hemlig%00@server/d",
        "postgresql+psycopg2://k:a@hemlig@server/d",
        "postgresql+psycopg2://k:12/hemlig@server/d",
        "postgresql+psycopg2://k:12/d?hemlig@server/d",
        "postgresql+psycopg2://k:12/d#hemlig@server/d",
        "postgresql+psycopg2://k:hemlig ord@server/d",
        "postgresql+psycopg2://k:hemlig@server/d ",
        " postgresql+psycopg2://k:hemlig@server/d",
        "POSTGRESQL+psycopg2://k:hemlig@server/d",
        "postgresql+psycopg2://k:hem\nlig@server/d",
    ],
)
def test_an_address_that_two_readers_would_read_apart_is_refused_and_not_repeated(tmp_path: Path, address: str):
    with pytest.raises(UsageError, match="skrivs med procent: %40 för @") as caught:
        settings(tmp_path, KOMPETENS_DAGSTER_POSTGRES=address)
    assert "hem" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql+psycopg2://k:hemlig%40%25%2F:+$&!'åä@server.exempel.invalid:5432/d-1",
        "postgresql+psycopg2://k:hemlig@[2001:db8::1]:5432/d?sslmode=verify-full&sslrootcert=/etc/kompetens/ca.crt",
        "postgresql+psycopg2://k@10.0.0.7/d?options=-csearch_path%3Dpublic",
    ],
)
def test_passwords_ipv6_and_encryption_fit_in_an_address(tmp_path: Path, address: str):
    assert settings(tmp_path, KOMPETENS_DAGSTER_POSTGRES=address).dagster_postgres == address


@pytest.mark.parametrize("number", ["0", "-1", "två", "²", "1000"])
def test_a_wrong_number_of_runs_is_one_sentence(tmp_path: Path, number: str):
    with pytest.raises(UsageError, match="KOMPETENS_RUNS_AT_ONCE ska vara ett antal körningar från 1") as caught:
        settings(tmp_path, KOMPETENS_DAGSTER_POSTGRES=POSTGRES, KOMPETENS_RUNS_AT_ONCE=number)
    assert "hemlig" not in str(caught.value)


def test_the_address_of_postgres_is_kept_and_never_shown(tmp_path: Path):
    found = settings(tmp_path, KOMPETENS_DAGSTER_POSTGRES=POSTGRES)
    assert (found.dagster_postgres, found.runs_at_once) == (POSTGRES, 2)
    assert "hemlig" not in repr(found)
    assert settings(tmp_path).dagster_postgres == ""


def test_how_many_homes_run_at_once_is_two_or_as_many_as_is_said(tmp_path: Path):
    assert settings(tmp_path).runs_at_once == 2
    assert settings(tmp_path, KOMPETENS_RUNS_AT_ONCE="7").runs_at_once == 7


MAIL = {"SERVER": "post.exempel.invalid", "FROM": "k@exempel.invalid", "TO": "a@exempel.invalid"}


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SERVER", "post.exempel.invalid:0", "ska vara en server, eller server:port"),
        ("SERVER", "post.exempel.invalid:99999", "ska vara en server, eller server:port"),
        ("SERVER", ":25", "ska vara en server, eller server:port"),
        ("SERVER", "post:²⁵", "ska vara en server, eller server:port"),
        ("FROM", "kompetens", "KOMPETENS_ALERT_EMAIL_FROM ska vara e-postadresser"),
        ("TO", "a@exempel.invalid,", "KOMPETENS_ALERT_EMAIL_TO ska vara e-postadresser"),
        ("TO", "a@exempel.invalid\nBcc: b@exempel.invalid", "KOMPETENS_ALERT_EMAIL_TO ska vara e-postadresser"),
        ("USER", "kalle", "anges båda eller ingen av dem"),
        ("PASSWORD", "hemlig", "anges båda eller ingen av dem"),
    ],
)
def test_a_wrong_setting_of_mail_is_one_sentence(tmp_path: Path, name: str, value: str, sentence: str):
    with pytest.raises(UsageError) as caught:
        settings(tmp_path, **{f"KOMPETENS_ALERT_EMAIL_{n}": v for n, v in {**MAIL, name: value}.items()})
    assert sentence in str(caught.value)
    assert "hemlig" not in str(caught.value)


SOURCES = ["SCB_URL", "AF_DATA_URL", "JOBSTREAM_URL", "AF_STATISTIK_URL"]
NO_SERVERS = [
    "127.0.0.1:99999",
    "127.0.0.1:0",
    "127.0.0.1:-1",
    "127.0.0.1:abc",
    "a b",
    "exempel.invalid ",
    "exempel\t.invalid",
    "exempel.\ninvalid",
    "exempel\N{NO-BREAK SPACE}.invalid",
    "post..exempel.invalid",
    ".exempel.invalid",
    f"{'x' * 64}.invalid",
    "[::1",
]
"""Each would be an error of some library, first when something is sent there."""


@pytest.mark.parametrize("server", NO_SERVERS)
@pytest.mark.parametrize("name", [*SOURCES, "ALERT_WEBHOOK", "ALERT_EMAIL_SERVER"])
def test_what_cannot_be_a_server_is_refused(tmp_path: Path, name: str, server: str):
    mail = {f"KOMPETENS_ALERT_EMAIL_{n}": v for n, v in MAIL.items()}
    address = server if name == "ALERT_EMAIL_SERVER" else f"https://{server}/hemlig"
    with pytest.raises(UsageError, match=f"KOMPETENS_{name} ska vara en ") as caught:
        settings(tmp_path, **{**mail, f"KOMPETENS_{name}": address})
    assert "hemlig" not in str(caught.value)


@pytest.mark.parametrize(
    "server", ["exempel.invalid", "räksmörgås.invalid.", "10.0.0.7:8443", "[::1]:65535", "a_b-c:1"]
)
def test_what_can_be_a_server_is_taken(tmp_path: Path, server: str):
    mail = {f"KOMPETENS_ALERT_EMAIL_{n}": v for n, v in {**MAIL, "SERVER": server}.items()}
    web = {f"KOMPETENS_{name}": f"https://{server}/x" for name in (*SOURCES, "ALERT_WEBHOOK", "CONTACT")}
    found = settings(tmp_path, **mail, **web)
    assert found.alert_mail is not None
    assert found.alert_mail.host == re.sub(r":[0-9]+$", "", server).strip("[]")
    assert found.scb_url == found.alert_webhook == found.contact == f"https://{server}/x"


@pytest.mark.parametrize(
    "server", ["anna@post.exempel.invalid", "post.exempel.invalid/x", "post?x", "smtp://post", "a:1:2"]
)
def test_a_mail_server_is_no_address_of_a_page(tmp_path: Path, server: str):
    with pytest.raises(UsageError, match="ska vara en server, eller server:port"):
        settings(tmp_path, **{f"KOMPETENS_ALERT_EMAIL_{n}": v for n, v in {**MAIL, "SERVER": server}.items()})


@pytest.mark.parametrize("contact", ["Statistik, tfn 0520-12 34 56", "namn@exempel.invalid", "se README"])
def test_a_contact_may_be_text(tmp_path: Path, contact: str):
    assert settings(tmp_path, KOMPETENS_CONTACT=contact).contact == contact


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize(
    "address",
    [
        "https://anna:hemlig@exempel.invalid/api",
        "https://hemlig@exempel.invalid/api",
        "https://exempel.invalid/api?nyckel=hemlig",
        "https://exempel.invalid/api#hemlig",
        "ftp://exempel.invalid/hemlig",
        "/etc/hemlig",
        "https://[hemlig",
    ],
)
def test_a_secret_in_the_address_of_a_source_is_refused_and_not_repeated(tmp_path: Path, name: str, address: str):
    """The address is kept with every answer, and stands in what is published."""
    with pytest.raises(UsageError, match=f"KOMPETENS_{name} ska vara en adress") as caught:
        load({f"KOMPETENS_{name}": address}, tmp_path / "no.env")
    assert "hemlig" not in str(caught.value)
    load({f"KOMPETENS_{name}": "http://127.0.0.1:8080/api/v2/"}, tmp_path / "no.env")


@pytest.mark.parametrize(
    ("encoding", "name", "right"),
    [
        ("utf-8", "hem på räksmörgås", True),
        ("ascii", "hem", True),
        ("ascii", "hemmet å", False),
        ("iso8859-1", "å", False),
    ],
)
def test_a_home_whose_name_databases_would_write_in_another_way_is_refused(
    tmp_path, monkeypatch, encoding, name, right
):
    (tmp_path / name).mkdir()
    monkeypatch.setattr("pipelines.settings.sys.getfilesystemencoding", lambda: encoding)
    if right:
        assert settings(tmp_path, KOMPETENS_HOME=str(tmp_path / name)).data.name == name
        return
    with pytest.raises(UsageError, match=f"datorn läser namn som {encoding}. Sätt PYTHONUTF8=1") as caught:
        settings(tmp_path, KOMPETENS_HOME=str(tmp_path / name))
    assert "\\xe5" in str(caught.value)


def test_mail_needs_no_port_and_a_webhook_on_this_machine_no_encryption(tmp_path: Path):
    found = settings(tmp_path, **{f"KOMPETENS_ALERT_EMAIL_{name}": value for name, value in MAIL.items()})
    assert found.alert_mail is not None
    assert (found.alert_mail.port, found.alert_mail.receivers) == (25, ("a@exempel.invalid",))
    assert settings(tmp_path, KOMPETENS_ALERT_WEBHOOK="http://127.0.0.1:1/x").alert_webhook == "http://127.0.0.1:1/x"
    assert settings(tmp_path).alert_mail is None


def test_what_the_sources_are_told_by_default_is_not_given_to_readers(tmp_path: Path):
    none = tmp_path / "no.env"
    assert load({}, none).public_contact == ""
    assert load({"KOMPETENS_CONTACT": "fragor@exempel.invalid"}, none).public_contact == "fragor@exempel.invalid"
