"""A small stand-in for `cnncore.train`: a real torch loop, resumable, that obeys commands.

Its settings: `steps`, `seed`, `pause` (seconds each step takes), `save_every`, `nan_at`, `raises`,
`grows` (megabytes that each step keeps), `fills_memory` (count page faults).
"""

from __future__ import annotations

import io
import os
import resource
import threading
import time
from collections.abc import Iterator
from typing import Any

import torch
from torch.nn import functional

EVENTS_A_SECOND = 20


class Refused(ValueError):
    code = "too_many_params"

    def __init__(self) -> None:
        super().__init__("the network has too many parameters")
        self.values = {"params": 3_000_000, "maximum": 2_000_000}


class Run:
    """A small network, its optimizer and where it is."""

    def __init__(self, seed: int) -> None:
        self.generator = torch.Generator().manual_seed(seed)
        torch.manual_seed(seed)
        self.model = torch.nn.Sequential(
            torch.nn.Conv2d(1, 4, 3), torch.nn.Flatten(), torch.nn.Linear(4 * 36, 10)
        )
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.05, momentum=0.9)
        self.step = 0

    def train_step(self) -> float:
        x = torch.randn(16, 1, 8, 8, generator=self.generator)
        y = torch.randint(0, 10, (16,), generator=self.generator)
        loss = functional.cross_entropy(self.model(x), y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.step += 1
        return float(loss.detach())

    def state(self) -> bytes:
        buffer = io.BytesIO()
        torch.save(
            {
                "model": self.model.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "generator": self.generator.get_state(),
                "step": self.step,
            },
            buffer,
        )
        return buffer.getvalue()

    def load(self, state: bytes) -> None:
        saved = torch.load(io.BytesIO(state), weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.generator.set_state(saved["generator"])
        self.step = saved["step"]


def train(config: dict[str, Any], control: Any, resume: bytes | None) -> Iterator[dict[str, Any]]:
    """Train; `finished` carries the exact sum of all weights."""
    if config.get("raises") == "refused":
        raise Refused
    if config.get("raises"):
        raise RuntimeError(config["raises"])
    run = Run(config.get("seed", 0))
    if resume is not None:
        run.load(resume)
    steps = config.get("steps", 100)
    yield {
        "type": "started",
        "step": run.step,
        "total_steps": steps,
        "pid": os.getpid(),
        "niceness": os.getpriority(os.PRIO_PROCESS, threading.get_native_id()),
        "threads": torch.get_num_threads(),
        "limits": [config["max_seconds"], config["max_params"]],
        "trim": os.environ.get("MALLOC_TRIM_THRESHOLD_"),
        "page_faults": _page_faults() if config.get("fills_memory") else None,
    }
    reason = yield from _steps(config, control, run, steps)
    control.save(run.state())
    total = sum(float(p.detach().double().sum()) for p in run.model.parameters())
    yield {"type": "finished", "step": run.step, "reason": reason, "weights": total}


def _page_faults() -> int:
    """How often memory is asked for anew while the same 24 MiB are filled and given back."""
    counts = []
    for _ in range(11):
        counts.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
        blocks = [torch.zeros(2 << 18) for _ in range(12)]
        del blocks
    return counts[-1] - counts[1]  # the first time it had to


def _steps(config: dict[str, Any], control: Any, run: Run, steps: int) -> Iterator[dict[str, Any]]:
    losses: list[float] = []
    told, first = time.monotonic(), run.step + 1
    is_paused = False
    kept: list[bytes] = []
    while run.step < steps:
        for command in control.poll():
            if command["do"] == "stop":
                return "stopped"
            if command["do"] in ("pause", "resume"):
                is_paused = command["do"] == "pause"
            what = {"pause": "paused", "resume": "resumed"}.get(command["do"], command["do"])
            yield {"type": "command", "what": what, "step": run.step, "at": time.time()}
        if is_paused:
            control.wait(0.5)
            continue
        losses.append(float("nan") if run.step + 1 == config.get("nan_at") else run.train_step())
        kept.append(os.urandom(1 << 20) * config.get("grows", 0))
        time.sleep(config.get("pause", 0.0))
        if losses[-1] != losses[-1]:
            yield {"type": "step", "step": run.step, "first": first, "losses": losses}
            return "nan"
        if run.step % config.get("save_every", 10) == 0:
            control.save(run.state())
        if time.monotonic() - told > 1 / EVENTS_A_SECOND or run.step == steps:
            left = (steps - run.step) * config.get("pause", 0.0)
            yield {
                "type": "step",
                "step": run.step,
                "first": first,
                "losses": losses,
                "seconds_left": left,
            }
            losses, told, first = [], time.monotonic(), run.step + 1
    return "done"
