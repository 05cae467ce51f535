"""Every question over many seeds: its answer by torch, its slips distinct, its words complete."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn import functional

from lessons.convolution.figures import STEPPER
from lessons.dilated_transposed.figures import TRANSPOSED
from lessons.dilated_transposed.predictions import predict as predict_stamps
from lessons.dilated_transposed.stamps import StampCase
from lessons.machinery.catalogue import LESSONS
from lessons.machinery.figure import stepper_of
from lessons.machinery.grid import GridCase, notes_case
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.predictions import CONVOLUTION, ROUNDS, predict
from lessons.machinery.presets import KERNEL_NAMES, kernel_grid, random_digits
from lessons.machinery.questions import (
    Question,
    as_choice,
    build,
    explain,
    home_recall,
    option_label,
    parse_answer,
    parse_cell,
    prompt,
    question_ids,
    question_texts,
    recall_items,
    reveal,
    same_answer,
    show_value,
)

SEEDS = range(200)
SOME = range(25)
"""Enough for what torch computes."""
ALL = [(entry.page_id, name) for entry in LESSONS for name in question_ids(entry.page_id)]


def conv_size(size: int, kernel: int, **settings: int) -> int:
    """The size torch gives to a convolution that is carried out."""
    x, weight = torch.zeros(1, 1, size, size), torch.zeros(1, 1, kernel, kernel)
    return functional.conv2d(x, weight, None, **settings).shape[-1]


def values(question: Question, *names: str) -> list[int]:
    return [int(str(question.values[name])) for name in names]


def out_size(question: Question) -> float:
    size, kernel = values(question, "size", "kernel_size")
    more = {name: values(question, name)[0] for name in ("stride", "padding")
            if name in question.values}  # fmt: skip
    return conv_size(size, kernel, **more)


def shared_weights(question: Question) -> float:
    (kernel,) = values(question, "kernel_size")
    return torch.nn.Conv2d(1, 1, kernel, bias=False).weight.numel()


def five_times_centre(question: Question) -> float:
    x = torch.arange(1.0, 26).reshape(1, 5, 5)
    weight = torch.tensor([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]])[None, None]
    out = functional.conv2d(x, weight)[0]
    inner = x[0, 1:4, 1:4]
    return float(out[inner == question.values["centre"]])


def true_convolution(question: Question) -> float:
    window, weight = (np.array(question.values[name]) for name in ("window", "weight"))
    return float((window * np.rot90(weight, 2)).sum())


def flat_area(question: Question) -> float:
    x = torch.full((1, 3, 3), float(str(question.values["grey"])))
    return float(functional.conv2d(x, torch.tensor([[[[-1.0, 0, 1]] * 3]])))


def leftover(question: Question) -> float:
    size, kernel, stride, padding = values(question, "size", "kernel_size", "stride", "padding")
    x = torch.zeros(1, 1, size + 2 * padding, size + 2 * padding, requires_grad=True)
    functional.conv2d(x, torch.ones(1, 1, kernel, kernel), stride=stride).sum().backward()
    assert x.grad is not None
    read = x.grad[0, 0].sum(0).nonzero().max()
    return float(x.shape[-1] - 1 - read)


def pad_mode(question: Question) -> float:
    (distance,) = values(question, "distance")
    mode = {"zeros": "constant"}.get(str(question.values["mode"]), str(question.values["mode"]))
    row = torch.tensor([float(n) for n in str(question.values.get("row", "1 2 3 4 5")).split()])
    padded = functional.pad(row[None, None], (distance, distance), mode=mode)
    return float(padded[0, 0, 0])


def dilation_extent(question: Question) -> float:
    kernel, dilation = values(question, "kernel_size", "dilation")
    shrunk = 40 - conv_size(40, kernel, dilation=dilation)
    return shrunk + 1


def same_even(question: Question) -> float:
    def keeps_size(kernel: float) -> bool:
        sizes = [conv_size(20, int(kernel), padding=padding) for padding in range(8)]
        return 20 in sizes

    (found,) = [option for option in question.options if not keeps_size(float(str(option)))]
    return float(str(found))


def transposed_size(question: Question) -> float:
    size, kernel, stride = values(question, "size", "kernel_size", "stride")
    x, weight = torch.zeros(1, 1, size, size), torch.zeros(1, 1, kernel, kernel)
    return functional.conv_transpose2d(x, weight, stride=stride).shape[-1]


def uneven(question: Question) -> float:
    """The stride whose stamps of ones leave different numbers in the middle."""
    (kernel,) = values(question, "kernel_size")
    ones = torch.ones(1, 1, 9, 9)

    def middle(stride: int) -> torch.Tensor:
        weight = torch.ones(1, 1, kernel, kernel)
        out = functional.conv_transpose2d(ones, weight, stride=stride)[0, 0]
        return out[2 * kernel : -2 * kernel, 2 * kernel : -2 * kernel]

    (found,) = [option for option in question.options if len(middle(int(str(option))).unique()) > 1]
    return float(str(found))


def pooled_size(question: Question) -> float:
    size, kernel, stride = values(question, "size", "kernel_size", "stride")
    return functional.max_pool1d(torch.zeros(1, 1, size), kernel, stride, ceil_mode=True).shape[-1]


def corner_mean(question: Question) -> float:
    x = torch.zeros(1, 1, 5, 5, dtype=torch.float64)
    corner = [float(str(question.values[name])) for name in "abcd"]
    x[0, 0, :2, :2] = torch.tensor(corner, dtype=torch.float64).reshape(2, 2)
    return functional.avg_pool2d(x, 3, 2, 1, count_include_pad=False)[0, 0, 0, 0].item()


def pooled_gradient(x: torch.Tensor, grads: torch.Tensor, kernel: int, stride: int) -> torch.Tensor:
    """What comes back to the input of a max pooling."""
    x = x[None, None].requires_grad_()
    functional.max_pool2d(x, kernel, stride).backward(grads[None, None])
    assert x.grad is not None
    return x.grad[0, 0]


def grad_overlap(question: Question) -> float:
    x = torch.zeros(4, 4)
    x[1, 1] = 1
    grads = torch.tensor([float(str(question.values[name])) for name in "abcd"]).reshape(2, 2)
    return pooled_gradient(x, grads, 3, 1)[1, 1].item()


def grad_tie(question: Question) -> float:
    winner, rest, least, grad = map(float, values(question, "winner", "rest", "least", "grad"))
    x = torch.tensor([[winner, winner], [rest, least]])
    return pooled_gradient(x, torch.tensor([[grad]]), 2, 2)[0, 1].item()


def gap_weights(question: Question) -> float:
    size, channels = values(question, "size", "channels")
    x = torch.zeros(1, channels, size, size)
    pooled = functional.adaptive_avg_pool2d(x, 1)
    return x.flatten(1).shape[1] / pooled.flatten(1).shape[1]


def conv_weights(question: Question) -> float:
    (channels,) = values(question, "channels")
    return sum(p.numel() for p in torch.nn.Conv2d(channels, channels, 3, stride=2).parameters())


def passes(question: Question) -> float:
    x = torch.tensor(question.values["cells"], requires_grad=True)
    functional.relu(x).sum().backward()
    assert x.grad is not None
    return int((x.grad != 0).sum())


def sigmoid_depth(question: Question) -> float:
    (depth,) = values(question, "depth")
    x = torch.zeros((), dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad(torch.sigmoid(x), x)
    return round(float(1 / slope) ** depth)


def fade(question: Question) -> float:
    top = float(str(question.values["top"]))
    row = torch.tensor([-4, -3, -2, -1, 0.5, 1, 2, 3, 4], dtype=torch.float64) * top / 4
    whole, layer = row.max() - row.min(), 0
    while row.max() - row.min() >= whole / 100:
        row, layer = torch.sigmoid(row), layer + 1
    return layer


def merged_cell(question: Question) -> float:
    first, second = (torch.tensor(question.values[name]) for name in ("first", "second"))
    row, column = values(question, "row", "column")
    return float((second @ first)[row - 1, column - 1])


def prelu_step(question: Question) -> float:
    given = (float(str(question.values[name])) for name in ("x", "grad", "rate", "slope"))
    x, grad, rate, start = given
    slope = torch.tensor([start], dtype=torch.float64, requires_grad=True)
    out = functional.prelu(torch.tensor([x], dtype=torch.float64), slope)
    out.backward(torch.tensor([grad], dtype=torch.float64))
    assert slope.grad is not None
    return float(slope.detach() - rate * slope.grad)


BY_TORCH: dict[str, Callable[[Question], float]] = {
    "out_size": out_size,
    "shared_weights": shared_weights,
    "five_times_centre": five_times_centre,
    "true_convolution": true_convolution,
    "flat_area": flat_area,
    "padded_size": out_size,
    "leftover": leftover,
    "pad_mode": pad_mode,
    "dilation_extent": dilation_extent,
    "same_even": same_even,
    "alexnet_size": lambda question: conv_size(224, 11, stride=4),
    "transposed_size": transposed_size,
    "uneven": uneven,
    "ceil_size": pooled_size,
    "falls_off": pooled_size,
    "divisor": corner_mean,
    "grad_overlap": grad_overlap,
    "grad_tie": grad_tie,
    "gap_weights": gap_weights,
    "conv_weights": conv_weights,
    "dense_weights": lambda question: 1000 * 1000 * 10**6,
    "local_weights": lambda question: 10 * 10 * 10**6,
    "passes": passes,
    "sigmoid_depth": sigmoid_depth,
    "fade": fade,
    "merged_cell": merged_cell,
    "prelu_step": prelu_step,
    "weighted_sum": lambda question: eval(str(question.values["terms"]).replace("×", "*")),
}
WORDED = {
    "flip_matters",
    "alexnet_fix",
    "claimed_formula",
    "undo",
    "thousand",
    "shift_winner",
    "five_of_eight",
    "invariant",
    "monotone",
    "random_slope",
    "output_layer",
}
"""Their answers are words; tests of their own below."""


def test_every_question_has_an_independent_answer():
    assert {name for _, name in ALL} == set(BY_TORCH) | WORDED


@pytest.mark.parametrize(("lesson", "name"), [pair for pair in ALL if pair[1] not in WORDED])
def test_the_answer_is_what_torch_gives(lesson: str, name: str):
    for seed in SOME:
        question = build(lesson, name, seed)
        assert question.answer == pytest.approx(BY_TORCH[name](question), abs=1e-9), seed


def test_only_a_kernel_that_the_turn_changes_gives_another_convolution():
    x = torch.from_numpy(random_digits(6, 1))[None]
    for seed in SOME:
        question = build("convolution", "flip_matters", seed)
        for name in map(str, question.options):
            weight = torch.from_numpy(kernel_grid(name, 3))[None, None]
            plain, turned = (functional.conv2d(x, w) for w in (weight, weight.flip(2, 3)))
            assert (not torch.allclose(plain, turned)) == (name == question.answer)


def test_only_rrelu_draws_its_slope():
    question = build("activations", "random_slope")
    x = -torch.ones(50)
    called = {
        "rrelu": lambda: functional.rrelu(x, training=True),
        "leaky_relu": lambda: functional.leaky_relu(x),
        "prelu": lambda: functional.prelu(x, torch.tensor([0.25])),
        "elu": lambda: functional.elu(x),
    }
    drawn = {name for name, call in called.items() if len(call().unique()) > 1}
    assert drawn == {question.answer}
    assert set(question.options) == set(called)


def test_relu_keeps_the_order_and_no_more():
    question = build("activations", "monotone")
    x = torch.linspace(-2, 2, 9)
    out = functional.relu(x)
    assert (out.diff() >= 0).all()
    assert question.answer == "order"
    assert len(out.unique()) < len(x)  # so it is not invertible, nor proportional


def test_the_repair_that_fails_is_the_smaller_picture():
    outs = {
        "enlarge": conv_size(227, 11, stride=4),
        "two_each": conv_size(224, 11, stride=4, padding=2),
        "shrink": conv_size(223, 11, stride=4),
    }
    one_left_two_right = functional.pad(torch.zeros(1, 224, 224), (1, 2, 1, 2))
    out = functional.conv2d(one_left_two_right, torch.zeros(1, 1, 11, 11), stride=4)
    outs["total_three"] = out.shape[-1]
    question = build("stride_padding", "alexnet_fix")
    assert {name for name, out in outs.items() if out != 55} == {question.answer}
    assert set(question.options) == set(outs)


def test_a_transposed_convolution_brings_back_the_size_without_a_remainder_and_no_numbers():
    question = build("dilated_transposed", "undo")
    kernel, stride, exact, rest = values(question, "kernel_size", "stride", "exact", "rest")
    weight = torch.tensor([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]])[None, None]
    assert weight.shape[-1] == kernel
    backs = []
    for size in (exact, rest):
        x = torch.arange(1.0, size * size + 1).reshape(1, 1, size, size)
        small = functional.conv2d(x, weight, stride=stride)
        backs.append(functional.conv_transpose2d(small, weight, stride=stride))
    assert [back.shape[-1] for back in backs] == [exact, exact]
    assert float(backs[0][0, 0, 0, 0]) == question.values["corner"] != question.values["original"]
    assert question.answer == "size_if_exact"


def every_question() -> list[Question]:
    built = [build(lesson, name, seed) for lesson, name in ALL for seed in SEEDS]
    cases = [notes_case(), notes_case(stride=2), notes_case(padding=1), *random_cases()]
    asked = [predict(case, turn) for case in cases for turn in range(len(ROUNDS))]
    stamps = [predict_stamps(case, turn) for case in stamp_cases() for turn in range(len(ROUNDS))]
    return built + [pair[0] for pair in (*asked, *stamps) if pair]


def stamp_cases() -> list[StampCase]:
    """Transposed convolutions of many kinds; some leave no output."""
    rng = np.random.default_rng(1)

    def pair(low: int, high: int) -> tuple[int, int]:
        return int(rng.integers(low, high)), int(rng.integers(low, high))

    cases = [StampCase.of(TRANSPOSED.defaults)]
    for _ in range(80):
        x, weight = (rng.integers(-3, 10, rng.integers(1, 5, 2)).astype(float) for _ in range(2))
        stride, padding, dilation = pair(1, 5), pair(0, 3), pair(1, 3)
        extra = (int(rng.integers(stride[0])), 0)
        cases.append(StampCase(x, weight, stride, padding, extra, dilation))
    return cases


def random_cases() -> list[GridCase]:
    rng = np.random.default_rng(0)
    cases = []
    for index in range(120):
        # Every second one is a square.
        size, kernel, stride, padding, dilation = (
            (low, low) if index % 2 else (low, high)
            for low, high in (
                (int(rng.integers(*limits)), int(rng.integers(*limits)))
                for limits in ((3, 9), (1, 5), (1, 4), (0, 3), (1, 3))
            )
        )
        cases.append(
            GridCase(
                random_digits(size, int(rng.integers(9))),
                kernel_grid(str(rng.choice(KERNEL_NAMES)), kernel),
                stride=stride,
                padding=padding,
                dilation=dilation,
                flip=bool(rng.integers(2)),
            )
        )
    return cases


QUESTIONS = every_question()


SIZES = {
    "stride_padding": ("out_size", "padded_size", "leftover"),
    "dilated_transposed": ("dilation_extent", "transposed_size", "pad_mode"),
}


@pytest.mark.parametrize(
    ("lesson", "name"), [(lesson, name) for lesson, names in SIZES.items() for name in names]
)
def test_the_slips_about_sizes_have_a_number_each_whatever_the_seed(lesson: str, name: str):
    for seed in range(200):
        question = build(lesson, name, seed)
        answers = [question.answer, *(slip.answer for slip in question.slips)]
        assert len(set(answers)) == len(answers), seed
        assert question.hidden == (), seed


@pytest.mark.parametrize(("lesson", "name"), ALL)
def test_the_first_instance_tells_every_slip_from_the_answer_and_from_the_others(lesson, name):
    question = build(lesson, name)
    answers = [question.answer, *(slip.answer for slip in question.slips)]
    meeting = [
        one for index, one in enumerate(answers)
        if any(same_answer(one, other) for other in answers[:index])
    ]  # fmt: skip
    assert meeting == []
    assert question.hidden == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_slips_meet_every_cause_is_named(language):
    met = 0
    for question in QUESTIONS:
        for slip in question.slips:
            verdict = question.judge(slip.answer)
            assert slip in verdict.slips
            told = explain(question, verdict, language)
            for one in verdict.slips:
                alone = explain(question, replace(verdict, slips=(one,)), language)
                assert alone.headline in f"{told.headline} {told.reason}"
                assert alone.reason in told.reason
            met += len(verdict.slips) > 1
    assert met


def numbers_in(words: str) -> set[str]:
    return set(re.findall(r"[\d.,/]*\d(?:×10)?[⁰¹²³⁴⁵⁶⁷⁸⁹]*", words))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("lesson", "name"), ALL)
def test_a_wrong_answer_is_not_told_the_number(lesson, name, language):
    question = build(lesson, name)
    for key, raw in question_texts(lesson).area(name, language).items():
        assert key == "right" or "[[answer]]" not in raw
    if not isinstance(question.answer, (int, float)):
        return
    known = numbers_in(prompt(question, language))
    wrong = [slip.answer for slip in question.slips]
    for given in wrong if question.kind == "choice" else [*wrong, -987.5]:
        told = explain(question, question.judge(given), language)
        said = numbers_in(f"{told.headline} {told.reason}") - known - {show_value(given)}
        assert show_value(abs(question.answer)) not in said, told


def test_options_are_the_answer_and_what_the_slips_give():
    for question in QUESTIONS:
        expected = {question.answer, *(slip.answer for slip in question.slips)}
        if question.kind == "choice":
            assert sorted(map(str, question.options)) == sorted(map(str, expected))
        else:
            assert question.options == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_fills_and_every_finding_has_headline_and_reason(language):
    for question in QUESTIONS:
        texts = [prompt(question, language)]
        texts += [option_label(question, option, language) for option in question.options]
        findings = [reveal(question, language), reveal(question, language, "17")]
        if question.kind != "choice":
            findings.append(explain(question, question.judge(-987.5), language))
        findings += [
            explain(question, question.judge(slip.answer), language) for slip in question.slips
        ]
        for finding in findings:
            assert finding.headline
            assert finding.reason
            texts += [finding.headline, finding.reason]
        for text in texts:
            assert "[[" not in text
            assert not re.search(r"\d\.\d{5}|\d\.0\b(?!\d)", text), text


def test_every_slip_is_explained_and_every_explanation_is_used():
    explained: dict[str, set[str]] = {}
    used: dict[str, set[str]] = {}
    for question in QUESTIONS:
        where = f"{question.lesson_id}.{question.question_id}"
        keys = question_texts(question.lesson_id).area(question.question_id, "zh")
        explained[where] = {key.removeprefix("slips.") for key in keys if key.startswith("slips.")}
        used.setdefault(where, set()).update(slip.name for slip in question.slips)
    assert used == explained


def test_the_same_seed_gives_the_same_question_and_others_vary():
    for lesson, name in ALL:
        assert build(lesson, name, 3) == build(lesson, name, 3)
    varied = {str(build("convolution", "out_size", seed).values) for seed in SEEDS}
    assert len(varied) > 5


@pytest.mark.parametrize("text", ["5", " 5 ", "５", "5.0", "+5", "10/2", "5,0"])
def test_a_number_may_be_written_in_many_ways(text: str):
    assert build("convolution", "out_size").judge(text).is_right


@pytest.mark.parametrize("text", ["", "abc", "3e", "1/0", "--3", "35px", "nan", "inf", "1" * 30])
def test_nonsense_is_no_answer(text: str):
    verdict = build("convolution", "out_size").judge(text)
    assert not verdict.is_readable
    assert verdict.slips == ()
    assert verdict.given == text


def test_a_wrong_number_names_its_slip_or_none():
    question = build("convolution", "out_size")
    assert [slip.name for slip in question.judge("4").slips] == ["plus_one_missing"]
    assert question.judge("100").slips == ()
    assert question.judge("100").is_readable


def test_numbers_and_cells_are_read_and_shown():
    assert parse_answer("\N{MINUS SIGN}1/9") == pytest.approx(-1 / 9)
    assert parse_cell("1, 2") == (1, 2)
    assert parse_cell("x,2") is None
    assert parse_cell("1") is None
    shown = [show_value(v) for v in (10**12, 2 * 10**6, -3.0, 1 / 9, 12345, 4.5)]
    assert shown == ["10¹²", "2×10⁶", "\N{MINUS SIGN}3", "1/9", "12,345", "4.5"]


def test_the_notes_example_is_predicted():
    asked = predict(notes_case())
    assert asked is not None
    question, target = asked
    assert (question.answer, target) == (40, (0, 1))
    named = {slip.name: slip.answer for slip in question.slips}
    assert named.items() >= {"not_moved": 35, "two_cells": 45, "weights_ignored": 72}.items()
    strided = predict(notes_case(stride=2))
    assert strided is not None
    assert strided[0].answer == 45
    one = {slip.name: slip for slip in strided[0].slips}["stride_one"]
    assert one.answer == 40
    assert one.replay == {"stride": 1, "step": 1}


def test_a_prediction_knows_who_reads_the_gaps():
    figure = stepper_of("dilated_transposed")
    asked = predict(figure.case(figure.defaults))
    assert asked is not None
    named = {slip.name: slip for slip in asked[0].slips}
    x = torch.from_numpy(figure.case(figure.defaults).x)[None]
    weight = torch.tensor([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]]).double()[None, None]
    assert named["gaps_read"].answer == float(functional.conv2d(x, weight)[0, 0, 1])
    assert asked[0].answer == float(functional.conv2d(x, weight, dilation=2)[0, 0, 1])


def test_a_prediction_speaks_of_the_axis_the_window_moves_along():
    case = notes_case().changed(x=random_digits((9, 12), 3), stride=(2, 3))
    right, down = predict(case), predict(case, ROUNDS.index("next_row"))
    assert right is not None
    assert down is not None
    assert (right[0].values["stride"], down[0].values["stride"]) == (3, 2)
    named = {slip.name: slip for slip in right[0].slips}
    plain = case.changed(stride=1).out()
    assert named["stride_one_here"].answer == plain[0, 1]
    assert named["stride_one_here"].replay == {"stride": (2, 1), "step": 1}
    swapped = {slip.name: slip for slip in down[0].slips}["axes_swapped"]
    assert swapped.answer == plain[3, 0]
    assert swapped.replay == {"stride": (3, 2), "step": 5}


def test_the_cell_question_takes_each_stride_for_its_own_axis():
    case = notes_case().changed(x=random_digits((9, 12), 3), stride=(2, 3))
    asked = predict(case, ROUNDS.index("corner"))
    assert asked is not None
    question, _ = asked
    assert question.question_id == "corner_axes"
    assert question.answer == (1, 2)
    assert (question.values["top"], question.values["left"]) == (3, 7)
    assert {slip.name for slip in question.slips} == {"swapped", "centre", "first"}


@pytest.mark.parametrize("turn", range(15))
def test_another_prediction_cannot_be_read_off_the_first_cell(turn: int):
    settings = STEPPER.defaults | dict(CONVOLUTION.fresh(turn - turn % len(ROUNDS)))
    asked = predict(GridCase.of(settings), turn)
    assert asked is not None
    question, target = asked
    assert not question.hidden
    if target is not None:
        assert question.answer != question.values["first"]


def test_a_cell_question_with_padding_knows_who_forgets_it():
    case = notes_case(padding=1).changed(x=random_digits(7, 3))
    asked = predict(case, ROUNDS.index("corner"))
    assert asked is not None
    question, _ = asked
    top, left = values(question, "top", "left")
    assert question.answer == (top, left)  # counted from the corner of the padding
    (slip,) = question.judge((top - 1, left - 1)).slips
    assert slip.name == "padding_ignored"


def test_predictions_agree_with_torch_on_any_grid():
    for case in random_cases():
        asked = predict(case)
        if asked is None:
            assert case.out().size < 2
            continue
        weight = torch.from_numpy(case.used_weight.copy())[None, None]
        out = functional.conv2d(torch.from_numpy(case.x)[None], weight, stride=case.stride,
                                padding=case.padding, dilation=case.dilation)[0]  # fmt: skip
        question, target = asked
        assert target is not None
        assert question.answer == pytest.approx(float(out[target]))


def test_the_cell_question_names_the_window_that_torch_reads():
    case = notes_case(stride=2).changed(x=random_digits(9, 3))
    asked = predict(case, ROUNDS.index("corner"))
    assert asked is not None
    question, target = asked
    assert target is None
    assert question.kind == "cell"
    assert isinstance(question.answer, tuple)
    row, column = question.answer
    x = torch.zeros(1, 9, 9, requires_grad=True)
    out = functional.conv2d(x, torch.ones(1, 1, 3, 3), stride=2)
    out[0, int(row), int(column)].backward()
    assert x.grad is not None
    corner = x.grad[0].nonzero().min(0).values + 1
    assert corner.tolist() == [question.values["top"], question.values["left"]]


def test_recall_opens_with_what_is_taken_for_granted_then_with_earlier_lessons():
    (first,) = recall_items("convolution")
    assert (first.lesson_id, first.question_id) == ("convolution", "weighted_sum")
    later = recall_items("stride_padding")
    assert len(later) == 3
    assert {item.lesson_id for item in later} == {"convolution"}
    assert home_recall([]) == ()
    both = home_recall(["convolution", "stride_padding"], seed=4)
    assert [item.lesson_id for item in both] == ["convolution", "stride_padding", "convolution"]


def test_a_number_question_becomes_a_choice():
    question = as_choice(build("convolution", "out_size"), seed=1)
    assert question.kind == "choice"
    assert set(question.options) == {5, 4, 7, 6}
    verdict = question.judge(4)
    assert [slip.name for slip in verdict.slips] == ["plus_one_missing"]
    assert not question.judge(99).is_readable
