"""The training loop: ``for event in train(config): ...``.

It knows nothing of threads, processes or screens: whoever iterates decides where it runs and what
becomes of the events, and a `Control` steers it. Between two events it runs as a bare PyTorch loop
does: nothing is read back from a step until several of them can be read at once.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any

import torch

from cnncore.data.catalogue import load
from cnncore.data.dataset import Dataset
from cnncore.errors import SettingError
from cnncore.train.commands import Control, checked_command
from cnncore.train.config import TrainConfig
from cnncore.train.device import device_named
from cnncore.train.evaluation import Evaluation, finite
from cnncore.train.events import CommandEvent, Event, FinishedEvent, StepEvent
from cnncore.train.observer import MOVING_MISTAKES, Observer
from cnncore.train.record import Record
from cnncore.train.run import Run, Stopwatch
from cnncore.train.state import (
    GOOD,
    MODEL,
    OPTIMIZER,
    RANDOM,
    RunState,
    optimizer_tensors,
    restore_optimizer,
    state_from_bytes,
    state_to_bytes,
    weights_key,
)

READ_EVERY = 0.08  # seconds between two step events
SAVE_EVERY = 4.0  # seconds between two saved states
PAUSE_POLL = 0.02  # seconds between two looks at the commands while paused


def train(
    config: TrainConfig,
    control: Control | None = None,
    *,
    resume: bytes | None = None,
    dataset: Dataset | None = None,
    device: str = "cpu",
) -> Iterator[Event]:
    """Train a network and tell what happens.

    The process computes with one thread from then on: runs share a machine, and sums in another
    order would differ in the last digit.

    Args:
        config: all settings. Same settings, same numbers.
        control: steers the run; see `cnncore.train.commands.Control`.
        resume: what `control.save` was given: the run goes on from there, and its numbers are those
            of a run that was never interrupted.
        dataset: the pictures, when the caller has them already.
        device: where it computes, and what of the above holds there: see `cnncore.train.device`.

    Yields:
        Events, `StartedEvent` first and `FinishedEvent` last.

    Raises:
        SettingError: the run cannot start: an impossible stack, a limit, data out of reach, a
            device that is not there.
    """
    torch.set_num_threads(1)
    run = Run(config, dataset or load(config.data), device_named(device))
    loop = _Loop(run, control)
    if resume is not None:
        loop.restore(resume)
    return loop.events()


class _Loop:
    """A run, its record and observer, and what it was told."""

    def __init__(self, run: Run, control: Control | None) -> None:
        self.config, self.run = run.config, run
        self.record = Record(run.dataset.num_classes)
        self.observer = Observer(self.run)
        self.watch = Stopwatch()
        self.poll: Callable[[], list[dict[str, Any]]] = control.poll if control else list
        self.has_control = control is not None
        self.save: Callable[[bytes], object] | None = getattr(control, "save", None)
        self.wait: Callable[[float], object] = getattr(control, "wait", time.sleep)
        self.inbox: list[dict[str, Any]] = []
        self.pause_at: int | None = None  # pause once so many steps are finished
        self.is_stopped = False
        self.changes: list[list[Any]] = []
        self.due = list(run.config.changes)
        self.good = self._copy_of_weights()
        self.good_step = 0
        self.candidate = (self.good, 0)  # good as soon as a later loss is
        self.is_resumed = False
        self.last_result: Evaluation | None = None
        self._saved_at = self._read_at = 0.0
        self._trained_since_read = 0.0

    # ---- the course of a run -------------------------------------------------------------------

    def events(self) -> Iterator[Event]:
        """All events, from started to finished."""
        self._saved_at = self.watch.seconds
        yield self.observer.started()
        if not self.is_resumed:
            yield from self._look()
        total = self.run.timetable.total_steps
        while True:
            yield from self._obey()
            if self.is_stopped or self.run.step >= total or self._is_late():
                break
            if self.pause_at is not None and self.run.step >= self.pause_at:
                yield from self._pause()
                continue
            self._stretch(total)
            yield from self._read()
            if self.record.bad_step is not None:
                break
            if self.run.step in self.run.timetable.snapshots:
                yield from self._look()
            self._save_sometimes()
        yield from self._finish()

    def _stretch(self, total: int) -> None:
        """Steps, until something is due: this is the bare loop."""
        run, record, snapshots = self.run, self.record, self.run.timetable.snapshots
        limit = total if self.pause_at is None else min(total, self.pause_at)
        if self.due:
            limit = min(limit, self.due[0][0])
        start = time.perf_counter()
        until = start + READ_EVERY if run.step else start  # the very first step is told at once
        with run.own_random_numbers():
            while True:
                if run.step + 1 in snapshots or run.step + 1 == self.pause_at:
                    self.observer.remember_weights()
                record.add(*run.take_step())
                if run.step >= limit or run.step in snapshots or time.perf_counter() >= until:
                    break
                if self.has_control and (told := self.poll()):
                    self.inbox += told
                    break
        self._trained_since_read += time.perf_counter() - start

    def _read(self) -> Iterator[StepEvent]:
        """Tell of the steps since the last time; keep weights that have proved good."""
        run, count = self.run, self.record.waiting
        if not count:
            return
        losses, accuracies = self.record.read(run.step)
        speed = count * self.config.batch_size / max(self._trained_since_read, 1e-9)
        self._trained_since_read = 0.0
        bad_step = self.record.bad_step
        if run.step > self.candidate[1] and (bad_step is None or bad_step > self.candidate[1] + 1):
            self.good, self.good_step = self.candidate
        left = (run.timetable.total_steps - run.step) * self.config.batch_size / speed
        yield StepEvent(
            step=run.step,
            first=run.step - count + 1,
            losses=[finite(loss) for loss in losses],
            accuracies=accuracies,
            learning_rate=run.last_learning_rate,
            images_per_second=round(speed, 1),
            seconds_left=round(min(left, self.config.max_seconds - self.watch.seconds), 2),
            seconds=round(self.watch.seconds, 3),
        )

    def _look(self) -> Iterator[Event]:
        """A test if one is due, and a snapshot; the weights may become the last good ones."""
        timetable, result = self.run.timetable, None
        if self.run.step in timetable.tests:
            is_last = self.run.step == timetable.total_steps  # on all pictures: it is the result
            pictures = None if is_last else timetable.test_pictures
            event, result = self.observer.test(self.record, self.watch.seconds, pictures)
            self.last_result = result if is_last else None
            yield event
            if not is_last:  # at the end all of them are told
                yield self.observer.mistakes(result, MOVING_MISTAKES)
                yield self.observer.embedding(result)
        yield self.observer.snapshot(result)
        self.candidate = (self._copy_of_weights(), self.run.step)

    def _finish(self) -> Iterator[Event]:
        """Back to the last good weights after a fault; a last look; the end."""
        run, record = self.run, self.record
        reason = record.reason or self._reason()
        result = self.last_result or self.observer.evaluate()
        if record.reason is None and result.loss is None:  # the very last step broke it
            reason, record.bad_step = "nan", run.step
        is_bad = reason in ("nan", "exploding")
        if is_bad:
            run.model.load_state_dict(self.good)
            result = self.observer.evaluate()
        self.watch.pause()
        yield self.observer.mistakes(result)
        yield self.observer.embedding(result)
        self._save(is_bad=is_bad)
        yield FinishedEvent(
            step=run.step,
            reason=reason,
            seconds=round(self.watch.seconds, 3),
            last_good_step=self.good_step if is_bad else run.step,
            test_loss=result.loss,
            test_accuracy=result.accuracy,
            last_loss=None if record.last_loss is None else finite(record.last_loss),
            bad_step=record.bad_step,
            weights_key=weights_key(run.model.state_dict()),
            changes=self.changes,
        )

    def _reason(self) -> str:
        if self.run.step >= self.run.timetable.total_steps:
            return "done"
        return "stopped" if self.is_stopped else "limit_seconds"

    def _is_late(self) -> bool:
        return self.watch.seconds >= self.config.max_seconds

    # ---- being told ----------------------------------------------------------------------------

    def _obey(self) -> Iterator[Event]:
        """Do what is due by the settings and what came in since."""
        while self.due and self.due[0][0] <= self.run.step:
            _, command = self.due.pop(0)
            yield from self._do(command)
        if self.has_control:
            self.inbox += self.poll()
        told, self.inbox = self.inbox, []
        for command in told:
            try:
                yield from self._do(checked_command(command))
            except SettingError as error:
                yield CommandEvent(self.run.step, "refused", {"code": error.code})

    def _do(self, command: dict[str, Any]) -> Iterator[Event]:
        run, do = self.run, command["do"]
        value: Any = command.get("value")
        match do:
            case "pause":
                self.pause_at = run.step
                return  # told when the pause begins
            case "resume":
                self.pause_at = None
            case "step":
                self.pause_at = run.step + 1
            case "epoch":
                per_epoch = run.timetable.steps_per_epoch
                self.pause_at = (run.step // per_epoch + 1) * per_epoch
            case "stop":
                self.is_stopped = True
            case "learning_rate":
                run.learning_rate = value
                self._change(command)
            case "schedule":
                run.schedule = value
                self._change(command)
            case "sample":
                self.observer.sample = min(value, len(run.y_test) - 1)
                value = self.observer.sample
                yield self.observer.snapshot(None)
        yield CommandEvent(run.step, do, value)

    def _change(self, command: dict[str, Any]) -> None:
        """Keep what a hand changed, now: a lost worker must not take it along."""
        self.changes.append([self.run.step, command])
        self._save()

    def _pause(self) -> Iterator[Event]:
        """Show everything there is to explore, then wait to be told to go on."""
        self.watch.pause()
        yield self.observer.snapshot(None)
        result = self.observer.evaluate()
        yield self.observer.mistakes(result)
        yield self.observer.embedding(result)
        self._save()
        yield CommandEvent(self.run.step, "paused")
        begun = self.pause_at
        while self.pause_at == begun and not self.is_stopped:
            self.wait(PAUSE_POLL)
            yield from self._obey()
        self.watch.resume()

    # ---- being kept ----------------------------------------------------------------------------

    def _copy_of_weights(self) -> dict[str, torch.Tensor]:
        return {name: tensor.clone() for name, tensor in self.run.model.state_dict().items()}

    def _save_sometimes(self) -> None:
        if self.save is not None and self.watch.seconds - self._saved_at >= SAVE_EVERY:
            self._save()

    def _save(self, *, is_bad: bool = False) -> None:
        """Hand out all it takes to go on from here."""
        self._saved_at = self.watch.seconds
        if self.save is None:
            return
        run = self.run
        tensors = {MODEL + name: t for name, t in run.model.state_dict().items()}
        tensors |= {GOOD + name: t for name, t in self.good.items()}
        tensors |= {OPTIMIZER + key: t for key, t in optimizer_tensors(run.optimizer).items()}
        tensors[RANDOM] = run.random_state
        progress = {
            "step": run.step,
            "seconds": self.watch.seconds,
            "learning_rate": run.learning_rate,
            "schedule": run.schedule,
            "good_step": self.good_step,
            "changes": self.changes,
            "due": self.due,
            "sample": self.observer.sample,
            "is_bad": is_bad,
            "record": self.record.as_dict(),
        }
        self.save(state_to_bytes(RunState(tensors, progress), self.config))

    def restore(self, file: bytes) -> None:
        """Go on from a saved state.

        Raises:
            TrainError: `state_unreadable`, `state_of_another_run`.
        """
        state, run = state_from_bytes(file, self.config), self.run
        progress = state.progress
        run.model.load_state_dict(state.part(MODEL))
        restore_optimizer(run.optimizer, state.part(OPTIMIZER))
        run.restore_random_state(state.tensors[RANDOM])
        run.step = progress["step"]
        run.learning_rate, run.schedule = progress["learning_rate"], progress["schedule"]
        self.good, self.good_step = state.part(GOOD), progress["good_step"]
        self.candidate = (self.good, self.good_step)
        self.changes, self.due = progress["changes"], [tuple(c) for c in progress["due"]]
        self.observer.sample = progress["sample"]
        self.record.restore(progress["record"])
        self.watch = Stopwatch(progress["seconds"])
        self.is_resumed = True
