"""Summaries as text and as a table, on other sizes, and what is refused."""

import csv
import doctest
import io
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from cnncore.errors import SettingError
from cnncore.models import ModelError, build, list_models, scene, summarize
from cnncore.models.alexnet import PAPER_ROWS
from cnncore.models.measuring import smallest_size
from cnncore.network.operators import Conv

GOLDEN = Path(__file__).parents[1] / "golden" / "summaries"
NUMBERS = json.loads((GOLDEN.parent / "golden.json").read_text("utf-8"))
QUOTED = {row["id"]: row.get("quoted", {}) for row in NUMBERS["architectures"]}
EXAMPLES = {example["id"]: example for example in NUMBERS["worked_examples"]}


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_the_text_is_the_golden_one(path: Path, request: pytest.FixtureRequest):
    text = summarize(path.stem).as_text()
    if request.config.getoption("--update-golden"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_the_table_adds_up_to_the_totals():
    summary = summarize("googlenet_paper")
    rows = list(csv.DictReader(io.StringIO(summary.as_csv())))
    for name in ("params", "weights", "biases", "norm", "mult_adds", "activation_numbers"):
        assert sum(int(row[name]) for row in rows) == getattr(summary.totals, name)
    for kind, count in summary.totals.others.items():
        assert sum(int(row[kind]) for row in rows) == count


def test_other_operations_of_lenet():
    others = {row.name: row.others for row in summarize("lenet5_1998").rows}
    count = 6 * 14 * 14  # S2: the sum of four, the coefficient, and the bias
    assert others["S2.sub_sample"] == {"additions": 4 * count, "multiplications": count}
    assert others["output"]["multiplications"] == 84 * 10
    pools = {row.name: row.others for row in summarize("alexnet_paper").rows}
    assert pools["pool1"] == {"comparisons": 96 * 27 * 27 * 8}
    assert pools["conv3.relu"] == {"comparisons": 384 * 13 * 13}


def test_lenet_layer_by_layer_as_its_paper_counts():
    quoted, summary = QUOTED["lenet5_1998"], summarize("lenet5_1998")
    params = {stage.name: stage.params for stage in summary.stages if stage.params}
    assert params == quoted["per_layer_params"]
    # a connection is a weight or a bias used once
    layers = [row for row in summary.rows if row.mult_adds]
    connections = {row.stage: row.mult_adds + row.others["additions"] for row in layers}
    assert connections.items() <= quoted["per_layer_connections"].items()
    assert connections.keys() == {"C1", "C3", "C5", "F6"}


def test_alexnet_kernels_as_its_paper_writes_them():
    def kernel(conv: Conv, in_channels: int) -> str:
        seen = in_channels // conv.groups
        return f"{conv.kernel_size}x{conv.kernel_size}x{seen}x{conv.out_channels}"

    convs = [layer.conv for layer in PAPER_ROWS.values()]
    ins = (3, *(conv.out_channels for conv in convs))
    shapes = [kernel(conv, channels) for conv, channels in zip(convs, ins, strict=False)]
    assert shapes == QUOTED["alexnet_paper"]["conv_shapes"]


@pytest.mark.parametrize("size", ["224", "192", "160", "128"])
def test_mobilenet_on_smaller_pictures(size: str):
    totals = summarize("mobilenet_v1_1.00", int(size)).totals
    assert totals.mult_adds == EXAMPLES["mobilenet_resolution"]["macs"][size]
    assert totals.params == summarize("mobilenet_v1_1.00").totals.params


def test_where_the_multiply_adds_of_mobilenet_sit():
    summary = summarize("mobilenet_v1_1.00")
    kinds = {"conv1x1": "conv 1×1", "fc": "linear"}
    expected = EXAMPLES["mobilenet_table2_recomputed"]["mult_adds_percent"]
    for kind, name in kinds.items():
        part = sum(row.mult_adds for row in summary.rows if row.type == name)
        assert round(100 * part / summary.totals.mult_adds, 2) == expected[kind]


def test_fully_connected_layers_fit_the_picture():
    small, published = (summarize("vgg_D", size).totals for size in (64, None))
    assert published.params - small.params == (7 * 7 - 2 * 2) * 512 * 4096
    assert summarize("resnet18", (96, 160)).totals.params == summarize("resnet18").totals.params


@pytest.mark.parametrize("model_id", list_models())
def test_a_picture_too_small_is_refused_with_the_smallest(model_id: str):
    smallest = smallest_size(model_id)
    if smallest == 1:
        return
    with pytest.raises(ModelError) as refused:
        summarize(model_id, smallest - 1)
    values = refused.value.values
    assert (refused.value.code, values["smallest"]) == ("map_vanishes", smallest)
    assert values["size"] == (smallest - 1, smallest - 1)
    assert values["layer"] in {row.name for row in summarize(model_id).rows}
    assert str(smallest) in str(refused.value)


def test_heads_need_more_than_the_network():
    assert scene("inception_v3", 75)["aux"] == []
    with pytest.raises(ModelError) as refused:
        build("inception_v3", aux=True, input_size=75)
    assert refused.value.values["layer"] == "aux.pool"
    smallest = smallest_size("inception_v3", with_heads=True)
    assert refused.value.values["smallest"] == smallest
    assert [head["after"] for head in scene("inception_v3", smallest)["aux"]] == ["mixed_6e"]


@pytest.mark.parametrize(
    "settings", [("resnet20",), ("resnet18", 0), ("resnet18", 224, 0), ("resnet18", 224, 10, -1)]
)
def test_nonsense_is_refused(settings: tuple):
    with pytest.raises(SettingError):
        summarize(*settings)


def test_no_torch_is_needed():
    check = (
        "import sys, cnncore.models as m; m.summarize('resnet18'); m.scene('vgg_A'); "
        "sys.exit('torch' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", check], cwd=root, check=False).returncode == 0


@pytest.mark.parametrize(
    "module",
    [
        "models.summary",
        *("network.labels", "network.ledger", "network.offer"),
        *("network.operators", "network.presets", "network.text"),
    ],
)
def test_examples_in_docstrings_are_true(module: str):
    found = doctest.testmod(import_module(f"cnncore.{module}"))
    assert found.attempted
    assert found.failed == 0
