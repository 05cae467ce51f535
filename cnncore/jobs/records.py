"""What the scheduler keeps about runs, so that another server can take over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from distributed import Client, Variable

from cnncore.jobs.job import Job
from cnncore.jobs.messages import topic_of, variable_name

_MISSING_AFTER = "100ms"


class Records:
    """Of each run a record (who, what, which server) and the last saved state."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def create(self, job: Job) -> None:
        """Say that the run is this server's; an earlier saved state stays."""
        record = {
            "session": job.session_id,
            "config": job.config,
            "luggage": job.luggage,
            "owner": self._client.id,
        }
        is_new = await self.get(job.job_id) is None if job.attempt > 1 else True
        await self._variable(job.job_id, "record").set(record)
        if is_new:
            # A new scheduler knows of no state, but this server may have a copy of one.
            await self._variable(job.job_id, "state").set(job.saved)

    async def get(self, job_id: str) -> dict[str, Any] | None:
        """The record of a run; None when the scheduler has none."""
        return await self._get(job_id, "record")

    async def saved_state(self, job_id: str) -> dict[str, Any] | None:
        """The last state a run has saved: `step` and `blob`."""
        return await self._get(job_id, "state")

    async def copy_states(self, jobs: Mapping[str, Job], max_bytes: int) -> None:
        """Keep saved states of running jobs here too: a scheduler that dies takes its own along.

        The embedded scheduler needs none of this: it lives and dies with this process.
        """
        for job in list(jobs.values()):
            is_small = job.saved is None or len(job.saved["blob"]) <= max_bytes
            if job.state == "running" and job.is_owned and is_small:
                job.saved = await self.saved_state(job.job_id) or job.saved

    async def is_connected(self, client_id: str) -> bool:
        """Whether the server with this client is there."""

        # An inner function travels by value: the scheduler needs nothing of the course.
        def has_client(dask_scheduler: Any, name: str) -> bool:
            return name in dask_scheduler.clients

        return await self._client.run_on_scheduler(has_client, name=client_id)

    async def truncate(self, job_id: str) -> None:
        """Let the scheduler drop the run's events."""

        def drop(dask_scheduler: Any, topic: str) -> None:
            dask_scheduler._broker.truncate(topic)

        await self._client.run_on_scheduler(drop, topic=topic_of(job_id))

    async def forget(self, job_id: str) -> None:
        """Let the scheduler drop everything about the run."""
        await self.truncate(job_id)
        for what in ("record", "state"):
            self._variable(job_id, what).delete()

    async def _get(self, job_id: str, what: str) -> Any:
        try:
            return await self._variable(job_id, what).get(timeout=_MISSING_AFTER)
        except TimeoutError:
            return None

    def _variable(self, job_id: str, what: str) -> Variable:
        return Variable(variable_name(job_id, what), client=self._client)
