"""``kompetens cutpoints``: the limits between points as the home's tables give them, for a person to review and freeze."""

from __future__ import annotations

import pyarrow.parquet as pq

from assets.contracts.assessment import SIGNALS
from assets.home import Home
from assets.reference import CUT_POINTS_VERSION, NOT_REVIEWED, cut_points
from pipelines.errors import OK, STOPPED
from pipelines.say import Say
from pipelines.settings import Settings

_COUNTIES = "staged.anstallda_ssyk4"


def cutpoints(settings: Settings, say: Say) -> int:
    """Print the limits as the reference file wants them, and how far they are from those in use.

    Nothing is written: limits are frozen, and a new version is a person's decision.

    Args:
        settings: whose home is read.
        say: prints a line.

    Returns:
        0, or 1 when the tables are not made yet.
    """
    home = Home(settings.home)
    paths = [home.table(table) for table in (SIGNALS.id, _COUNTIES)]
    if not all(path.is_file() for path in paths):
        say(f"Tabellerna som gränserna räknas på finns inte i {home.data}. Kör först kompetens run.")
        return STOPPED
    from assets.marts.assessment.cut_points import made_cut_points

    made = made_cut_points(*(pq.read_table(path) for path in paths))
    example = settings.source == "example"
    status, figures = ("EXEMPELDATA", "påhittade tal") if example else ("preliminär", "källornas egna tal")
    say("indikator,c25,c50,c75,celler,period,raknad_pa,status,granskad_av")
    for row in made.itertuples(index=False):
        limits = f"{row.indikator},{row.c25},{row.c50},{row.c75},{row.celler},{row.period}"
        say(f"{limits},{figures} för {row.lan} län,{status},{NOT_REVIEWED}")
    now = cut_points()
    say("")
    say(f"# Gränser i bruk: version {CUT_POINTS_VERSION}. Mitten (c50) nu och enligt den versionen:")
    for row in made.itertuples(index=False):
        say(
            f"#   {row.indikator}: {row.c50} mot {now[str(row.indikator)].points[1]} ({now[str(row.indikator)].status})"
        )
    say(
        "# Ska gränserna bytas: spara raderna ovanför som assets/reference/granser_vN.csv, låt någon granska dem och skriva "
        "fastställd och sitt namn, höj CUT_POINTS_VERSION och kör "
        "den gamla versionen bredvid en utgåva. Exempeldata får aldrig bli gränser."
    )
    return OK
