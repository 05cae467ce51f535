"""One training run: its network, data, optimizer and random numbers, and how it takes a step."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from cnncore.data.augmentation import augmented
from cnncore.data.dataset import Dataset
from cnncore.network.operators import Activation, Dropout
from cnncore.train.building import build
from cnncore.train.config import TrainConfig
from cnncore.train.device import RandomNumbers
from cnncore.train.initialization import generator_for
from cnncore.train.layout import keep_gradients_channels_last
from cnncore.train.limits import check
from cnncore.train.optimizers import make_optimizer
from cnncore.train.schedules import schedule_factor
from cnncore.train.timetable import timetable

CPU = torch.device("cpu")


class Run:
    """Everything that changes while a network learns. Made from settings; steps one at a time.

    Attributes:
        config: the settings.
        dataset: the pictures.
        book: the network's ledger.
        model: the network, channels last.
        timetable: when it is tested and photographed.
        step: finished steps.
        learning_rate: before the schedule; a command may change it, likewise `schedule`.
        schedule: see `learning_rate`.
        x_test: (N, C, H, W), channels last.
        y_test: (N,).

    Weights and pictures are on `device` from the start: no step waits for a copy.
    """

    def __init__(self, config: TrainConfig, dataset: Dataset, device: torch.device = CPU) -> None:
        """Build the network and bring the pictures into the layout the steps want.

        Raises:
            SettingError: the run cannot start; see `cnncore.train.limits.check`.
        """
        self.config, self.dataset = config, dataset
        self.book = check(config, dataset)
        self.model = build(config).train().to(device)
        keep_gradients_channels_last(self.model)
        self.optimizer = make_optimizer(config, self.model)
        self.timetable = timetable(config, len(dataset.y_train), len(dataset.y_test))
        self.step = 0
        self.learning_rate, self.schedule = config.learning_rate, config.schedule
        # NHWC in memory: rows are gathered and then viewed as NCHW, channels last, without a copy.
        self._x_train = torch.from_numpy(dataset.x_train.transpose(0, 2, 3, 1).copy()).to(device)
        self._y_train = torch.from_numpy(dataset.y_train.copy()).to(device)
        x_test = torch.from_numpy(dataset.x_test.transpose(0, 2, 3, 1).copy()).to(device)
        self.x_test = x_test.permute(0, 3, 1, 2)
        self.y_test = torch.from_numpy(dataset.y_test.copy()).to(device)
        self._order: Tensor | None = None
        self._random = RandomNumbers(config.seed, device)
        self._draws = any(
            isinstance(block, Dropout) or (isinstance(block, Activation) and block.name == "rrelu")
            for block in config.network
        )
        self._augment = config.data.augment.as_dict() if config.data.augment.is_active else None
        self._batch_seed = config.seed

    @property
    def random_state(self) -> Tensor:
        """State of torch's own generator, which dropout draws from."""
        return self._random.state

    def take_step(self) -> tuple[Tensor, Tensor, Tensor]:
        """One update of the weights.

        Returns:
            The loss (a scalar tensor, not waited for), the logits (batch, classes) it came from,
            and the classes of the batch.
        """
        x, y = self._batch()
        logits = self.model(x)
        loss = F.cross_entropy(logits, y, label_smoothing=self.config.label_smoothing)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self._set_learning_rate()
        self.optimizer.step()
        self.step += 1
        return loss.detach(), logits.detach(), y

    def _batch(self) -> tuple[Tensor, Tensor]:
        """The pictures and classes of the next step."""
        steps_per_epoch, size = self.timetable.steps_per_epoch, self.config.batch_size
        epoch, place = divmod(self.step, steps_per_epoch)
        if self._order is None or place == 0:
            self._order = self._epoch_order(epoch)
        rows = self._order[place * size : (place + 1) * size]
        x = self._x_train.index_select(0, rows).permute(0, 3, 1, 2)
        if self._augment is not None:
            generator = generator_for(self._batch_seed, "augment", self.step)
            x = augmented(x, generator, **self._augment)
        return x, self._y_train.index_select(0, rows)

    def _epoch_order(self, epoch: int) -> Tensor:
        """The order of the pictures in an epoch: depends on seed and epoch alone."""
        if not self.config.shuffle:
            # The pictures that the last epoch had no room for come first now.
            left = len(self._y_train) % self.config.batch_size
            return torch.argsort(self._y_train, stable=True).roll(epoch * left)
        generator = generator_for(self._batch_seed, "batches", epoch)
        return torch.randperm(len(self._y_train), generator=generator).to(self._y_train.device)

    def _set_learning_rate(self) -> None:
        factor = schedule_factor(self.schedule, self.step, self.timetable.total_steps)
        self.optimizer.param_groups[0]["lr"] = self.learning_rate * factor

    @property
    def last_learning_rate(self) -> float:
        """The learning rate of the last step, schedule included."""
        return float(self.optimizer.param_groups[0]["lr"])

    @contextmanager
    def own_random_numbers(self) -> Iterator[None]:
        """Within: torch's generator is this run's own. Others in the process never disturb it."""
        if not self._draws:
            yield
            return
        outside = self._random.current()
        self._random.use(self._random.state)
        try:
            yield
        finally:
            self._random.state = self._random.current()
            self._random.use(outside)

    def restore_random_state(self, state: Tensor) -> None:
        """Go on from where torch's generator was."""
        self._random.state = state

    def parameters_by_layer(self) -> dict[str, list[nn.Parameter]]:
        """The weights of each block that has some and may change them, by its name."""
        layers = {
            name: [p for p in layer.parameters() if p.requires_grad]
            for name, layer in self.model.named_children()
        }
        return {name: parameters for name, parameters in layers.items() if parameters}


class Stopwatch:
    """Seconds spent, pauses left out."""

    def __init__(self, seconds: float = 0.0) -> None:
        self._spent, self._since = seconds, time.perf_counter()
        self._is_paused = False

    @property
    def seconds(self) -> float:
        """Seconds so far."""
        running = 0.0 if self._is_paused else time.perf_counter() - self._since
        return self._spent + running

    def pause(self) -> None:
        """Stop counting."""
        self._spent, self._is_paused = self.seconds, True

    def resume(self) -> None:
        """Count again."""
        self._since, self._is_paused = time.perf_counter(), False
