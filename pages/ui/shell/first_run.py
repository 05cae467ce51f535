"""A page as the server sends it to a visitor who has just come, without a browser."""

from __future__ import annotations

import asyncio

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance
from streamlit.runtime.session_manager import SessionClient

AT_MOST_SECONDS = 20


class _Listener(SessionClient):
    """Keeps what a browser would draw."""

    def __init__(self) -> None:
        self.messages: list[ForwardMsg] = []
        self.is_over = asyncio.Event()

    @property
    def client_context(self) -> None:
        """No cookies, no headers."""
        return

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Take a message."""
        self.messages.append(msg)
        if msg.WhichOneof("type") == "script_finished":
            self.is_over.set()


async def first_run(page_id: str, query: str) -> list[ForwardMsg]:
    """What a page sends in its first run; call it where Streamlit's own event loop runs.

    Args:
        page_id: "" is home.
        query: The parameters of the address, as ``lang=en&stride=2``.

    Raises:
        TimeoutError: If the page is not drawn in time.
    """
    runtime, listener = get_instance(), _Listener()
    session_id = runtime.connect_session(listener, user_info={})
    try:
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page_id
        runtime.handle_backmsg(session_id, message)
        async with asyncio.timeout(AT_MOST_SECONDS):
            await listener.is_over.wait()
    finally:
        runtime.close_session(session_id)
    return listener.messages
