"""A run to take away: a script that needs only torch, and the curves as a table.

The script holds the very functions the lab ran (drawing, splitting, initialising, schedules), read
from their files, around a plain training loop. On the same machine with the same torch it prints
the same loss to the last digit; elsewhere the last digits may differ.
"""

import ast
import base64
import csv
import inspect
import io
import math
import pprint
import textwrap
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from torch import nn

from cnncore.data import augmentation, bars, preparation, shapes, stratified
from cnncore.data.catalogue import load, sizes
from cnncore.data.config import DataConfig
from cnncore.data.openml import SOURCES
from cnncore.data.uploads import read_upload
from cnncore.layers import Maxout
from cnncore.network.operators import Conv, kernel_rows
from cnncore.train import initialization, schedules
from cnncore.train.building import assemble, data_shape, layer_names
from cnncore.train.config import TrainConfig
from cnncore.train.evaluation import BATCH
from cnncore.train.modules import Depthwise, Inception, Residual
from cnncore.train.optimizers import CALLS
from cnncore.train.weights import matching, weights_from_bytes

_OWN_LAYERS = (Maxout, Residual, Inception, Depthwise)
"""The layers torch.nn does not have: a script brings their classes along."""
SCRIPT_FILE, PICTURES_FILE = "train.py", "pictures.npz"


def script_files(
    config: TrainConfig, printed_loss: float, steps: int | None = None
) -> dict[str, bytes]:
    """All files of a run to take away: the script, and the pictures if they are an upload."""
    files = {SCRIPT_FILE: as_script(config, printed_loss, steps).encode()}
    if config.data.upload is not None:
        files[PICTURES_FILE] = read_upload(config.data.upload)
    return files


def as_script(config: TrainConfig, printed_loss: float, steps: int | None = None) -> str:
    """A Python script that repeats a run.

    Args:
        config: the run; put what was changed by hand into `config.changes`.
        printed_loss: `last_loss` of its finished event, NaN where that is none; the script prints
            its own beside it.
        steps: how many steps the run took, if it was stopped early; after none the script prints
            the loss on the test pictures.

    Returns:
        The script. It needs torch and NumPy; scikit-learn too for digits and OpenML.
    """
    parts = [
        _head(config, printed_loss, steps),
        _functions(config),
        _data(config.data),
        _model(config),
        _loop(config, is_untrained=steps == 0),
    ]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def curves_csv(events: Iterable[Mapping[str, Any]]) -> str:
    """The curves of a run as a table, one row a step, for a spreadsheet.

    Args:
        events: what the run told, as dicts.

    Returns:
        CSV with the columns step, batch_loss, batch_accuracy, learning_rate, test_loss,
        test_accuracy; a cell is empty where nothing was measured.
    """
    columns = ("batch_loss", "batch_accuracy", "learning_rate", "test_loss", "test_accuracy")
    rows: dict[int, dict[str, Any]] = {}
    for event in events:
        if event["type"] == "step":
            measured = zip(event["losses"], event["accuracies"], strict=True)
            for step, (loss, accuracy) in enumerate(measured, start=event["first"]):
                row = rows.setdefault(step, {})
                row["batch_loss"], row["batch_accuracy"] = loss, accuracy
            rows[event["step"]]["learning_rate"] = event["learning_rate"]
        elif event["type"] == "test":
            row = rows.setdefault(event["step"], {})
            row["test_loss"], row["test_accuracy"] = event["test_loss"], event["test_accuracy"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("step", *columns))
    for step, row in sorted(rows.items()):
        writer.writerow((step, *(row.get(column) for column in columns)))
    return text.getvalue()


def _head(config: TrainConfig, printed_loss: float, steps: int | None) -> str:
    return f'''"""A training run taken from the lab: the same numbers, with nothing but torch.

    pip install torch numpy{_needs(config.data)}
    python {SCRIPT_FILE}

The network: {config.network.as_text()}
"""

import base64
import hashlib
import math
import warnings
from collections import OrderedDict
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

SEED = {config.seed}
BATCH_SIZE = {config.batch_size}
EPOCHS = {config.epochs}
LEARNING_RATE = {config.learning_rate!r}
SCHEDULE = {config.schedule!r}
CHANGES = {pprint.pformat([[step, change] for step, change in config.changes], width=90)}
STOP_AFTER = {steps!r}  # steps; None: all
LAB_PRINTED = {_number(printed_loss)}  # the loss of the last batch

torch.set_num_threads(1)  # sums in another order would differ in the last digit
'''


def _number(value: float) -> str:
    """A number as a script can read it."""
    return repr(value) if math.isfinite(value) else "math.nan"


def _needs(data: DataConfig) -> str:
    return " scikit-learn" if data.name == "digits" or data.name in SOURCES else ""


def _functions(config: TrainConfig) -> str:
    """The lab's own functions, as they stand in their files."""
    own = {"shapes": [shapes], "bars": [bars], "upload": [stratified]}.get(config.data.name, [])
    used = [*own, preparation, initialization, schedules]
    if config.data.augment.is_active:
        used.append(augmentation)
    model = _assembled(config)
    used_kinds = {type(layer) for layer in model.children()}
    classes = [inspect.getsource(kind) for kind in _OWN_LAYERS if kind in used_kinds]
    return "\n\n\n".join(part.strip("\n") for part in [*map(_body, used), *classes])


def _body(module: ModuleType) -> str:
    """The text of a module below its imports."""
    source = inspect.getsource(module)
    imports = [
        node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    below = max(node.end_lineno or 0 for node in imports) if imports else 0
    return "\n".join(source.splitlines()[below:])


def _data(data: DataConfig) -> str:
    """Code that makes x_train, y_train, x_test and y_test."""
    train_size, test_size = sizes(data)
    if not train_size or not test_size:
        dataset = load(data)
        train_size, test_size = len(dataset.y_train), len(dataset.y_test)
    boundary, fill = None, "edge"
    if data.name in SOURCES:
        source = SOURCES[data.name]
        channels, height, width = source.shape
        boundary, fill = source.boundary, source.fill
        pictures = f"""
            from sklearn.datasets import fetch_openml

            bunch = fetch_openml({source.openml_name!r}, version={source.version}, as_frame=False)
            flat = np.asarray(bunch["data"]).astype(np.uint8)
            pictures = flat.reshape(-1, {channels}, {height}, {width}).transpose(0, 2, 3, 1)
            labels = np.asarray(bunch["target"]).astype(np.int64)"""
    elif data.name == "digits":
        fill = "constant"
        pictures = """
            from sklearn.datasets import load_digits

            bunch = load_digits()
            pictures = np.round(bunch["images"] * (255 / 16)).astype(np.uint8)[..., None]
            labels = bunch["target"].astype(np.int64)"""
    elif data.name == "upload":
        pictures = f"""
            stored = np.load({PICTURES_FILE!r})
            pictures, labels = stored["pictures"], stored["labels"].astype(np.int64)"""
    else:
        count = train_size + test_size
        pictures = f"""
            pictures, labels = draw_{data.name}({count}, {data.difficulty!r}, {data.seed})"""
    how_many = f"{train_size}, {test_size}, {data.seed}"
    split = f"split_indices(len(labels), {boundary}, {how_many})"
    if data.name == "upload":
        split = f"stratified_indices(labels, {how_many})"
    shuffled = f"""
            train_pictures = shuffle_pixels(train_pictures, {data.seed})
            test_pictures = shuffle_pixels(test_pictures, {data.seed})"""
    return "# ---- the pictures\n" + textwrap.dedent(
        f"""{pictures}
            train, test = {split}
            train_pictures = pictures[train]
            test_pictures = shift_pictures(pictures[test], {data.test_shift}, {fill!r}, {data.seed})
            {shuffled.strip() if data.pixel_shuffle else ""}
            mean, std = channel_statistics(train_pictures)

            def channels_last(pictures: np.ndarray) -> Tensor:
                x = standardize(pictures, mean, std).transpose(0, 2, 3, 1)
                return torch.from_numpy(x.copy()).permute(0, 3, 1, 2)


            x_train, y_train = channels_last(train_pictures), torch.from_numpy(labels[train])
            x_test, y_test = channels_last(test_pictures), torch.from_numpy(labels[test])
        """
    )


def _assembled(config: TrainConfig) -> nn.Sequential:
    return assemble(config.network, *data_shape(config.data))


def _model(config: TrainConfig) -> str:
    """Code that makes the model with its starting weights."""
    lines = ["# ---- the network", "model = nn.Sequential(", "    OrderedDict(", "        ["]
    for name, layer in _assembled(config).named_children():
        prefix = "" if isinstance(layer, _OWN_LAYERS) else "nn."
        lines.append(f"            ({name!r}, {prefix}{layer!r}),")
    lines += ["        ]", "    )", ")", f"initialize(model, {config.init!r}, SEED)"]
    lines += _start(config)
    for name, block in zip(layer_names(config.network), config.network, strict=True):
        if isinstance(block, Conv) and block.kernel is not None:
            rows = kernel_rows(block.kernel, block.kernel_size)
            lines += [
                f"kernel = torch.tensor({rows!r})  # from a lesson",
                f"model.{name}.weight.data[0] = kernel / model.{name}.weight.shape[1]",
                *([f"model.{name}.bias.data[0] = 0.0"] if block.bias else []),
            ]
        if isinstance(block, Conv) and block.frozen:
            lines.append(f"model.{name}.requires_grad_(False)  # frozen")
    lines.append("model = model.to(memory_format=torch.channels_last)")
    return "\n".join(lines)


def _start(config: TrainConfig) -> list[str]:
    """Weights to begin from, as text in the script."""
    if config.start is None:
        return []
    state = matching(weights_from_bytes(config.start), _assembled(config).state_dict())
    lines = ["START = {  # weights to begin from"]
    for name, tensor in state.items():
        text = base64.b64encode(tensor.numpy().tobytes()).decode()
        kind = str(tensor.dtype)
        lines.append(f"    {name!r}: ({kind}, {tuple(tensor.shape)}, {text!r}),")
    return [
        *lines,
        "}",
        "given = {",
        "    name: torch.frombuffer(bytearray(base64.b64decode(text)), dtype=kind).reshape(shape)",
        "    for name, (kind, shape, text) in START.items()",
        "}",
        "model.load_state_dict(model.state_dict() | given)",
    ]


def _loop(config: TrainConfig, *, is_untrained: bool) -> str:
    """The training loop and what it prints; of a run without a step, the test."""
    if is_untrained:
        return (
            _test()
            + """

if __name__ == "__main__":
    test_loss, accuracy = test()
    print(f"no step was taken: test loss {test_loss:.6f}, test accuracy {accuracy:.2%}")
"""
        )
    return _test() + _training(config)


def _test() -> str:
    return f'''# ---- the training
def test() -> tuple[float, float]:
    """Loss and accuracy on the test pictures."""
    model.eval()
    with torch.inference_mode():
        logits = torch.cat([model(part) for part in x_test.split({BATCH})])
    model.train()
    right = (logits.argmax(1) == y_test).double().mean()
    return F.cross_entropy(logits, y_test).item(), right.item()

'''


def _training(config: TrainConfig) -> str:
    kind, settings = CALLS[config.optimizer]
    options = "".join(f", {name}={value!r}" for name, value in settings.items())
    augment = config.data.augment
    if augment.is_active:
        arguments = ", ".join(f"{name}={value!r}" for name, value in augment.as_dict().items())
        change = (
            'generator = generator_for(SEED, "augment", step)\n'
            f"            x = augmented(x, generator, {arguments})"
        )
    else:
        change = ""
    order = (
        'torch.randperm(len(y_train), generator=generator_for(SEED, "batches", epoch))'
        if config.shuffle
        else "torch.argsort(y_train, stable=True).roll(epoch * (len(y_train) % BATCH_SIZE))"
    )
    script = f'''
def main() -> None:
    """Train, and print what the lab printed."""
    learning_rate, schedule, changes, step = LEARNING_RATE, SCHEDULE, list(CHANGES), 0
    optimizer = torch.optim.{kind.__name__}(
        [p for p in model.parameters() if p.requires_grad],
        lr=LEARNING_RATE, weight_decay={config.weight_decay!r}{options}
    )
    steps_per_epoch = len(y_train) // BATCH_SIZE
    total_steps = steps_per_epoch * EPOCHS
    torch.set_rng_state(generator_for(SEED, "dropout").get_state())
    for epoch in range(EPOCHS):
        order = {order}
        for rows in order[: steps_per_epoch * BATCH_SIZE].split(BATCH_SIZE):
            while changes and changes[0][0] <= step:
                command = changes.pop(0)[1]
                if command["do"] == "schedule":
                    schedule = command["value"]
                else:
                    learning_rate = command["value"]
            x = x_train.permute(0, 2, 3, 1).index_select(0, rows).permute(0, 3, 1, 2)
            {change}
            logits = model(x)
            loss = F.cross_entropy(logits, y_train[rows], label_smoothing={config.label_smoothing})
            optimizer.zero_grad()
            loss.backward()
            factor = schedule_factor(schedule, step, total_steps)
            optimizer.param_groups[0]["lr"] = learning_rate * factor
            optimizer.step()
            step += 1
            if step == STOP_AFTER:
                break
        test_loss, accuracy = test()
        print(f"epoch {{epoch + 1}}: loss {{loss.item():.6f}}")
        print(f"  test loss {{test_loss:.6f}}, test accuracy {{accuracy:.2%}}")
        if step == STOP_AFTER:
            break
    print(f"last loss {{loss.item():.6f}}, the lab printed {{LAB_PRINTED:.6f}}")
    if abs(loss.item() - LAB_PRINTED) > 1e-6:
        warnings.warn("another processor or another torch: the last digits differ", stacklevel=1)


if __name__ == "__main__":
    main()
'''
    return "\n".join(line for line in script.splitlines() if line.strip() or not line)
