"""Drawing with matplotlib, as SVG that goes into a page: same input, same bytes, nothing fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import escape
from typing import Any

INK, LINE, MARK, GROUND = "#1B1B1B", "#6B7785", "#1F4E79", "#F3F4F5"
STEPS = ("#EEF4FA", "#D3E3F2", "#AFCDE7", "#86B3DA")
"""One hue, light to dark; every area also carries its value in figures."""
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "kompetensbehov",
    "font.family": ["sans-serif"],
    # Every label repeats the whole list of this family.
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}
_FONT = "font-family: 'DejaVu Sans', sans-serif; "
"""As every label says it; the picture says it once for all."""


def svg(
    width: float, height: float, name: str, alt_text: str, draw: Callable[[Any, Any], None], frame: bool = True
) -> str:
    """Draw a figure.

    Args:
        width: inches.
        height: inches.
        name: prefix of every id in the figure; unique within a page.
        alt_text: what a reader who does not see the picture is told.
        draw: is given the figure and its only axes.
        frame: leave room for labels outside the axes.

    Returns:
        An ``svg`` element that scales with the page and is one image to a screen reader.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context():
        # A person's own matplotlibrc must not change what is published.
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        figure = Figure(figsize=(width, height), layout="constrained" if frame else None)
        FigureCanvasSVG(figure)
        draw(figure, figure.add_subplot() if frame else figure.add_axes((0, 0, 1, 1)))
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return _embeddable(buffer.getvalue(), name, alt_text)


def _embeddable(text: str, name: str, alt_text: str) -> str:
    body = text[text.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r"(\d+\.\d)\d+", r"\1", body)
    # The county's page must stay small: what follows a move is a line without being called so, unless there are curves.
    body = re.sub(r' d="M[^"CQ]+"', lambda path: re.sub(r"\s+L ", " ", path.group()), body)
    body = re.sub(r"\n\s+", "\n", body).replace(_FONT, "")
    body = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', body)
    body = re.sub(r'(href="#|url\(#)', rf"\g<1>{name}-", body)
    body = re.sub(r'(<svg[^>]*?) width="[^"]+"', r"\1", body, count=1)
    body = re.sub(r'(<svg[^>]*?) height="[^"]+"', r"\1", body, count=1)
    label = f'<svg role="img" aria-label="{escape(alt_text)}" style="{_FONT}"'
    return body.replace("<svg", label, 1).strip()
