"""Many visitors at once: plain websockets that speak Streamlit's protocol to a local server."""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LOCAL = "127.0.0.1"
MOST_SESSIONS, MOST_ACTIONS = 50, 30
ANSWER_SECONDS = 30


@dataclass
class Session:
    """One visitor of a page who switches its language now and then."""

    socket: ClientConnection
    page: str
    switch_id: str = ""
    latencies: list[float] = field(default_factory=list)

    async def run_script(self, chosen: str | None = None) -> float:
        """Ask for a run and wait for its end; returns the milliseconds it took."""
        message = BackMsg()
        client = message.rerun_script
        client.query_string = "lang=en"
        client.page_name = self.page
        if chosen is not None:
            state = client.widget_states.widgets.add()
            state.id = self.switch_id
            state.string_array_value.data.append(chosen)
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(ANSWER_SECONDS):
            while not await self._script_finished():
                pass
        return 1000 * (time.perf_counter() - start)

    async def _script_finished(self) -> bool:
        answer = ForwardMsg()
        answer.ParseFromString(bytes(await self.socket.recv()))  # type: ignore[arg-type]
        if answer.WhichOneof("type") == "delta":
            element = answer.delta.new_element
            if element.WhichOneof("type") == "button_group" and not self.switch_id:
                self.switch_id = element.button_group.id
        return answer.WhichOneof("type") == "script_finished"


async def _visit(
    address: str, page: str, *, delay: float, interval: float, actions: int
) -> list[float]:
    url = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    await asyncio.sleep(delay)
    async with connect(url, subprotocols=["streamlit"], max_size=None, proxy=None) as socket:  # type: ignore[list-item]
        session = Session(socket, page)
        await session.run_script()
        for language in itertools.islice(itertools.cycle(("中文", "English")), actions):
            await asyncio.sleep(interval)
            session.latencies.append(await session.run_script(language))
    return session.latencies


def visit_together(
    address: str, page: str, *, sessions: int = 30, interval: float = 2.0, actions: int = 6
) -> list[float]:
    """Let visitors act on a page; the milliseconds from each action to the end of its answer.

    Args:
        address: Of a server on this machine; others are refused.
        page: The page they are on.
        sessions: How many visitors, at most ``MOST_SESSIONS``; they come spread over an interval.
        interval: Seconds a visitor waits between actions.
        actions: How often each acts, at most ``MOST_ACTIONS``.
    """
    if urlsplit(address).hostname != LOCAL:
        raise ValueError(f"load goes to {LOCAL} only, not to {address}")
    sessions, actions = min(sessions, MOST_SESSIONS), min(actions, MOST_ACTIONS)

    async def everyone() -> list[float]:
        visits = (
            _visit(address, page, delay=interval * i / sessions, interval=interval, actions=actions)
            for i in range(sessions)
        )
        return [latency for latencies in await asyncio.gather(*visits) for latency in latencies]

    return asyncio.run(everyone())
