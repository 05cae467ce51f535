"""Many visitors at once: plain websockets that speak Streamlit's protocol to a local server."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LOCAL = "127.0.0.1"
MOST_SESSIONS, MOST_ACTIONS = 100, 30
ANSWER_SECONDS = 30
ARRIVAL_SECONDS = 0.1
"""Between two visitors who open the page."""

_WHOLE = ForwardMsg.FINISHED_SUCCESSFULLY
_PART = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY


@dataclass
class Session:
    """One visitor of a lesson whose gestures on the grid end now and then."""

    socket: ClientConnection
    page: str
    stepper_id: str = ""
    fragment_id: str = ""
    page_script_hash: str = ""
    settings: dict = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)

    async def open(self) -> None:
        """Load the whole page, find its stepper, and make the first change.

        If it completes a step of the lesson, the whole page runs once more.
        """
        await self._run(BackMsg(), until=(_WHOLE,))
        await self._run(self._stride_changed(), until=(_WHOLE, _PART))

    async def change_stride(self) -> float:
        """Let a gesture on the stride slider end; the milliseconds to the end of the answer."""
        return await self._run(self._stride_changed(), until=(_PART,))

    def _stride_changed(self) -> BackMsg:
        stride = 3 - min(self.settings["stride"][0], 2)
        self.settings["stride"] = [stride, stride]
        self.settings["echo"] = self.settings.get("echo", 0) + 1
        message = BackMsg()
        message.rerun_script.fragment_id = self.fragment_id
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self.stepper_id
        state.json_value = json.dumps({"settings": self.settings})
        return message

    async def _run(self, message: BackMsg, *, until: tuple[int, ...]) -> float:
        message.rerun_script.query_string = "lang=en"
        message.rerun_script.page_name = self.page
        message.rerun_script.page_script_hash = self.page_script_hash
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(ANSWER_SECONDS):
            while await self._next_finish() not in until:
                pass
        return 1000 * (time.perf_counter() - start)

    async def _next_finish(self) -> int | None:
        """Take a message; how a script run finished, if that is what it says."""
        answer = ForwardMsg()
        answer.ParseFromString(bytes(await self.socket.recv()))  # type: ignore[arg-type]
        kind = answer.WhichOneof("type")
        if kind == "navigation":
            self.page_script_hash = answer.navigation.page_script_hash
        elif kind == "delta" and not self.stepper_id:
            component = answer.delta.new_element.bidi_component
            if component.component_name == "grid_stepper":
                self.stepper_id = component.id
                self.fragment_id = answer.delta.fragment_id
                self.settings = json.loads(component.json)["settings"]
        return answer.script_finished if kind == "script_finished" else None


@dataclass(frozen=True, slots=True)
class Plan:
    """When a visitor comes and first acts, how often, and the seconds between two actions."""

    comes: float
    begins: float
    actions: int
    interval: float


async def _visit(address: str, page: str, all_there: asyncio.Barrier, plan: Plan) -> list[float]:
    url = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    await asyncio.sleep(plan.comes)
    async with connect(url, subprotocols=["streamlit"], max_size=None, proxy=None) as socket:  # type: ignore[list-item]
        session = Session(socket, page)
        await session.open()
        await all_there.wait()
        await asyncio.sleep(plan.begins)
        for _ in range(plan.actions):
            await asyncio.sleep(plan.interval)
            session.latencies.append(await session.change_stride())
    return session.latencies


def visit_together(
    address: str, page: str, *, sessions: int = 30, interval: float = 2.0, actions: int = 6
) -> list[float]:
    """Let visitors act on a page; the milliseconds from each action to the end of its answer.

    They act once all have opened the page: opening is another figure.

    Args:
        address: Of a server on this machine; others are refused.
        page: The page they are on.
        sessions: How many visitors, at most ``MOST_SESSIONS``; they act spread over an interval.
        interval: Seconds a visitor waits between actions.
        actions: How often each acts, at most ``MOST_ACTIONS``.
    """
    if urlsplit(address).hostname != LOCAL:
        raise ValueError(f"load goes to {LOCAL} only, not to {address}")
    sessions, actions = min(sessions, MOST_SESSIONS), min(actions, MOST_ACTIONS)

    async def everyone() -> list[float]:
        all_there = asyncio.Barrier(sessions)
        plans = (
            Plan(ARRIVAL_SECONDS * i, interval * i / sessions, actions, interval)
            for i in range(sessions)
        )
        visits = (_visit(address, page, all_there, plan) for plan in plans)
        return [latency for latencies in await asyncio.gather(*visits) for latency in latencies]

    return asyncio.run(everyone())
