"""The server's side: a queue, the workers, and the events of the runs.

Everything here lives on one event loop (`cnncore.engine` owns the thread), so nothing needs a lock.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Coroutine
from typing import Any, Literal

from distributed import LocalCluster
from distributed.client import FutureCancelledError

from cnncore.jobs.cluster import open_cluster
from cnncore.jobs.connection import Connection
from cnncore.jobs.errors import EngineError
from cnncore.jobs.history import History
from cnncore.jobs.job import Job, outdated
from cnncore.jobs.messages import Event, message_of, to_json
from cnncore.jobs.queue import TYPICAL_SECONDS, FairQueue, waiting_seconds
from cnncore.jobs.settings import EngineSettings

EngineState = Literal["starting", "ready", "unavailable"]

_PULSE_SECONDS = 0.5
_LOOK_SECONDS = 2.0
_RETRY_SECONDS = 1.0
_BEGUN_SECONDS = 1.0
_SETTLED_SECONDS = 2.0

log = logging.getLogger("cnn_course.engine")


class Coordinator:
    """Starts runs on free workers, in turn, and starts them again when a worker is lost."""

    def __init__(self, settings: EngineSettings, on_ready: Callable[[], None]) -> None:
        self.settings = settings
        self.state: EngineState = "starting"
        self.jobs: dict[str, Job] = {}
        self.queue = FairQueue()
        self.link: Connection
        self._on_ready = on_ready
        self._cluster: LocalCluster | None = None
        self._serving: asyncio.Task[None]
        self._wake = asyncio.Event()
        self._tasks: set[asyncio.Task] = set()
        self._typical = TYPICAL_SECONDS
        self._worker_count = settings.workers
        self._finding = asyncio.Lock()

    # ---- connection -----------------------------------------------------------------------

    async def start(self) -> None:
        """Begin to serve, in the background."""
        self._serving = asyncio.create_task(self._serve())

    async def stop(self) -> None:
        """Leave the cluster; an embedded one ends."""
        self._serving.cancel()
        await asyncio.wait([self._serving])

    async def _serve(self) -> None:
        """Keep a connection to the cluster, whatever happens to it, until cancelled."""
        try:
            while True:
                try:
                    if await self._open():
                        await self._serve_connection()
                        await self._drop_connection()
                except Exception:
                    # Whatever it was: pages go on, and the next try may go well.
                    log.exception("the engine starts over")
                    self._set_state("unavailable")
                await asyncio.sleep(_RETRY_SECONDS)
        finally:
            await self._close()

    async def _open(self) -> bool:
        try:
            if self._cluster is None:
                self._cluster = await open_cluster(self.settings)
            self.link = await Connection.open(
                self.settings, self._cluster, self._on_ended, self._on_cluster_event
            )
        except (OSError, TimeoutError) as error:
            if self.state != "unavailable":
                log.warning("no cluster at %s: %s", self.settings.scheduler_address, error)
            self._set_state("unavailable")
            return False
        await self._recover()
        self._set_state("ready")
        self._wake.set()
        return True

    def _set_state(self, state: EngineState) -> None:
        if state == "ready" and self.state == "starting":
            self._on_ready()
        self.state = state
        for job in self.jobs.values():
            if job.state == "running":
                job.history.set_notice(to_json({"type": "engine", "state": state}).encode())
        self._tell_positions()

    async def _serve_connection(self) -> None:
        placing = asyncio.create_task(self._place_runs())
        looked = touched = copied = 0.0
        try:
            while self.link.is_alive and not placing.done():
                now = time.monotonic()
                if now - looked >= _LOOK_SECONDS:
                    looked = now
                    await self._look_after_runs()
                if now - touched >= min(15.0, self.settings.unwatched_seconds / 4):
                    touched = now
                    self._touch_watched()
                if self._cluster is None and now - copied >= self.settings.copy_seconds:
                    copied = now
                    await self.link.records.copy_states(self.jobs, self.settings.max_copy_bytes)
                await asyncio.sleep(_PULSE_SECONDS)
        except (OSError, TimeoutError) as error:
            log.warning("the cluster does not answer: %r", error)
        finally:
            placing.cancel()
            await asyncio.wait([placing])
        if not placing.cancelled() and placing.exception() is not None:
            log.error("placing runs failed", exc_info=placing.exception())

    async def _drop_connection(self) -> None:
        log.warning("the connection to the cluster is lost")
        self._set_state("unavailable")
        for job in self.jobs.values():
            job.future = None
        await self.link.close()

    async def _recover(self) -> None:
        """After a new connection: pick up the events of runs that went on without this server."""
        for job in [job for job in self.jobs.values() if job.state == "running"]:
            if await self.link.records.get(job.job_id) is None:
                # Another scheduler, which knows nothing of it: it goes on from our copy, if any.
                self._lost(job, "scheduler_lost")
            else:
                await self.link.relay.follow(job)

    async def _close(self) -> None:
        for task in self._tasks:
            task.cancel()
        if hasattr(self, "link"):
            await self.link.close()
        if self._cluster is not None:
            await self._cluster.close(timeout=5)  # pyright: ignore[reportGeneralTypeIssues]

    # ---- requests -------------------------------------------------------------------------

    def submit(
        self, config: dict[str, Any], session_id: str, luggage: dict[str, bytes] | None = None
    ) -> str:
        """Put a run into the queue."""
        if self.state == "unavailable":
            raise EngineError("engine_unavailable", address=self.settings.scheduler_address)
        waiting, maximum = self.queue.waiting_of(session_id), self.settings.waiting_per_session
        if waiting >= maximum:
            raise EngineError("session_queue_full", waiting=waiting, maximum=maximum)
        if len(self.queue) >= self.settings.waiting_total:
            raise EngineError(
                "queue_full", waiting=len(self.queue), maximum=self.settings.waiting_total
            )
        job = Job(
            secrets.token_urlsafe(16), session_id, config, History(self.settings.history_bytes)
        )
        job.luggage = luggage or {}
        self.jobs[job.job_id] = job
        self.queue.add(job.job_id, session_id)
        self._wake.set()
        self._tell_positions()
        return job.job_id

    async def command(self, job: Job, command: dict[str, Any]) -> bool:
        """Pass a command to the run, wherever it is; False when it is not running."""
        if job.state == "queued" and command["do"] == "stop":
            self._finish(job, "stopped")
            return True
        deadline = time.monotonic() + _BEGUN_SECONDS
        while job.state == "running" and job.worker is not None and self.state == "ready":
            if await self.link.deliver(job, command):
                return True
            if time.monotonic() > deadline:
                break
            await asyncio.sleep(_BEGUN_SECONDS / 50)  # it is just beginning there
        return False

    async def find(self, job_id: str) -> Job | None:
        """The run of this id: one of ours, or one that the cluster remembers."""
        async with self._finding:
            if job_id in self.jobs or self._cluster is not None or self.state != "ready":
                return self.jobs.get(job_id)
            record = await self.link.records.get(job_id)
            if record is None:
                return None
            job = Job(
                job_id, record["session"], record["config"], History(self.settings.history_bytes)
            )
            job.is_owned, job.state, job.luggage = False, "running", record["luggage"]
            self.jobs[job_id] = job
            await self.link.relay.follow(job)
            if job.state == "running":
                await self._take_over(job, record["owner"])
            return job

    def position(self, job: Job) -> tuple[int, float] | None:
        """The run's place in the queue and the seconds it will probably wait."""
        order = self.queue.order()
        if job.job_id not in order:
            return None
        place = order.index(job.job_id) + 1
        running = [other for other in self.jobs.values() if other.state == "running"]
        left = [self._typical if r.seconds_left is None else r.seconds_left for r in running]
        return place, waiting_seconds(place, left, self._worker_count, self._typical)

    # ---- starting runs --------------------------------------------------------------------

    async def _place_runs(self) -> None:
        while True:
            if self.queue.has_next():
                async with self.link.placing:
                    await self._place_next()
            # A worker that another server's run leaves wakes nobody here.
            waits = _RETRY_SECONDS if self.queue.has_next() else None
            try:
                await asyncio.wait_for(self._wake.wait(), waits)
            except TimeoutError:
                continue
            self._wake.clear()

    async def _place_next(self) -> None:
        """Start runs while workers are free. Servers that share the cluster do it in turns."""
        processing = await self.link.processing()
        self._worker_count = max(len(processing), 1)
        for address in self.link.free_workers(processing):
            job_id = self.queue.take()
            if job_id is None:
                break
            await self._start(self.jobs[job_id], address)
        self._tell_positions()

    async def _start(self, job: Job, address: str) -> None:
        job.attempt += 1
        job.worker, job.state, job.seconds_left = address, "running", None
        job.placed_at = float("inf")  # not yet
        job.history.set_notice(None)
        await self.link.place(job, address, self.settings)
        self._spawn(self._watch_task(job, job.attempt))

    async def _watch_task(self, job: Job, attempt: int) -> None:
        """A run reports its own end; this is for a task that could not even begin."""
        if job.future is None:
            return
        try:
            await job.future
        except FutureCancelledError:
            return  # withdrawn, or the scheduler is gone; both are dealt with elsewhere
        except Exception as error:
            if job.attempt == attempt and job.state == "running":
                log.error("run could not be started", exc_info=error)
                self._emit(job, {"type": "failed", "code": "crashed", "text": repr(error)})

    # ---- runs that end, or are lost -------------------------------------------------------

    def _on_ended(self, job: Job) -> None:
        job.future = job.saved = None
        if job.started_at is not None and job.ended_at is not None:
            self._typical += 0.3 * (job.ended_at - job.started_at - self._typical)
        self.queue.release(job.job_id)
        if self._cluster is not None:
            # This process has the events; the scheduler, in the same process, need not.
            self._spawn(self.link.records.truncate(job.job_id))
        self._wake.set()
        self._tell_positions()

    def _finish(self, job: Job, reason: str) -> None:
        """End a run that waits."""
        self.queue.remove(job.job_id)
        self._emit(job, {"type": "finished", "reason": reason, "step": job.step, "seconds": 0.0})

    def _emit(self, job: Job, event: Event) -> None:
        """An event that comes from this server; others that follow the run get it too."""
        message = message_of(job.history.last_number + 1, event)
        self._publish(job, message)

    def _publish(self, job: Job, message: dict[str, Any]) -> None:
        self.link.relay.take(job, message)
        if job.attempt and self.state == "ready":
            self._spawn(self.link.relay.publish(job, message))

    def _on_cluster_event(self, event: dict[str, Any]) -> None:
        match event:
            case {"action": "add-worker"}:
                self._wake.set()
            case {"action": "remove-worker", "worker": address}:
                for job in list(self.jobs.values()):
                    if job.state == "running" and job.worker == address and job.is_owned:
                        self._lost(job, "worker_lost")

    def _lost(self, job: Job, what: str) -> None:
        """Tell the learner, and start the run again from its last saved state."""
        self._spawn(self.link.withdraw(job))
        restarts = job.attempt < self.settings.attempts
        event = {"type": what, "step": job.step, "restarts": restarts}
        self._publish(job, message_of(self.link.relay.lost_number(job), event))
        if not restarts:
            self._emit(job, {"type": "failed", "code": what, "values": {"attempts": job.attempt}})
            return
        job.worker, job.state, job.is_owned, job.lost_by = None, "queued", True, what
        self.queue.release(job.job_id)
        self.queue.add(job.job_id, job.session_id, first=True)
        self._wake.set()

    async def _take_over(self, job: Job, owner: str) -> None:
        """Find the worker of a run that another server started; it is ours if that one is gone."""
        place = self.link.relay.place_of(job, await self.link.processing())
        if place is not None:
            job.worker, job.attempt = place
        if job.state == "ended":  # meanwhile
            return
        # Whoever looks after it: the session's next run waits for it, here too.
        self.queue.occupy(job.job_id, job.session_id)
        if await self.link.records.is_connected(owner):
            return
        job.is_owned = True
        await self.link.records.create(job)
        if place is None:
            self._lost(job, "worker_lost")

    # ---- every now and then ---------------------------------------------------------------

    async def _look_after_runs(self) -> None:
        """What no event would tell: runs that vanished, runs nobody waits for, old histories."""
        for job in [job for job in self.jobs.values() if job.state == "queued"]:
            if job.history.unwatched_seconds() > self.settings.unwatched_seconds:
                self._finish(job, "unwatched")
        running = [job for job in self.jobs.values() if job.state == "running"]
        if running:
            processing = await self.link.processing()
            for job in running:
                is_placed = time.monotonic() - job.placed_at > _SETTLED_SECONDS
                if is_placed and self.link.relay.place_of(job, processing) is None:
                    await self._look_for(job)
        self._forget_old()
        self._tell_positions()

    async def _look_for(self, job: Job) -> None:
        """No worker has it: its last events are on their way, or it is lost."""
        attempt = job.attempt
        await self.link.relay.catch_up(job)
        if job.state != "running" or job.attempt != attempt:
            return
        if job.is_owned:
            self._lost(job, "worker_lost")
        elif (record := await self.link.records.get(job.job_id)) is not None:
            await self._take_over(job, record["owner"])

    def _touch_watched(self) -> None:
        watched: dict[str, list[str]] = {}
        for job in self.jobs.values():
            if job.state == "running" and job.worker and job.history.watchers:
                watched.setdefault(job.worker, []).append(job.job_id)
        for address, job_ids in watched.items():
            self._spawn(self.link.touch(address, job_ids))

    def _forget_old(self) -> None:
        for job in outdated(self.jobs.values(), self.settings):
            del self.jobs[job.job_id]
            self.link.relay.unsubscribe(job)
            if job.attempt:
                self._spawn(self.link.records.forget(job.job_id))

    def _tell_positions(self) -> None:
        """Everybody who waits sees the place and an estimate; it is not kept."""
        for job_id in self.queue.order():
            job = self.jobs[job_id]
            place, seconds = self.position(job) or (0, 0.0)
            event = {"type": "queued", "position": place, "seconds": round(seconds)}
            event["own"] = self.queue.waits_for_own(job_id)
            job.history.set_notice(to_json({**event, "engine": self.state}).encode())

    def _spawn(self, coroutine: Coroutine) -> None:
        task = asyncio.ensure_future(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)

    def _on_done(self, task: asyncio.Task) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.warning("a message to the cluster was lost: %r", error)
