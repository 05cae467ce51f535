"""Events on their way from the scheduler into the histories: each once, in order, none missing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping

from distributed import Client

from cnncore.jobs.job import Job
from cnncore.jobs.messages import ATTEMPT, LOST, Message, attempt_of, topic_of

# A subscription travels with the client's other messages, which leave every 10 ms.
_SUBSCRIBED_SECONDS = 0.05


class Relay:
    """Follows the topics of runs."""

    def __init__(self, client: Client, on_ended: Callable[[Job], None]) -> None:
        self._client = client
        self._on_ended = on_ended
        self._fetching: set[asyncio.Task] = set()
        self._topics: set[str] = set()

    def subscribe(self, job: Job) -> None:
        """Take every event from now on."""
        topic = topic_of(job.job_id)
        if topic not in self._topics:
            self._topics.add(topic)
            self._client.subscribe_topic(topic, lambda event: self.receive(job, event[1]))

    def unsubscribe(self, job: Job) -> None:
        """Take no more events."""
        topic = topic_of(job.job_id)
        if topic in self._topics:
            self._topics.discard(topic)
            self._client.unsubscribe_topic(topic)

    async def follow(self, job: Job) -> None:
        """Take every event, also those that came before."""
        self.subscribe(job)
        await asyncio.sleep(_SUBSCRIBED_SECONDS)
        await self.catch_up(job)

    async def catch_up(self, job: Job) -> None:
        """Fetch what the scheduler keeps and take what is missing."""
        if job.backlog is not None:
            return
        job.backlog = []
        try:
            events = await self._client.get_events(topic_of(job.job_id))
        finally:
            backlog, job.backlog = job.backlog, None
        for message in self._in_order(message for _, message in events):
            self.take(job, message)
        for message in self._in_order(backlog):
            self.take(job, message)

    async def publish(self, job: Job, message: Message) -> None:
        """Tell the other servers that follow the run."""
        await self._client.log_event(topic_of(job.job_id), message)

    def receive(self, job: Job, message: Message) -> None:
        """An event has arrived: take it, unless one before it is missing."""
        if job.backlog is not None:
            job.backlog.append(message)
        elif self._is_next(job, message["n"]):
            self.take(job, message)
        elif message["n"] > job.history.last_number:
            task = asyncio.ensure_future(self.catch_up(job))
            self._fetching.add(task)
            task.add_done_callback(self._fetching.discard)

    def take(self, job: Job, message: Message) -> None:
        """Add an event to the history, once; what an attempt says after it was lost is late."""
        if message["n"] <= job.history.last_number or job.state == "ended":
            return
        job.note(message)
        job.history.append(message["n"], message["type"], message["json"].encode())
        if job.state == "ended":
            job.history.end()
            self._on_ended(job)

    @staticmethod
    def lost_number(job: Job) -> int:
        """The number of the event that ends the current attempt."""
        return max(job.attempt, job.history.last_number // ATTEMPT, 1) * ATTEMPT + LOST

    @staticmethod
    def place_of(job: Job, processing: Mapping[str, Iterable]) -> tuple[str, int] | None:
        """Which worker has the run, and the attempt it is."""
        for address, keys in processing.items():
            for key in keys:
                attempt = attempt_of(key, job.job_id)
                if attempt is not None and attempt >= job.attempt:
                    return address, attempt
        return None

    @staticmethod
    def _is_next(job: Job, number: int) -> bool:
        last = job.history.last_number
        starts_attempt = number % ATTEMPT == 1 and number > last
        return number == last + 1 or starts_attempt or number % ATTEMPT == LOST

    @staticmethod
    def _in_order(messages: Iterable[Message]) -> list[Message]:
        return sorted(messages, key=lambda message: message["n"])
