"""A slow line to a server on this machine: what passes is late, and takes its time.

Chromium's own emulation now and then stops a page with a hundred requests in flight; a line that
delays every byte of every connection does not.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from tests.browser.server import HOST

BITS_A_SECOND = 1_600_000
THERE_AND_BACK_SECONDS = 0.150
CHUNK = 1460  # as much as one packet carries


class _Line:
    """One direction, shared by all connections."""

    def __init__(self) -> None:
        self._free_at = 0.0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass on what comes, each packet at its time."""
        loop = asyncio.get_running_loop()
        late: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(maxsize=64)
        delivery = asyncio.create_task(self._deliver(late, writer))
        try:
            while data := await reader.read(CHUNK):
                self._free_at = max(self._free_at, loop.time()) + 8 * len(data) / BITS_A_SECOND
                await late.put((self._free_at + THERE_AND_BACK_SECONDS / 2, data))
        except ConnectionError:
            pass
        await late.put((loop.time() + THERE_AND_BACK_SECONDS / 2, b""))
        await delivery

    async def _deliver(
        self, late: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter
    ) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due, data = await late.get()
            await asyncio.sleep(due - loop.time())
            if not data:
                writer.close()
                return
            writer.write(data)


@contextmanager
def slow_line(address: str) -> Iterator[str]:
    """Yields an address at which the server of another is reached over a slow line."""
    port = urlsplit(address).port
    loop = asyncio.new_event_loop()
    down, up = _Line(), _Line()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(THERE_AND_BACK_SECONDS / 2)  # a connection is made before it is used
        to_server = await asyncio.open_connection(HOST, port)
        with suppress(asyncio.CancelledError):  # hung up
            await asyncio.gather(up.carry(reader, to_server[1]), down.carry(to_server[0], writer))

    async def hang_up() -> None:
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    # In a thread of its own: where a browser is driven, another loop runs already.
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = asyncio.run_coroutine_threadsafe(asyncio.start_server(connect, HOST, 0), loop)
    server = listening.result()
    try:
        yield f"http://{HOST}:{server.sockets[0].getsockname()[1]}"
    finally:
        asyncio.run_coroutine_threadsafe(hang_up(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
