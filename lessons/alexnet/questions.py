"""The questions of the lesson; every answer is computed."""

from __future__ import annotations

from cnncore.cost import conv2d_params
from cnncore.shapes import conv_out_size
from lessons.alexnet.towers import ONE_TOWER, PAPER, side_behind, tower
from lessons.machinery.questions import Builder, Question, Slip, ask

LESSON = "alexnet"
GROUPED = ("conv2", "conv4", "conv5")
"""The layers of the paper whose kernels see one half of the channels."""
_WINDOWS = ((224, 11, 4), (64, 7, 2), (100, 9, 3), (128, 7, 4), (150, 11, 4))
_SMALLEST = 227
_JUMPS = (4, 8, 16)


def grouped_weights(seed: int) -> Question:
    """How many weights a convolution on two GPUs has, each kernel seeing one half."""
    column = tower(PAPER).column(GROUPED[seed % len(GROUPED)])
    whole = conv2d_params(column.ins, column.channels, column.kernel, bias=False)
    slips = [
        Slip("both_halves", whole),
        Slip("one_gpu", column.weights // 2),
        Slip("biases", column.params),
        Slip("one_channel", column.kernel**2 * column.channels),
        Slip("one_kernel", column.kernel**2 * column.seen),
    ]
    values = {
        "layer": column.name,
        "kernels": column.channels,
        "kernel_size": column.kernel,
        "ins": column.ins,
        "seen": column.seen,
    }
    return ask(LESSON, "grouped_weights", "number", answer=column.weights, slips=slips,
               values=values)  # fmt: skip


def so_little(seed: int) -> Question:
    """Why one tower has hardly more parameters, yet many more multiply-adds."""
    two, one = tower(PAPER), tower(ONE_TOWER)
    values = {
        "params": round(100 * (one.params / two.params - 1), 1),
        "mult_adds": round(100 * (one.mult_adds / two.mult_adds - 1)),
        "share": round(100 * two.fc_share),
        "conv": round(100 * sum(c.mult_adds for c in two.columns if c.kind == "conv")
                      / two.mult_adds),
    }  # fmt: skip
    slips = [Slip(name, name) for name in ("only_time", "few_layers")]
    return ask(LESSON, "so_little", "choice", answer="where", slips=slips, values=values, seed=seed)


def windows(seed: int) -> Question:
    """How many windows fit side by side without padding."""
    size, kernel_size, stride = _WINDOWS[seed % len(_WINDOWS)]
    answer = conv_out_size(size, kernel_size, stride=stride)
    slips = [
        Slip("no_plus_one", answer - 1),
        Slip("rounded_up", answer + 1),
        Slip("divided", size // stride),
        Slip("stride_one", size - kernel_size + 1),
        Slip("unrounded", (size - kernel_size) / stride + 1),
    ]
    values = {
        "size": size, "kernel_size": kernel_size, "stride": stride, "next": answer + 1,
        "first": answer * stride, "last": answer * stride + kernel_size - 1, "end": size - 1,
        "missing": answer * stride + kernel_size - size,
    }  # fmt: skip
    return ask(LESSON, "windows", "number", answer=answer, slips=slips, values=values)


def larger_picture(seed: int) -> Question:
    """The smallest picture that leaves a map of a given side behind pool5."""
    side = 7 + seed % 6
    answer = next(
        size for size in range(_SMALLEST, 2000) if side_behind(PAPER, size, "pool5") == side
    )
    jump = (answer - _SMALLEST) // (side - 6)
    slips = [
        *(Slip("jump", _SMALLEST + each * (side - 6)) for each in _JUMPS),
        Slip("proportional", round(_SMALLEST * side / 6)),
        Slip("from_224", 224 + jump * (side - 6)),
        Slip("one_less", answer - 1),
    ]
    values = {"side": side, "jump": jump, "smallest": _SMALLEST, "way": _way(side)}
    return ask(LESSON, "larger_picture", "number", answer=answer, slips=slips, values=values)


def _way(side: int) -> str:
    """From the last map back to the picture: what each layer must be given at least."""
    sides = [side]
    for column in reversed(tower(PAPER).columns):
        if column.kind in ("conv", "pool"):
            needed = (sides[-1] - 1) * column.stride + column.kernel - 2 * column.padding
            sides += [needed] if needed != sides[-1] else []
    return " → ".join(map(str, sides))


BUILDERS: dict[str, Builder] = {
    "grouped_weights": grouped_weights,
    "so_little": so_little,
    "windows": windows,
    "larger_picture": larger_picture,
}
WARM_UP: tuple[str, ...] = ()
RECALL = ("grouped_weights", "windows", "larger_picture")
