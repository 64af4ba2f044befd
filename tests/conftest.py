"""How all tests run: what is generated, how long it may take, and that nothing leaves here."""

from __future__ import annotations

import os
import socket
import sys

from hypothesis import settings

# Machines are noisy: no test asserts a time, and neither does Hypothesis. Where a change is judged,
# the same examples come every time; elsewhere new ones are tried with every run.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

_HERE = ("127.", "::1", "localhost", "0.0.0.0")


def _stay_here(event: str, args: tuple[object, ...]) -> None:
    """Refuse whatever would go beyond the loopback, in whichever thread."""
    if event == "socket.connect":
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if host is not None and not str(host).startswith(_HERE):
        raise socket.gaierror(socket.EAI_NONAME, f"tests have no network: {host}")


sys.addaudithook(_stay_here)
