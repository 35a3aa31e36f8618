"""How a message leaves the house: a webhook, and e-mail. Neither writes its address or password anywhere."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import localtime
from typing import Protocol

import requests

from pipelines.settings import Mail, Settings

SECONDS = 10.0
"""How long a receiver may take to answer; each message is tried once, and again after the next run."""
_IMPLICIT_TLS = 465


class NotSent(Exception):
    """A message was not taken; the text says why in Swedish, without address, password or answer."""


@dataclass(frozen=True)
class Message:
    """What is sent: ``key`` of the cause, one line, a text, and which home it is about."""

    key: str
    heading: str
    text: str
    mode: str
    county: str


class Sender(Protocol):
    """One way out."""

    @property
    def name(self) -> str:
        """What people call it, and what the memory knows it by."""

    def send(self, message: Message) -> str:
        """Send; what went wrong for some of the receivers, or nothing. Raises NotSent when nobody got it."""


@dataclass(frozen=True)
class Webhook:
    """POSTs JSON: ``text`` (heading and text, which chat programs show), ``rubrik``, ``orsak``, ``lage``, ``lan``."""

    address: str = field(repr=False)
    name: str = "webhook"

    def send(self, message: Message) -> str:
        """Send one message; an address that has moved is not followed, since it may hold a secret.

        Raises:
            NotSent: it was not answered with a status of success, for whatever reason.
        """
        body = {
            "text": f"{message.heading}\n{message.text}",
            "rubrik": message.heading,
            "orsak": message.key,
            "lage": message.mode,
            "lan": message.county,
        }
        try:
            with requests.post(
                self.address, json=body, timeout=SECONDS, allow_redirects=False, stream=True
            ) as response:
                status = response.status_code
        except Exception as error:  # noqa: BLE001 - whatever the library raises, the alarm is kept as not sent, and why
            # Its text holds the address.
            raise NotSent(
                f"Webhooken kunde inte nås ({type(error).__name__}). Kontrollera KOMPETENS_ALERT_WEBHOOK och nätet."
            ) from None
        if not 200 <= status < 300:
            raise NotSent(f"Webhooken svarade {status}. Kontrollera KOMPETENS_ALERT_WEBHOOK hos den som tar emot.")
        return ""


@dataclass(frozen=True)
class Email:
    """Sends through a mail server, encrypted where the server offers it; a password never goes unencrypted."""

    mail: Mail = field(repr=False)
    name: str = "e-post"

    def send(self, message: Message) -> str:
        """Send one message to all receivers.

        Returns:
            How many of several receivers the server refused, as a sentence; else nothing.

        Raises:
            NotSent: the server refused it, or every receiver, or was not there, or it could not be written.
        """
        try:
            letter = self._letter(message)
            with self._connected() as server:
                refused = server.send_message(letter)
        except NotSent:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the library raises, the alarm is kept as not sent, and why
            # What a server answers may repeat what it was told.
            raise NotSent(
                f"E-posten gick inte att skicka ({type(error).__name__}). Kontrollera KOMPETENS_ALERT_EMAIL_SERVER och de andra "
                "KOMPETENS_ALERT_EMAIL-inställningarna."
            ) from None
        if refused:
            return (
                f"E-postservern tog inte emot {len(refused)} av {len(self.mail.receivers)} mottagare. Kontrollera "
                "KOMPETENS_ALERT_EMAIL_TO."
            )
        return ""

    def _letter(self, message: Message) -> EmailMessage:
        letter = EmailMessage()
        letter["Subject"], letter["From"] = message.heading, self.mail.sender
        letter["To"] = ", ".join(self.mail.receivers)
        letter["Date"] = localtime()
        letter["Auto-Submitted"] = "auto-generated"
        # Nothing but ASCII on the way: not every server takes more.
        letter.set_content(f"{message.text}\n\nOrsak: {message.key}\n", cte="quoted-printable")
        return letter

    def _connected(self) -> smtplib.SMTP:
        mail, context = self.mail, ssl.create_default_context()
        if mail.port == _IMPLICIT_TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(mail.host, mail.port, timeout=SECONDS)
        try:
            server.ehlo()
            encrypted = mail.port == _IMPLICIT_TLS
            if not encrypted and server.has_extn("starttls"):
                server.starttls(context=context)
                encrypted = True
            if mail.user:
                if not encrypted:
                    raise NotSent(
                        "E-postservern erbjuder ingen kryptering, så lösenordet skickades inte. Ange en server med STARTTLS eller port "
                        "465, eller ta bort KOMPETENS_ALERT_EMAIL_USER."
                    )
                server.login(mail.user, mail.password)
        except BaseException:
            server.close()
            raise
        return server


def senders(settings: Settings) -> Sequence[Sender]:
    """The ways out that are set."""
    found: list[Sender] = []
    if settings.alert_webhook:
        found.append(Webhook(settings.alert_webhook))
    if settings.alert_mail:
        found.append(Email(settings.alert_mail))
    return found
