"""A server's connection to the cluster: everything that is said to Dask about runs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from distributed import Client, Future, LocalCluster, Lock, fire_and_forget

from cnncore.jobs import worker
from cnncore.jobs.cluster import connect
from cnncore.jobs.job import Job
from cnncore.jobs.messages import is_task, task_key
from cnncore.jobs.records import Records
from cnncore.jobs.relay import Relay
from cnncore.jobs.settings import EngineSettings

_VISIBLE_SECONDS = 2.0
_SENT_SECONDS = 0.05
_CLOSE_SECONDS = 1.0

Processing = Mapping[str, tuple[str, ...]]


class Connection:
    """One client of one scheduler, until either goes.

    Attributes:
        records: what the scheduler keeps about runs.
        relay: how events arrive.
        placing: held by the one server that is giving runs to workers.
    """

    def __init__(self, client: Client, on_ended: Callable[[Job], None]) -> None:
        self._client = client
        self.records = Records(client)
        self.relay = Relay(client, on_ended)
        self.placing = Lock("cnn-course/placing", scheduler_rpc=client.scheduler, loop=client.loop)

    @classmethod
    async def open(
        cls,
        settings: EngineSettings,
        cluster: LocalCluster | None,
        on_ended: Callable[[Job], None],
        on_cluster_event: Callable[[dict[str, Any]], None],
    ) -> Connection:
        """Connect; OSError when nothing answers.

        Args:
            settings: which cluster.
            cluster: the embedded one, if there is one.
            on_ended: called when a run has ended.
            on_cluster_event: called when workers come and go.
        """
        client = await connect(settings, cluster)
        client.subscribe_topic("all", lambda event: on_cluster_event(event[1]))
        return cls(client, on_ended)

    @property
    def is_alive(self) -> bool:
        """Whether the scheduler is there."""
        return self._client.status == "running"

    async def close(self) -> None:
        """Leave; runs go on."""
        if self.is_alive:
            # The scheduler announces a client that leaves to all who listen, this one included.
            self._client.unsubscribe_topic("all")
            await asyncio.sleep(_SENT_SECONDS)
        # A coroutine in a client that is asynchronous.
        await self._client.close(timeout=_CLOSE_SECONDS)  # pyright: ignore[reportGeneralTypeIssues]

    async def processing(self) -> Processing:
        """The tasks of each worker."""
        return await self._client.processing()

    @staticmethod
    def free_workers(processing: Processing) -> list[str]:
        """The workers that have no run."""
        return [address for address, keys in processing.items() if not any(map(is_task, keys))]

    async def place(self, job: Job, address: str, limits: EngineSettings) -> None:
        """Give the run to a worker, and return when everybody can see that it has it."""
        await self.records.create(job)
        self.relay.subscribe(job)
        assignment = worker.Assignment(
            job.job_id,
            job.attempt,
            job.config,
            limits.runner,
            limits.unwatched_seconds,
            limits.wall_seconds,
            limits.paused_seconds,
            job.lost_by,
            job.luggage,
        )
        key = task_key(job.job_id, job.attempt)
        # Not elsewhere: where a lost run goes on is decided with everybody's turn in mind.
        job.future = self._client.submit(
            worker.run, assignment, key=key, workers=[address], allow_other_workers=False
        )
        # The run goes on when this server is restarted.
        fire_and_forget(job.future)
        job.placed_at = time.monotonic()
        while time.monotonic() - job.placed_at < _VISIBLE_SECONDS and not job.future.done():
            # The next look for free workers, by whichever server, must see this one taken.
            if key in (await self.processing()).get(address, ()):
                break
            await asyncio.sleep(0.005)

    def withdraw(self, job: Job) -> Coroutine[Any, Any, None]:
        """Give up the current attempt, also on a worker that is there after all."""
        # What the attempt was is read now: by the time it is withdrawn there may be another.
        future, job.future = job.future, None
        return self._withdraw(future, job.worker, job.job_id, job.attempt)

    async def _withdraw(
        self, future: Future | None, address: str | None, job_id: str, attempt: int
    ) -> None:
        if future is not None:
            await self._client.cancel([future], force=True)
        if address is not None and address in await self.processing():
            await self._run(address, worker.abandon, job_id, attempt)

    async def deliver(self, job: Job, command: dict[str, Any]) -> bool:
        """Pass a command to the run; False when its worker does not have it."""
        if job.worker is None:
            return False
        answers = await self._run(job.worker, worker.deliver, job.job_id, command)
        return any(answers.values())

    async def touch(self, address: str, job_ids: list[str]) -> None:
        """Tell runs on a worker that somebody watches them."""
        await self._run(address, worker.touch, job_ids)

    async def _run(self, address: str, function: Callable, *args: object) -> dict[str, Any]:
        """Call a function on a worker, now, however busy it is."""
        answers = await self._client.run(function, *args, workers=[address], on_error="ignore")
        return answers or {}
