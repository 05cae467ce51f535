"""Where training runs: submit a run, follow its events, command it.

```python
engine = the_engine()
job_id = engine.submit(config.as_dict(), session_id)
async for number, event in engine.events(job_id): ...
```

A Dask cluster does the work: worker processes on this machine, or the cluster that
``DASK_SCHEDULER_ADDRESS`` names. The engine has an event loop of its own on a thread of its own;
its methods may be called from any thread, the asynchronous ones from any event loop.
"""

from __future__ import annotations

import asyncio
import atexit
import functools
import json
import logging
import pickle
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from cnncore.jobs.cluster import configure
from cnncore.jobs.coordinator import Coordinator, EngineState
from cnncore.jobs.errors import EngineError
from cnncore.jobs.history import Entry
from cnncore.jobs.job import Job
from cnncore.jobs.settings import EngineSettings
from cnncore.jobs.training import luggage
from cnncore.train.commands import checked_command

__all__ = ["Engine", "EngineError", "EngineSettings", "EngineState", "the_engine"]

_ANSWER_SECONDS = 10.0
_CLOSE_SECONDS = 10.0
_Result = TypeVar("_Result")

log = logging.getLogger("cnn_course.engine")


class Engine:
    """Training runs of all sessions of this server.

    Attributes:
        settings: where training runs, and the limits.
    """

    def __init__(self, settings: EngineSettings | None = None) -> None:
        """Prepare; nothing runs before `start`. Without settings the environment is asked."""
        self.settings = settings or EngineSettings.from_environment()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._coordinator: Coordinator
        self._starting = threading.Lock()
        self._is_closing = threading.Event()

    # ---- life -----------------------------------------------------------------------------

    def start(self, on_ready: Callable[[], None] = lambda: None) -> None:
        """Start the cluster, or connect to it, in the background. May be called again.

        Args:
            on_ready: called once, on the engine's thread, when runs can start.
        """
        with self._starting:
            if self._loop is not None:
                return
            configure()
            self._loop = asyncio.new_event_loop()
            self._coordinator = Coordinator(self.settings, on_ready)
            threading.Thread(target=self._loop.run_forever, name="engine", daemon=True).start()
            asyncio.run_coroutine_threadsafe(self._coordinator.start(), self._loop)
            atexit.register(self.close)

    def end_streams(self) -> None:
        """Let all streams end, so that the server can stop; browsers will ask again."""
        self._is_closing.set()
        if self._loop is not None:
            for job in list(self._coordinator.jobs.values()):
                job.history.tell()

    def close(self) -> None:
        """Stop the embedded cluster, or leave the other one; runs there go on."""
        with self._starting:
            loop, self._loop = self._loop, None
        if loop is None:
            return
        self._is_closing.set()
        atexit.unregister(self.close)
        try:
            asyncio.run_coroutine_threadsafe(self._coordinator.stop(), loop).result(_CLOSE_SECONDS)
        except TimeoutError:
            log.warning("the cluster did not close in time")
        loop.call_soon_threadsafe(loop.stop)

    @property
    def state(self) -> EngineState:
        """Whether runs can start: "starting", "ready" or "unavailable"."""
        return "starting" if self._loop is None else self._coordinator.state

    # ---- runs, from any thread ------------------------------------------------------------

    def submit(self, config: dict[str, Any], session_id: str) -> str:
        """Put a run into the queue.

        Args:
            config: `TrainConfig.as_dict()`; `max_seconds` and `max_params` are lowered to what
                this server allows.
            session_id: whose run it is. A session has one run at a time; others wait.

        Returns:
            The id under which it is followed and commanded. Nobody can guess it.

        Raises:
            EngineError: `engine_unavailable`, `session_queue_full`, `queue_full`,
                `config_too_large`.
            SettingError: the pictures it names are not here.
        """
        size, maximum = len(pickle.dumps(config)), self.settings.max_config_bytes
        if size > maximum:
            raise EngineError("config_too_large", size=size, maximum=maximum)
        limits = {"max_seconds": self.settings.max_seconds, "max_params": self.settings.max_params}
        limited = {name: min(config.get(name, most), most) for name, most in limits.items()}

        # The embedded workers read the same disk.
        packed = luggage(config) if self.settings.scheduler_address else {}

        async def submit() -> str:
            return self._coordinator.submit({**config, **limited}, session_id, packed)

        return self._ask(submit())

    def command(self, job_id: str, command: dict[str, Any]) -> bool:
        """Tell a run something while it trains: see `cnncore.train.commands`.

        Returns:
            Whether it reached the run; False when that waits in the queue or has ended.

        Raises:
            ValueError: a command without meaning, with `code` and `values`.
            EngineError: `unknown_job`.
        """
        return self._ask(self._command(job_id, checked_command(command)))

    def stop(self, job_id: str) -> bool:
        """Stop the run, or take it out of the queue."""
        return self.command(job_id, {"do": "stop"})

    def end_others(self, job_id: str) -> None:
        """Stop every other run of the session this one belongs to: the one it waits for, too.

        Raises:
            EngineError: `unknown_job`.
        """
        session_id = self._ask(self._find(job_id)).session_id
        for job in list(self._coordinator.jobs.values()):
            if job.session_id == session_id and job.job_id != job_id and job.state != "ended":
                self.stop(job.job_id)

    def status(self, job_id: str) -> dict[str, Any]:
        """Its `state` (queued, running, paused, ended), `position`, `seconds` it will wait,
        `step`, `attempt`, `ending` (its last event) and `last_event_id`.
        """  # noqa: D205 - one sentence
        return self._ask(self._status(job_id))

    def config(self, job_id: str) -> dict[str, Any]:
        """The settings it was submitted with, lowered to this server's limits."""
        return self._ask(self._find(job_id)).config

    def position(self, job_id: str) -> int | None:
        """Its place in the queue, 1 is next; None when it does not wait."""
        return self.status(job_id)["position"]

    def result(self, job_id: str) -> dict[str, Any] | None:
        """The event that ended the run; None while it goes on."""
        return self.status(job_id)["ending"]

    def saved_state(self, job_id: str) -> bytes:
        """The state that the run saved last, at its end the final one.

        Raises:
            EngineError: `no_state`, `unknown_job`.
        """
        return self._ask(self._saved_state(job_id))

    def weights(self, job_id: str) -> bytes:
        """The weights that the run saved last, as safetensors; raises like `saved_state`."""
        from cnncore.train import weights_of_state  # torch, which only this needs

        return weights_of_state(self.saved_state(job_id))

    # ---- runs, from any event loop --------------------------------------------------------

    async def send(self, job_id: str, command: dict[str, Any]) -> bool:
        """`command`, without blocking the caller's event loop."""
        return await self._await(self._command(job_id, checked_command(command)))

    async def events(
        self, job_id: str, after: int = -1
    ) -> AsyncGenerator[tuple[int, dict[str, Any]]]:
        """The run's events as (number, event), as they come, until its end.

        Args:
            job_id: the run.
            after: number of the last event that is already known.
        """
        async for entry in self.follow(job_id, after):
            if isinstance(entry, Entry):
                yield entry.number, json.loads(entry.data)

    async def follow(
        self, job_id: str, after: int = -1, heartbeat: float = 15.0
    ) -> AsyncGenerator[Entry | bytes | None]:
        """The run's events as they are kept, and between them what is not kept.

        Whoever is slow to take them finds more the next time; nobody waits for it.

        Yields:
            An entry for each event; bytes for what holds at the moment, such as the place in the
            queue; None after `heartbeat` seconds of silence.

        Raises:
            EngineError: `unknown_job`.
        """
        job = await self.find(job_id)
        loop, changed = asyncio.get_running_loop(), asyncio.Event()
        notice = None
        with job.history.watched(lambda: _wake(loop, changed)):
            while not self._is_closing.is_set():
                changed.clear()
                is_ended = job.history.is_ended
                for entry in job.history.after(after):
                    yield entry
                    after = entry.number
                if is_ended:
                    return
                if job.history.notice not in (notice, None):
                    yield job.history.notice
                notice = job.history.notice
                try:
                    await asyncio.wait_for(changed.wait(), heartbeat)
                except TimeoutError:
                    yield None

    async def find(self, job_id: str) -> Job:
        """The run of this id.

        Raises:
            EngineError: `unknown_job`.
        """
        if self._loop is not None and job_id in self._coordinator.jobs:
            return self._coordinator.jobs[job_id]
        return await self._await(self._find(job_id))

    @property
    def is_closing(self) -> bool:
        """Whether streams end because the server stops, not because their runs ended."""
        return self._is_closing.is_set()

    # ---- on the engine's event loop -------------------------------------------------------

    async def _find(self, job_id: str) -> Job:
        job = await self._coordinator.find(job_id)
        if job is None:
            raise EngineError("unknown_job")
        return job

    async def _command(self, job_id: str, command: dict[str, Any]) -> bool:
        return await self._coordinator.command(await self._find(job_id), command)

    async def _status(self, job_id: str) -> dict[str, Any]:
        job = await self._find(job_id)
        position, seconds = self._coordinator.position(job) or (None, None)
        return job.summary(position, seconds)

    async def _saved_state(self, job_id: str) -> bytes:
        await self._find(job_id)
        state = await self._coordinator.link.records.saved_state(job_id)
        if state is None:
            raise EngineError("no_state")
        return state["blob"]

    def _ask(self, coroutine: Coroutine[Any, Any, _Result]) -> _Result:
        return self._send_over(coroutine).result(_ANSWER_SECONDS)

    async def _await(self, coroutine: Coroutine[Any, Any, _Result]) -> _Result:
        return await asyncio.wrap_future(self._send_over(coroutine))

    def _send_over(self, coroutine: Coroutine[Any, Any, _Result]) -> Future[_Result]:
        self.start()
        assert self._loop is not None
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)


def _wake(loop: asyncio.AbstractEventLoop, changed: asyncio.Event) -> None:
    # The loop of a watcher may be closed already while its server stops.
    if not loop.is_closed():
        loop.call_soon_threadsafe(changed.set)


@functools.cache
def the_engine() -> Engine:
    """The engine of this process."""
    return Engine()
