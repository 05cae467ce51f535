"""What a script run sends leaves together, so that the browser draws it once.

Streamlit announces a run at its start and sends what it drew some milliseconds later. The browser
goes through the whole page for the announcement, and again for what was drawn: a fifth of the time
from a click to its answer. Most runs are over sooner than the first of these two passes.
"""

from __future__ import annotations

import asyncio
import contextlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

HELD_SECONDS = 0.02  # a longer run shows what it has
_STREAM = "/_stcore/stream"


class WholeAnswers:
    """ASGI middleware for Streamlit's WebSocket.

    Args:
        app: What the socket belongs to, and what answers everything else.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold back the messages of a run that has just begun; pass on everything else."""
        if scope["type"] != "websocket" or not scope["path"].endswith(_STREAM):
            await self.app(scope, receive, send)
            return
        outbox = _Outbox(send)
        try:
            await self.app(scope, receive, outbox.send)
        finally:
            outbox.close()


class _Outbox:
    """The messages of one socket, in their order: held from a run's start to its end."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._held: list[Message] = []
        self._sending = asyncio.Lock()
        self._timer: asyncio.Task[None] | None = None

    async def send(self, message: Message) -> None:
        kind = _kind(message)
        self._held.append(message)
        if kind == "new_session" and self._timer is None:
            self._timer = asyncio.create_task(self._release_later())
        if self._timer is None or self._timer.done() or kind in (None, "script_finished"):
            await self._release()

    def close(self) -> None:
        """The socket is gone, and with it what it was waiting for."""
        if self._timer is not None:
            self._timer.cancel()

    async def _release_later(self) -> None:
        await asyncio.sleep(HELD_SECONDS)
        with contextlib.suppress(OSError):  # left meanwhile: Streamlit learns it from its own side
            await self._release()

    async def _release(self) -> None:
        """Send what is held; whoever comes meanwhile waits, as for a slow socket."""
        async with self._sending:
            timer, self._timer = self._timer, None
            if timer not in (None, asyncio.current_task()):
                timer.cancel()
            held, self._held = self._held, []
            for message in held:
                await self._send(message)


def _kind(message: Message) -> str | None:
    """What Streamlit tells the browser; None for all but its own messages."""
    packed = message.get("bytes")
    if message["type"] != "websocket.send" or packed is None:
        return None
    return ForwardMsg.FromString(packed).WhichOneof("type")
