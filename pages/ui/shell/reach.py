"""The address by which a phone in the same network reaches what this machine calls localhost."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from lessons.machinery.languages import Language, asked_for
from lessons.machinery.strings import STRINGS
from pages.ui.shell import qr
from pages.ui.shell.language import PARAMETER

Hindrance = Literal["", "only_here", "no_network"]
"""Why no phone opens it: the server answers this machine only, or the machine is in no network."""

# Where a datagram would leave this machine if one were sent to these.
_PRIVATE = ("10.255.255.255", "192.168.255.255", "172.31.255.255")


@dataclass(frozen=True, slots=True)
class Reached:
    """An address to hand out.

    Attributes:
        address: What others open; as it was where nothing better is known.
        replaced_host: The host only this machine knows, where another took its place.
        hindrance: Why others cannot open it all the same, or ``""``.
    """

    address: str
    replaced_host: str | None = None
    hindrance: Hindrance = ""


def lan_host() -> str | None:
    """This machine's address in its network; None without one. Nothing is sent."""
    for target in _PRIVATE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((target, 9))
            except OSError:
                continue
            host = ip_address(probe.getsockname()[0])
        if not (host.is_loopback or host.is_unspecified or host.is_link_local):
            return str(host)
    return None


def listens_to() -> str | None:
    """The only host that the server answers, None where it answers all."""
    return st.get_option("server.address")


def reachable(
    address: str,
    *,
    lan: Callable[[], str | None] = lan_host,
    listens: Callable[[], str | None] = listens_to,
) -> Reached:
    """The address with a host that other machines know; port, path and parameters as they are.

    Raises:
        ValueError: If it is no address of a page.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"not the address of a page: {address[:80]}")
    if not _is_own(parts.hostname):
        return Reached(address)
    if (only := listens()) and _is_own(only) and not _is_every(only):
        return Reached(address, hindrance="only_here")
    if (host := lan()) is None:
        return Reached(address, hindrance="no_network")
    port = f":{parts.port}" if parts.port else ""
    return Reached(parts._replace(netloc=host + port).geturl(), replaced_host=parts.hostname)


def said(reached: Reached, language: Language) -> str:
    """What whoever hands the address out should know of it, or ``""``."""
    if reached.hindrance:
        return STRINGS.get(f"share.reach_{reached.hindrance}", language)
    if reached.replaced_host:
        return STRINGS.get("share.reach_replaced", language, host=reached.replaced_host)
    return ""


def _is_own(host: str) -> bool:
    """Whether each machine means itself by it."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        named = ip_address(host)
    except ValueError:
        return False
    return named.is_loopback or named.is_unspecified


def _is_every(host: str) -> bool:
    return host in ("0.0.0.0", "::")


def routes() -> list[Route]:
    """Where a page asks for the QR code of what it shows now: its address changes without it."""
    return [Route("/share/reach", _reach)]


async def _reach(request: Request) -> Response:
    """``?address=`` as others open it, what to know of it (in ``?lang=``) and its code, as JSON."""
    language = asked_for(request.query_params.get(PARAMETER)) or "en"
    try:
        reached = reachable(request.query_params.get("address", ""))
        code = qr.svg(reached.address)
    except ValueError as problem:
        return PlainTextResponse(str(problem), status_code=400)
    told = {"address": reached.address, "said": said(reached, language), "svg": code}
    return JSONResponse(told, headers={"cache-control": "no-store"})
