"""Messages that reach a server, and every way in which one can fail to: without telling an address or a password."""

from __future__ import annotations

import email
import email.policy
import shutil
import socket
import ssl
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.alarms.senders import Email, Message, NotSent, Webhook, senders
from pipelines.settings import Mail, load
from tests.unit.pipelines.alarms.receivers import Hook, Post, mail_server, webhook

MESSAGE = Message(
    "kontroll/mart.x/y/stoppande", "Kompetensbehov, län 14: röd åäö", "Gör så här.\nOch så.", "live", "14"
)
SENDER, RECEIVERS = "kompetens@exempel.invalid", ("a@exempel.invalid", "b@exempel.invalid")


def mail(post: Post, **more: str) -> Email:
    return Email(Mail("localhost" if post.tls else "127.0.0.1", post.port, SENDER, RECEIVERS, **more))


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_a_webhook_is_given_the_message_as_json():
    with webhook(Hook([204])) as hook:
        assert Webhook(hook.address).send(MESSAGE) == ""
    assert hook.got == [
        {
            "text": "Kompetensbehov, län 14: röd åäö\nGör så här.\nOch så.",
            "rubrik": MESSAGE.heading,
            "orsak": MESSAGE.key,
            "lage": "live",
            "lan": "14",
        }
    ]


@pytest.mark.parametrize("status", [301, 307, 400, 404, 500, 503])
def test_a_webhook_that_does_not_take_it_is_asked_once_and_its_address_is_not_told(status: int):
    with webhook(Hook([status], location="/annan")) as hook, pytest.raises(NotSent) as caught:
        Webhook(hook.address).send(MESSAGE)
    assert f"Webhooken svarade {status}." in str(caught.value)
    assert "hemlig" not in str(caught.value)
    assert hook.asked == ["/hemlig-nyckel"]


def test_a_webhook_that_is_not_there_is_told_of_without_its_address():
    sender = Webhook(f"http://127.0.0.1:{closed_port()}/hemlig-nyckel")
    with pytest.raises(NotSent, match=r"kunde inte nås \(ConnectionError\)") as caught:
        sender.send(MESSAGE)
    assert "hemlig" not in str(caught.value) + repr(sender)
    # An error that is shown with what led to it would show the address.
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    "address",
    [
        "http://hemlig..exempel.invalid/x",
        f"http://{'x' * 64}.invalid/hemlig",
        "http://127.0.0.1:99999/hemlig",
        "hemlig",
    ],
)
def test_a_webhook_that_no_library_can_read_is_told_of_as_one_that_is_not_there(address: str):
    with pytest.raises(NotSent, match=r"Webhooken kunde inte nås \([A-Za-z]+\)") as caught:
        Webhook(address).send(MESSAGE)
    assert "hemlig" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_letter_reaches_every_receiver():
    with mail_server(Post()) as post:
        assert mail(post).send(MESSAGE) == ""
    assert post.receivers == [*RECEIVERS]
    (letter,) = (email.message_from_string(text, policy=email.policy.default) for text in post.letters)
    assert letter["Subject"] == MESSAGE.heading
    assert (letter["From"], letter["To"]) == (SENDER, ", ".join(RECEIVERS))
    assert abs(letter["Date"].datetime - datetime.now(UTC)) < timedelta(minutes=5)
    assert letter.get_content() == f"{MESSAGE.text}\n\nOrsak: {MESSAGE.key}"
    assert all(text.isascii() for text in post.letters)


def test_a_receiver_that_is_refused_does_not_keep_the_letter_from_the_others():
    with mail_server(Post(refuses=RECEIVERS[:1])) as post:
        assert "tog inte emot 1 av 2 mottagare" in mail(post).send(MESSAGE)
    assert post.receivers == [RECEIVERS[1]]


def test_a_letter_that_every_receiver_is_refused_is_not_sent():
    with mail_server(Post(refuses=RECEIVERS)) as post, pytest.raises(NotSent, match="SMTPRecipientsRefused") as caught:
        mail(post).send(MESSAGE)
    assert "@" not in str(caught.value)
    assert post.letters == []


def test_a_mail_server_that_is_not_there():
    with pytest.raises(NotSent, match="ConnectionRefusedError"):
        mail(Post(port=closed_port())).send(MESSAGE)


@pytest.mark.parametrize("host", ["post..exempel.invalid", f"{'x' * 64}.invalid"])
def test_a_mail_server_whose_name_cannot_be_looked_up(host: str):
    with pytest.raises(NotSent, match=r"E-posten gick inte att skicka \(Unicode"):
        Email(Mail(host, 25, SENDER, RECEIVERS)).send(MESSAGE)


def test_a_letter_that_cannot_be_written():
    with pytest.raises(NotSent, match=r"E-posten gick inte att skicka \(ValueError\)"), mail_server(Post()) as post:
        mail(post).send(replace(MESSAGE, heading="två\nrader"))


def test_a_password_is_not_sent_where_nothing_is_encrypted():
    with mail_server(Post(logs_in=True)) as post, pytest.raises(NotSent, match="erbjuder ingen kryptering"):
        mail(post, user="kalle", password="losen-ord").send(MESSAGE)
    assert not any(line.startswith("AUTH") for line in post.said)
    assert post.letters == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate of localhost, which nobody else vouches for."""
    if not shutil.which("openssl"):
        pytest.skip("openssl saknas")
    file = tmp_path_factory.mktemp("cert") / "prov.pem"
    asked = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(["openssl", *asked.split(), "-keyout", file, "-out", f"{file}.crt"], check=True, capture_output=True)
    with file.open("a", encoding="ascii") as joined:
        joined.write(Path(f"{file}.crt").read_text(encoding="ascii"))
    return file


def context(certificate: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate)
    return made


def test_a_password_goes_encrypted_to_a_server_that_is_who_it_says(certificate: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
    with mail_server(Post(tls=context(certificate), logs_in=True)) as post:
        mail(post, user="kalle", password="losen-ord").send(MESSAGE)
    assert post.encrypted == [True]
    said = [line.split()[0] for line in post.said]
    assert said.index("STARTTLS") < said.index("AUTH")


def test_a_server_that_nobody_vouches_for_is_given_nothing(certificate: Path):
    with mail_server(Post(tls=context(certificate), logs_in=True)) as post, pytest.raises(NotSent, match="SSL"):
        mail(post, user="kalle", password="losen-ord").send(MESSAGE)
    assert not any(line.startswith(("AUTH", "MAIL")) for line in post.said)


def test_who_is_told_follows_the_settings(tmp_path: Path):
    none = tmp_path / "no.env"
    assert senders(load({}, none)) == []
    given = {
        "KOMPETENS_ALERT_WEBHOOK": "https://exempel.invalid/hemlig-nyckel",
        "KOMPETENS_ALERT_EMAIL_SERVER": "post.exempel.invalid:587",
        "KOMPETENS_ALERT_EMAIL_FROM": SENDER,
        "KOMPETENS_ALERT_EMAIL_TO": "a@exempel.invalid, b@exempel.invalid",
        "KOMPETENS_ALERT_EMAIL_USER": "kalle",
        "KOMPETENS_ALERT_EMAIL_PASSWORD": "losen-ord",
    }
    settings = load(given, none)
    assert [sender.name for sender in senders(settings)] == ["webhook", "e-post"]
    assert settings.alert_mail == Mail("post.exempel.invalid", 587, SENDER, RECEIVERS, "kalle", "losen-ord")
    shown = f"{settings!r} {senders(settings)!r}"
    assert "hemlig" not in shown
    assert "losen" not in shown
