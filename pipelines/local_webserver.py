"""Dagster's web server for whoever sits at this computer, and for no page but its own.

Dagster's answers whoever asks. Any page that is open in the same browser could ask it to start a run, and a page whose name is
made to lead to this computer could read all that it shows. Run as ``python -m pipelines.local_webserver`` it takes the same words as
``python -m dagster_webserver``.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from dagster_webserver import cli
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_NAMES = ("127.0.0.1", "localhost")
_GRAPHQL = "/graphql"
_HERE = ("", "none", "same-origin")
"""What a browser says of a question that no other page has asked; nothing is said by a program, and by an old browser."""
_LINK = ("GET", "navigate", "document")
"""How a browser opens a page of its own from a link somewhere else."""
_POLICY_VIOLATION = 1008
_NOT_OURS = "Gränssnittet svarar bara sina egna sidor."


class OwnPagesOnly:
    """Lets through to the application what its own pages ask, and what programs on this computer do."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse with one sentence; a connection that is to stay open is refused before it is."""
        refusal = "" if scope["type"] == "lifespan" else refused(scope)
        if not refusal:
            await self._application(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": ""})
        else:
            await PlainTextResponse(f"{refusal}\n", HTTPStatus.FORBIDDEN)(scope, receive, send)


def refused(scope: Scope) -> str:
    """Why a question is not answered, as a Swedish sentence; empty when it is.

    Args:
        scope: of a question or a connection that is to stay open, as ASGI has it.
    """
    headers = Headers(scope=scope)
    port = scope["server"][1]
    allowed = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == 80 else set())
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    if len(hosts) != 1 or hosts[0].lower() not in allowed:
        return f"Gränssnittet svarar bara på adressen http://127.0.0.1:{port}."
    if origins not in ([], [f"http://{hosts[0].lower()}"]):
        return _NOT_OURS
    site = headers.get("sec-fetch-site", "")
    if scope["type"] == "websocket":
        # A browser always says whose page it is that opens one, and not all of them count ws and http as the same place.
        return "" if origins or site in _HERE else _NOT_OURS
    is_graphql = scope["path"].rstrip("/").endswith(_GRAPHQL)
    if is_graphql and scope["method"] != "POST":
        return "Frågor till gränssnittet måste skickas med POST."
    link = (scope["method"], headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")) == _LINK
    return "" if site in _HERE or link else _NOT_OURS


def main() -> None:
    """Dagster's own command, with what guards it around the application that it makes."""
    # The command has no setting for it. Where it no longer looks the maker up by this name it ends here, or tests see it.
    command: Any = cli
    make = command.create_app_from_workspace_process_context

    def guarded(*given: Any, **named: Any) -> OwnPagesOnly:
        return OwnPagesOnly(make(*given, **named))

    command.create_app_from_workspace_process_context = guarded
    command.main()


if __name__ == "__main__":
    main()
