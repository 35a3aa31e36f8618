"""``kompetens``: run, ui, show, serve, fetch, doctor, form, import, quarantine, accept, reject, trial, backtest."""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from assets.errors import HomeError, UsageError
from assets.reference.council_form import FIRST_TURN, TURNS
from pipelines.errors import INTERNAL, INTERRUPTED, STOPPED, WRONG_USE, disk_full, disk_is_full, spoken_errors
from pipelines.settings import DEFAULTS, EVERY_COUNTY, MODES, YES, Settings, environment_of_a_child, load


class _Parser(argparse.ArgumentParser):
    """Faults are one Swedish sentence and exit code 2."""

    def error(self, message: str) -> NoReturn:
        print(f"Kommandot kunde inte tolkas: {message}. Kör {self.prog} --help.", file=sys.stderr)
        raise SystemExit(WRONG_USE)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="kompetens", description="Kompetensbehov: hämta, kontrollera, räkna och publicera.")
    common = _Parser(add_help=False)
    common.add_argument("--debug", action="store_true", help="visa felets hela spår")
    world = _Parser(add_help=False)
    world.add_argument("--source", help=f"{', '.join(MODES)} (annars KOMPETENS_SOURCE)")
    world.add_argument(
        "--region",
        help="länets kod, två siffror (annars KOMPETENS_REGION); run tar också flera med komma emellan, alla, eller riket; ui tar riket; "
        "fetch tar alla och riket; serve tar alla",
    )
    verbs = parser.add_subparsers(
        dest="verb",
        required=True,
        metavar="run|ui|show|serve|fetch|doctor|form|import|quarantine|accept|reject|trial|backtest",
    )
    run = verbs.add_parser("run", parents=[common, world], help="hela flödet: hämta, kontrollera, räkna, publicera")
    run.add_argument("--edition", metavar="ÅÅÅÅ-MM", help="frys en utgåva")
    run.add_argument("--correction", metavar="SKÄL", help="rätta den frysta utgåvan; den gamla ändras inte")
    run.add_argument(
        "--only", default="", metavar="NAMN", help="delregioner, rapporter eller tabeller, med komma emellan"
    )
    run.add_argument("--require-fresh", action="store_true", help="sluta med kod 3 om en källa inte går att läsa")
    run.add_argument(
        "--on-nation", action="store_true", help="ta länets del av det som är hämtat för riket; ingen källa frågas"
    )
    ui = verbs.add_parser("ui", parents=[common, world], help="Dagsters gränssnitt med schema, på den här datorn")
    ui.add_argument("--port", type=int, default=3000)
    show = verbs.add_parser("show", parents=[common, world], help="förklara talen för ett yrke i en delregion")
    show.add_argument("delregion", metavar="DELREGION", help="delregionens kod eller namn, eller lan för länet")
    show.add_argument(
        "occupation",
        metavar="YRKE",
        help="SSYK-kod med tre eller fyra siffror, redovisningsgruppens kod, ett yrkes eller AF-yrkesområdes namn",
    )
    show.add_argument("--origin", action="store_true", help="visa också hur talen är sammansatta och alla underlag")
    serve = verbs.add_parser(
        "serve", parents=[common, world], help="visa det publicerade i webbläsaren, på den här datorn"
    )
    serve.add_argument("--port", type=int, default=8000)
    verbs.add_parser(
        "fetch",
        parents=[common, world],
        help="hämta ur objektlagret det som andra datorer har publicerat, utan att köra",
    )
    doctor = verbs.add_parser(
        "doctor", parents=[common, world], help="vad som är installerat, låst, nåbart, hämtat och färskt"
    )
    doctor.add_argument(
        "--live", action="store_true", help="de skarpa källorna och deras hem; varje tabell jämförs med katalogen"
    )
    doctor.add_argument("--json", action="store_true", help="samma sak för övervakning, som JSON; frågar ingen källa")
    form = verbs.add_parser("form", parents=[common, world], help="ett formulär för ett kompetensråd att fylla i")
    form.add_argument("delregion", metavar="DELREGION", help="delregionens kod eller namn")
    form.add_argument(
        "--turn",
        choices=TURNS,
        default=FIRST_TURN,
        help="1 utan statistik (annars), 2 med statistiken och rådets egna svar bredvid",
    )
    form.add_argument(
        "--back", default="", metavar="ÅÅÅÅ-MM-DD", help="när det önskas tillbaka (annars om fyra veckor)"
    )
    taken = verbs.add_parser("import", parents=[common, world], help="läs in ett ifyllt formulär")
    taken.add_argument("file", metavar="FIL", help="det ifyllda formuläret (.xlsx)")
    verbs.add_parser(
        "quarantine", parents=[common, world], help="svar från källor som väntar på beslut, och vad som skiljer"
    )
    for verb, what in (("accept", "använd"), ("reject", "använd inte")):
        decision = verbs.add_parser(verb, parents=[common, world], help=f"{what} ett svar som ligger i karantän")
        decision.add_argument("table", metavar="UNDERLAG", help="som kompetens quarantine skriver det")
        decision.add_argument(
            "--reason", required=True, metavar="SKÄL", help="visas för läsarna, med ditt namn och tiden"
        )
    verbs.add_parser(
        "trial", parents=[common, world], help="vad som har förtjänat en plats i signalpoängen, på tabellerna som finns"
    )
    verbs.add_parser(
        "backtest", parents=[common, world], help="hur bra framskrivningarna har träffat, på registren som finns"
    )
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Entry point; returns the exit code, as the README lists them."""
    for stream in (sys.stdout, sys.stderr):
        # On Windows, and under cron, a stream may lack a letter or a sign; what is printed matters more than that one.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        code = _dispatch(options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever reads us, head or a pager, has seen enough; Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    except KeyboardInterrupt:
        print(
            "Avbruten. Det som var publicerat är kvar; nästa körning fortsätter från det som hämtats.", file=sys.stderr
        )
        return INTERRUPTED
    except Exception as error:
        if options.debug:
            raise
        if any(disk_is_full(str(each)) for each in _chain(error)):
            print(disk_full("hemmet"), file=sys.stderr)
            return STOPPED
        if type(error).__name__ not in spoken_errors():
            print(f"Internt fel: {type(error).__name__}: {error}. Kör igen med --debug.", file=sys.stderr)
            return INTERNAL
        print(str(error), file=sys.stderr)
        return WRONG_USE if isinstance(error, UsageError | HomeError) else STOPPED


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _dispatch(options: argparse.Namespace) -> int:
    environment = dict(os.environ)
    given = {"KOMPETENS_SOURCE": options.source, "KOMPETENS_REGION": options.region}
    environment.update({name: value for name, value in given.items() if value is not None})
    if options.verb == "run":
        from pipelines.asked_edition import require_sense

        require_sense(options.edition, options.correction, options.only)
        if options.on_nation:
            environment["KOMPETENS_ON_NATION"] = YES
    if options.verb == "doctor" and options.live:
        if options.source not in (None, "live"):
            raise UsageError(f"--live gäller de skarpa källorna. Ta bort --live eller --source {options.source}.")
        environment["KOMPETENS_SOURCE"] = "live"
    several = _SEVERAL_COUNTIES.get(options.verb)
    if several and (found := several(environment, options)) is not None:
        return found
    settings = load(environment)
    if settings.whole_country and options.verb not in _OF_THE_COUNTRY:
        raise UsageError(f"kompetens {options.verb} gäller ett län. Ange länets kod med --region.")
    return _OF_ONE_PLACE[options.verb](settings, options)


def _run_several(environment: Mapping[str, str], options: argparse.Namespace) -> int | None:
    from pipelines.asked_edition import require_possible_somewhere
    from pipelines.counties import asked, run_each, tell_in_dagster
    from pipelines.own_process import own_process

    codes = asked(environment.get("KOMPETENS_REGION", ""))
    if len(codes) < 2:
        return None
    one = load({**environment, "KOMPETENS_REGION": codes[0]})
    require_possible_somewhere([replace(one, region=code) for code in codes], options.edition, options.correction)
    return run_each(one, codes, _run_arguments(options), _aloud, own_process, tell_in_dagster)


def _serve_every(environment: Mapping[str, str], options: argparse.Namespace) -> int | None:
    if (mode := _of_every_county(environment)) is None:
        return None
    from pipelines.serve import serve_nation

    return serve_nation(mode.of_mode, options.port, _aloud)


def _fetch_every(environment: Mapping[str, str], options: argparse.Namespace) -> int | None:
    if (mode := _of_every_county(environment)) is None:
        return None
    from pipelines.stored_homes import fetch

    return fetch(mode, _aloud, every=True)


def _of_every_county(environment: Mapping[str, str]) -> Settings | None:
    """The settings when every county is meant; which place stands in them then means nothing."""
    if environment.get("KOMPETENS_REGION", "").lower() != EVERY_COUNTY:
        return None
    return load({**environment, "KOMPETENS_REGION": DEFAULTS["REGION"]})


def _doctor(settings: Settings, options: argparse.Namespace) -> int:
    from pipelines.instance import connect

    connect(settings)
    if options.json:
        if options.live:
            raise UsageError("--json frågar ingen källa. Kör kompetens doctor --live för sig.")
        from pipelines.monitoring import print_state

        return print_state(settings, print)
    from pipelines.doctor import report

    return report(settings, _aloud, live=options.live)


def _show(settings: Settings, options: argparse.Namespace) -> int:
    from pipelines.show import show

    return show(settings, options.delregion, options.occupation, options.origin, print)


def _serve(settings: Settings, options: argparse.Namespace) -> int:
    from assets.home import Home
    from pipelines.serve import serve

    return serve(Home(settings.home).published, options.port, _aloud)


def _fetch(settings: Settings, _: argparse.Namespace) -> int:
    from pipelines.stored_homes import fetch

    return fetch(settings, _aloud, every=False)


def _quarantine(settings: Settings, _: argparse.Namespace) -> int:
    from pipelines.quarantine import waiting

    return waiting(settings, print)


def _decide(settings: Settings, options: argparse.Namespace) -> int:
    from pipelines.quarantine import decide

    return decide(settings, options.table, options.reason, accept=options.verb == "accept", say=print)


def _form(settings: Settings, options: argparse.Namespace) -> int:
    from pipelines.council_forms import give_out

    return give_out(settings, options.delregion, options.turn, options.back, Path.cwd(), print)


def _import(settings: Settings, options: argparse.Namespace) -> int:
    from pipelines.council_forms import take_in_file

    return take_in_file(settings, options.file, print)


def _trial(settings: Settings, _: argparse.Namespace) -> int:
    from pipelines.trial import trial

    return trial(settings, print)


def _backtest(settings: Settings, _: argparse.Namespace) -> int:
    from pipelines.backtest import backtest

    return backtest(settings, print)


def _aloud(text: str) -> None:
    # In one piece: counties that run side by side speak through it.
    print(f"{text}\n", end="", flush=True)


def _run_arguments(options: argparse.Namespace) -> list[str]:
    """What a county's run is asked when there are several: all that was asked but the county and the source."""
    given = {"--edition": options.edition, "--correction": options.correction, "--only": options.only}
    flags = {"--require-fresh": options.require_fresh, "--debug": options.debug}
    return [word for name, value in given.items() if value for word in (name, value)] + [
        f for f, on in flags.items() if on
    ]


def _begin(settings: Settings) -> None:
    """Say where we are, and let the child processes of the UI read the same settings."""
    os.environ.update({"KOMPETENS_SOURCE": settings.source, "KOMPETENS_REGION": settings.place})
    print(_headline(settings), flush=True)


def _run(settings: Settings, options: argparse.Namespace) -> int:
    _begin(settings)
    from pipelines.asked_edition import require_possible
    from pipelines.instance import anchor
    from pipelines.run import Order, execute

    if settings.whole_country and (options.edition or options.only or options.on_nation):
        raise UsageError("Riket hämtas bara, i sin helhet. Ta bort --edition, --only och --on-nation.")
    require_possible(settings, options.edition, options.correction)
    alone = settings.source == "live" and not settings.on_nation
    if alone and not (settings.home / "raw" / "af_annonser").is_dir():
        print(
            f"Första körningen hämtar annonsarkiven från {settings.ads_from}: omkring 0,9 GB och ett par minuter per år. "
            "Alla öppna annonser är omkring 0,4 GB till.",
            flush=True,
        )
    anchor(settings)
    if settings.whole_country:
        from pipelines.progress import Shown
        from pipelines.whole_country import fetch_whole_country

        return fetch_whole_country(settings, options.require_fresh, options.debug, _aloud, Shown(sys.stderr))
    order = Order(options.edition or "", options.correction or "", options.only, options.require_fresh, options.debug)
    return execute(settings, order, _aloud)


def _headline(settings: Settings) -> str:
    if settings.made_up:
        return (
            f"EXEMPELDATA: alla tal är påhittade (läget {settings.source}, {settings.said_place}). Hem: {settings.home}"
        )
    return f"Läget {settings.source}, {settings.said_place}. Hem: {settings.home}"


def _ui(settings: Settings, options: argparse.Namespace) -> int:
    from pipelines.instance import anchor, read_log_from_now
    from pipelines.serve import usable_port

    port = usable_port(options.port)
    _begin(settings)
    anchor(settings)
    read_log_from_now()
    print(f"Öppna http://127.0.0.1:{port}/asset-groups i webbläsaren. Avsluta med Ctrl-C.", flush=True)
    workspace = str(settings.dagster_home / "workspace.yaml")
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "pipelines.local_ui",
        "-w",
        workspace,
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    # From its own home: it warns of a dagster.yaml in the folder where it starts that is not the one in use. What it starts
    # must find this code, and not another that happens to be installed.
    os.environ["KOMPETENS_HOME"] = str(settings.data)
    os.environ.update(environment_of_a_child())
    if os.name == "posix":
        # Becoming the process, instead of starting a child, lets a signal to us reach Dagster and all it has started.
        os.chdir(settings.dagster_home)
        os.execv(command[0], command)
    return subprocess.call(command, cwd=settings.dagster_home)


_OF_ONE_PLACE: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {
    "run": _run,
    "ui": _ui,
    "show": _show,
    "serve": _serve,
    "fetch": _fetch,
    "doctor": _doctor,
    "form": _form,
    "import": _import,
    "quarantine": _quarantine,
    "accept": _decide,
    "reject": _decide,
    "trial": _trial,
    "backtest": _backtest,
}
"""What each verb does with one county, or with the whole country where it is one of ``_OF_THE_COUNTRY``."""
_OF_THE_COUNTRY = ("run", "ui", "fetch", "quarantine", "accept", "reject")
_SEVERAL_COUNTIES: Mapping[str, Callable[[Mapping[str, str], argparse.Namespace], int | None]] = {
    "run": _run_several,
    "serve": _serve_every,
    "fetch": _fetch_every,
}
"""What some of them do with several counties; None when one is meant."""
