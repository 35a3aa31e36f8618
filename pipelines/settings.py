"""Settings, from the environment and ``.env``. Nobody else asks for either."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

from assets.errors import UsageError
from assets.reference.areas import NATION, counties
from pipelines.env_file import read as read_env_file

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "KOMPETENS_"
EVERY_COUNTY = "alla"
"""What is written instead of a county's code when all of them are meant."""
WHOLE_COUNTRY = "riket"
"""What is written instead of a county's code when what every county needs is to be fetched, and what its folder is called."""
MADE_UP_COUNTY, MADE_UP_NATION = "example", "example-nation"
MODES = {MADE_UP_COUNTY: "exempel", MADE_UP_NATION: "exempel-riket", "live": "skarp", "archive": "skarp"}
"""Source mode → name of the folder of its homes. ``archive`` rebuilds from what ``live`` has stored. In ``example`` each county's
world is its own; in ``example-nation`` all counties are parts of one country, as they are in ``live``."""
ONE_COUNTRY = (MADE_UP_NATION, "live")
"""Modes in which all counties are parts of one country, and can be asked for."""

DEFAULTS = {
    "HOME": "",
    "SOURCE": "example",
    "REGION": "14",
    "SCB_URL": "https://statistikdatabasen.scb.se/api/v2",
    "AF_DATA_URL": "https://data.arbetsformedlingen.se",
    "JOBSTREAM_URL": "https://jobstream.api.jobtechdev.se",
    "AF_STATISTIK_URL": "https://arbetsformedlingen.se/statistik/sok-statistik/tidigare-statistik-tidsserier",
    "ADS_FROM": "2021",
    "CONTACT": "kompetensbehov, se projektets README",
    "PUBLISHER": "Avsändare ej angiven",
    "ALERT_WEBHOOK": "",
    "ALERT_EMAIL_SERVER": "",
    "ALERT_EMAIL_FROM": "",
    "ALERT_EMAIL_TO": "",
    "ALERT_EMAIL_USER": "",
    "ALERT_EMAIL_PASSWORD": "",
    "DAGSTER_POSTGRES": "",
    "RUNS_AT_ONCE": "2",
    "ON_NATION": "",
    "OBJEKTLAGER": "",
}
YES = "ja"
"""How a setting that is either on or off is turned on."""
POSTGRES_SCHEME = "postgresql+psycopg2"
"""Dagster hands the address to SQLAlchemy, whose plain ``postgresql`` means another driver than the one Dagster is made for."""
_LETTER = r"(?:[^\s%:/?#@\[\]]|%(?!00)[0-9A-Fa-f]{2})"
_POSTGRES = re.compile(
    rf"{re.escape(POSTGRES_SCHEME)}://(?:{_LETTER}+(?::(?:{_LETTER}|:)*)?@)?"
    rf"(?:{_LETTER}+|\[[0-9A-Fa-f:.]+\])(?::[0-9]+)?/{_LETTER}+(?:\?[^\s#@]+)?"
)
"""An address that libpq and SQLAlchemy read as one and the same; where they differ, libpq repeats the password as it complains."""
_STORE_OPTIONS = {"region", "endpoint_override", "scheme"}
_HERE = ("127.0.0.1", "::1", "localhost")
_MAIL_PORT = 25
_FIRST_YEAR = 2006


@dataclass(frozen=True)
class Mail:
    """The mail server of the alarms, who they are from and who receives them; ``user`` is empty where none logs in."""

    host: str
    port: int
    sender: str
    receivers: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Settings:
    """Checked settings."""

    data: Path
    """Where every home lies; ``var`` unless KOMPETENS_HOME moves it."""
    source: str
    region: str
    scb_url: str
    af_data_url: str
    jobstream_url: str
    af_statistik_url: str
    ads_from: int
    contact: str
    publisher: str
    alert_webhook: str = field(default="", repr=False)
    """May hold a secret, so it is never shown."""
    alert_mail: Mail | None = None
    dagster_postgres: str = field(default="", repr=False)
    """Where Dagster keeps its history for several machines; empty for SQLite on this one. Holds a password, so it is never shown."""
    runs_at_once: int = int(DEFAULTS["RUNS_AT_ONCE"])
    """How many homes may run at the same time, in one command or in Dagster's queue on PostgreSQL."""
    on_nation: bool = False
    """Whether the run takes its county's part of what has been fetched for the whole country, instead of asking the sources."""
    object_store: str = ""
    """Where homes are kept whole for other machines, as a URI without keys; empty where they lie on this one alone."""

    @property
    def of_mode(self) -> Path:
        """Where the homes of this mode lie: one for each county, and one for the whole country."""
        return self.data / MODES[self.source]

    @property
    def home(self) -> Path:
        """The home of this mode and county."""
        return self.of_mode / self.place

    @property
    def place(self) -> str:
        """The county, or the whole country, as it is written in the settings and in the name of its folder."""
        return WHOLE_COUNTRY if self.whole_country else self.region

    @property
    def said_place(self) -> str:
        """The same, for people."""
        return WHOLE_COUNTRY if self.whole_country else f"län {self.region}"

    @property
    def whole_country(self) -> bool:
        """Whether it is the whole country that is fetched, and not a county that is run."""
        return self.region == NATION

    @property
    def made_up(self) -> bool:
        """Whether all figures are made up."""
        return self.source in (MADE_UP_COUNTY, MADE_UP_NATION)

    @property
    def origin(self) -> str:
        """What every snapshot says of where it comes from, so that made-up figures are never taken for others."""
        return "example" if self.made_up else "live"

    @property
    def home_name(self) -> str:
        """What the home is called where several share a Dagster, the same on every machine."""
        return f"{MODES[self.source]}-{self.place}"

    @property
    def public_contact(self) -> str:
        """Where readers may ask; empty when nobody has said, since what the sources are told by default leads to no one."""
        return "" if self.contact == DEFAULTS["CONTACT"] else self.contact

    @property
    def dagster_home(self) -> Path:
        """Dagster's own history and logs."""
        return self.data / "dagster"


def load(environment: Mapping[str, str] | None = None, env_file: Path | None = None) -> Settings:
    """Read and check the settings; the environment wins over ``.env``, but an empty value says nothing in either.

    Raises:
        UsageError: an unknown name, a value that cannot be, or a line that cannot be read.
    """
    given = os.environ if environment is None else environment
    from_file = read_env_file(env_file or ROOT / ".env", PREFIX)
    found = {k: v for each in (from_file, given) for k, v in each.items() if k.startswith(PREFIX) and v}
    for name in found:
        if name.removeprefix(PREFIX) not in DEFAULTS:
            near = difflib.get_close_matches(name, [PREFIX + n for n in DEFAULTS], 1, 0)
            raise UsageError(f"Inställningen {name} finns inte. Menade du {near[0]}?")
    values = {**DEFAULTS, **{k.removeprefix(PREFIX): v for k, v in found.items()}}
    data = Path(values["HOME"]).expanduser().resolve() if values["HOME"] else ROOT / "var"
    if values["HOME"] and not data.is_dir():
        raise UsageError(f"Mappen {data} i KOMPETENS_HOME finns inte. Skapa den eller rätta inställningen.")
    _require_writable_name(data)
    source, region = _known("KOMPETENS_SOURCE", values["SOURCE"], list(MODES)), _county(values["REGION"])
    # From the archive it would be called fetched today, whatever its age; and in the other no county is a part of it.
    if region == NATION and source not in ONE_COUNTRY:
        raise UsageError(
            f"{WHOLE_COUNTRY.capitalize()} hämtas i lägena {' och '.join(ONE_COUNTRY)}, inte i {source}. Ange ett av dem med --source "
            "eller KOMPETENS_SOURCE."
        )
    return Settings(
        data=data,
        source=source,
        region=region,
        scb_url=_public("SCB_URL", values["SCB_URL"]),
        af_data_url=_public("AF_DATA_URL", values["AF_DATA_URL"]),
        jobstream_url=_public("JOBSTREAM_URL", values["JOBSTREAM_URL"]),
        af_statistik_url=_public("AF_STATISTIK_URL", values["AF_STATISTIK_URL"]),
        ads_from=_year(values["ADS_FROM"]),
        contact=_header(values["CONTACT"]),
        publisher=values["PUBLISHER"],
        alert_webhook=_webhook(values["ALERT_WEBHOOK"]),
        alert_mail=_mail(
            {name: values[f"ALERT_EMAIL_{name}"] for name in ("SERVER", "FROM", "TO", "USER", "PASSWORD")}
        ),
        dagster_postgres=_postgres(values["DAGSTER_POSTGRES"]),
        on_nation=_yes("KOMPETENS_ON_NATION", values["ON_NATION"]),
        runs_at_once=_slots(values["RUNS_AT_ONCE"]),
        object_store=_store(values["OBJEKTLAGER"]),
    )


def _require_writable_name(data: Path) -> None:
    """Refuse a place whose name Python and the databases would write in different ways."""
    letters = sys.getfilesystemencoding()
    if not str(data).isascii() and letters != "utf-8":
        raise UsageError(
            f"Mappen {str(data)!a} har bokstäver utanför a–z i sitt namn, och datorn läser namn som {letters}. Sätt PYTHONUTF8=1 och "
            "kör igen, eller lägg hemmet i en mapp utan å, ä och ö."
        )


def environment_of_a_child() -> dict[str, str]:
    """Our own, and where this code lies, so that a process of ours finds it and not another that happens to be installed."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))}


def _parts(address: str) -> SplitResult:
    """The parts of an address that can be asked for.

    Raises:
        ValueError: blanks or control characters, a port that is none, or a name that cannot be looked up. They would be found when
            something is sent there, by each library in its own way.
    """
    # The split itself takes away tabs and line breaks without a word.
    if " " in address or not address.isprintable():
        raise ValueError("blank")
    parts = urlsplit(address)
    if parts.port == 0:
        raise ValueError("port")
    (parts.hostname or "").encode("idna")
    return parts


def _public(name: str, address: str) -> str:
    """A source's address, which is kept with every answer and published; the value itself is not repeated, since it may hold a secret."""
    try:
        parts = _parts(address)
        hidden = parts.username or parts.password or parts.query or parts.fragment
        right = parts.scheme in ("https", "http") and parts.hostname and not hidden
    except ValueError:
        right = False
    if not right:
        raise UsageError(
            f"{PREFIX}{name} ska vara en adress som börjar med https:// eller http://, utan mellanslag, användare, lösenord, "
            "nyckel eller annat efter ? och #: adressen publiceras. Servern ska ha ett namn som går att slå upp, och porten vara från 1 "
            "till 65535."
        )
    return address


def _webhook(address: str) -> str:
    """An address that what is sent to cannot be read on the way; the value itself is not repeated."""
    if not address:
        return ""
    try:
        parts = _parts(address)
        right = parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE))
    except ValueError:
        right = False
    if not right:
        raise UsageError(
            "KOMPETENS_ALERT_WEBHOOK ska vara en adress som börjar med https:// (http:// går bara till den egna datorn), utan "
            "mellanslag. Servern ska ha ett namn som går att slå upp, och porten vara från 1 till 65535."
        )
    return address


def _mail(given: Mapping[str, str]) -> Mail | None:
    """Server, sender and receivers together, or none of them."""
    if not any(given.values()):
        return None
    missing = [name for name in ("SERVER", "FROM", "TO") if not given[name]]
    if missing:
        raise UsageError(f"KOMPETENS_ALERT_EMAIL_{missing[0]} saknas. E-post behöver SERVER, FROM och TO.")
    if bool(given["USER"]) != bool(given["PASSWORD"]):
        raise UsageError("KOMPETENS_ALERT_EMAIL_USER och KOMPETENS_ALERT_EMAIL_PASSWORD anges båda eller ingen av dem.")
    server, host = given["SERVER"], None
    try:
        parts = _parts(f"//{server}")
        if parts.netloc == server and "@" not in server:
            host, port = parts.hostname, parts.port or _MAIL_PORT
    except ValueError:
        host = None
    if not host:
        raise UsageError(
            "KOMPETENS_ALERT_EMAIL_SERVER ska vara en server, eller server:port, till exempel post.exempel.se:587."
        )
    receivers = tuple(part.strip() for part in given["TO"].split(","))
    for name, address in [("FROM", given["FROM"]), *(("TO", receiver) for receiver in receivers)]:
        if not re.fullmatch(r"[!-~]+@[!-~]+", address):
            raise UsageError(f"KOMPETENS_ALERT_EMAIL_{name} ska vara e-postadresser, med komma emellan om de är flera.")
    return Mail(host, port, given["FROM"], receivers, given["USER"], given["PASSWORD"])


def _postgres(address: str) -> str:
    """An address with server and database; the value itself is not repeated."""
    if not address:
        return ""
    if not _POSTGRES.fullmatch(address):
        raise UsageError(
            f"KOMPETENS_DAGSTER_POSTGRES ska vara {POSTGRES_SCHEME}://användare:lösenord@server:port/databas. Tecken i lösenordet som "
            "betyder något i en adress skrivs med procent: %40 för @, %2F för /, %23 för #, %3F för ? och %25 för %."
        )
    return address


def _now() -> datetime:
    return datetime.now(UTC)


def _year(year: str) -> int:
    """The first year of ads; in one that has not begun there are none, which would be found when all else is fetched."""
    # A clock that has gone back to its beginning must not make the default wrong: then not even doctor could tell of it.
    last = max(_now().year, int(DEFAULTS["ADS_FROM"]))
    if not re.fullmatch(r"[0-9]{4}", year) or not _FIRST_YEAR <= int(year) <= last:
        raise UsageError(f"KOMPETENS_ADS_FROM ska vara ett årtal från {_FIRST_YEAR} till {last}, inte '{year}'.")
    return int(year)


def _slots(number: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,2}", number):
        raise UsageError(f"KOMPETENS_RUNS_AT_ONCE ska vara ett antal körningar från 1, inte '{number}'.")
    return int(number)


def _yes(name: str, value: str) -> bool:
    if value not in ("", YES):
        raise UsageError(f"{name} är {YES} eller inget alls, inte '{value}'.")
    return value == YES


def _store(address: str) -> str:
    """An address of a bucket or a folder; the value itself is not repeated, as somebody may have put keys in it."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        options = parse_qs(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)).keys()
        of_s3 = parts.scheme == "s3" and parts.hostname and options <= _STORE_OPTIONS
        of_folder = parts.scheme == "file" and not parts.netloc and parts.path.startswith("/") and not parts.query
        right = (of_s3 or of_folder) and "@" not in parts.netloc and not parts.fragment
    except ValueError:
        right = False
    if not right:
        raise UsageError(
            "KOMPETENS_OBJEKTLAGER ska vara s3://hink/mapp, med ?region=…, endpoint_override=… och scheme=… när det behövs, eller "
            "file:///mapp. Nycklarna skrivs inte där utan i AWS_ACCESS_KEY_ID och AWS_SECRET_ACCESS_KEY."
        )
    return address


def _header(contact: str) -> str:
    """A contact that can be sent to a source, where a header has room for Latin-1 on one line; one that readers can follow is right."""
    try:
        contact.encode("latin-1")
    except UnicodeEncodeError as error:
        odd = contact[error.start : error.end]
        raise UsageError(
            f"KOMPETENS_CONTACT skickas till källorna, som inte kan läsa '{odd}'. Skriv med bokstäverna a–ö."
        ) from error
    if not contact.isprintable() or not contact.strip():
        raise UsageError("KOMPETENS_CONTACT ska vara en rad utan radbrytning eller styrtecken.")
    if contact.startswith(("https://", "http://")):
        try:
            right = bool(_parts(contact).hostname)
        except ValueError:
            right = False
        if not right:
            raise UsageError(
                "KOMPETENS_CONTACT börjar som en webbadress och blir en länk för läsarna. Ange en hel adress utan mellanslag, en "
                "e-postadress, eller text som inte börjar med http."
            )
    return contact


def _known(name: str, value: str, choices: list[str]) -> str:
    if value not in choices:
        raise UsageError(f"{name} kan vara {', '.join(choices)}, inte '{value}'.")
    return value


def _county(code: str) -> str:
    if code.lower() == WHOLE_COUNTRY:
        return NATION
    if code not in counties():
        raise UsageError(f"Länet '{code}' finns inte. Ange länets kod med två siffror, till exempel 14.")
    return code
