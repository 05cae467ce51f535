"""The messages of a short run leave together; nothing is lost, reordered or kept for long."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.ui import whole_answers
from pages.ui.whole_answers import WholeAnswers
from tests.coroutines import run_apart

STREAM: Scope = {"type": "websocket", "path": "/school/_stcore/stream"}


def beginning() -> Message:
    message = ForwardMsg()
    message.new_session.name = "main"
    return packed(message)


def drawn(number: int) -> Message:
    message = ForwardMsg()
    message.delta.new_element.empty.SetInParent()
    message.metadata.delta_path.append(number)
    return packed(message)


def end() -> Message:
    message = ForwardMsg(script_finished=ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
    return packed(message)


def packed(message: ForwardMsg) -> Message:
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


async def nothing() -> Message:
    raise AssertionError("nobody receives here")


class Wire:
    """What has reached the browser."""

    def __init__(self) -> None:
        self.sent: list[Message] = []

    async def send(self, message: Message) -> None:
        await asyncio.sleep(0)  # others may come in between
        self.sent.append(message)

    def carry(self, script, scope: Scope = STREAM) -> None:
        async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
            await script(self, send)

        run_apart(WholeAnswers(app)(scope, nothing, self.send))


def test_a_short_run_leaves_at_its_end_and_in_order(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(whole_answers, "HELD_SECONDS", 60.0)
    run = [beginning(), drawn(0), drawn(1), end()]

    async def script(wire: Wire, send: Send) -> None:
        for message in run[:-1]:
            await send(message)
            assert wire.sent == []
        await send(run[-1])
        assert wire.sent == run
        await send(drawn(9))  # outside a run: at once
        assert wire.sent == [*run, drawn(9)]
        await send(beginning())
        assert len(wire.sent) == 5  # the next run is held anew
        await send(end())

    wire = Wire()
    wire.carry(script)
    assert len(wire.sent) == 7


def test_a_long_run_shows_what_it_has():
    async def script(wire: Wire, send: Send) -> None:
        await send(beginning())
        await send(drawn(0))
        async with asyncio.timeout(10):
            while len(wire.sent) < 2:
                await asyncio.sleep(0.005)
        await send(drawn(1))
        assert wire.sent == [beginning(), drawn(0), drawn(1)]

    Wire().carry(script)


@pytest.mark.parametrize("tasks", [2, 20])
def test_messages_of_many_tasks_keep_their_order(tasks: int):
    messages = [beginning(), *map(drawn, range(tasks)), end()]

    async def script(wire: Wire, send: Send) -> None:
        await asyncio.gather(*map(send, messages))
        assert wire.sent == messages

    Wire().carry(script)


def test_a_close_comes_after_what_was_held(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(whole_answers, "HELD_SECONDS", 60.0)
    close = {"type": "websocket.close", "code": 1000}

    async def script(wire: Wire, send: Send) -> None:
        await send(beginning())
        await send(close)
        assert wire.sent == [beginning(), close]

    Wire().carry(script)


def test_a_socket_that_is_gone_sends_no_more(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(whole_answers, "HELD_SECONDS", 0.01)

    async def script(_wire: Wire, send: Send) -> None:
        await send(beginning())

    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await script(wire, send)

    async def visit() -> None:
        await WholeAnswers(app)(STREAM, nothing, wire.send)
        await asyncio.sleep(0.05)

    wire = Wire()
    run_apart(visit())
    assert wire.sent == []


def test_other_sockets_are_left_alone():
    async def script(wire: Wire, send: Send) -> None:
        await send({"type": "websocket.send", "bytes": b"not of Streamlit"})
        assert len(wire.sent) == 1

    Wire().carry(script, {"type": "websocket", "path": "/live"})
