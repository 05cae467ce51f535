"""Every network of golden.json, number by number, and the same tree in torch."""

import json
import re
from pathlib import Path

import pytest
import torch

from cnncore.models import build, list_models, model, scene, summarize
from cnncore.network.tree import Node, parts

FILE = Path(__file__).parents[1] / "golden" / "golden.json"
GOLDEN = {row["id"]: row for row in json.loads(FILE.read_text("utf-8"))["architectures"]}


def test_the_list_is_the_golden_one():
    assert list_models() == tuple(GOLDEN)


def test_titles_need_no_translation():
    titles = [model(model_id).title for model_id in list_models()]
    assert len({*titles}) == len(titles)
    name, version = r"[A-Z][\w-]+", r"( v\d(\.\d)?| [A-E](-LRN)?)?( ×0\.\d+)?"
    source = r"( \((\d{4}|PyTorch|torchvision|TF-Slim)\))?"
    assert [title for title in titles if not re.fullmatch(name + version + source, title)] == []


@pytest.mark.parametrize("model_id", list_models())
def test_the_numbers_are_the_golden_ones(model_id: str):
    golden, totals = GOLDEN[model_id], summarize(model_id).totals
    assert {
        "weights": totals.weights,
        "biases": totals.biases,
        "batchnorm_gamma_beta": totals.norm,
        "batchnorm_running_stats_not_counted": totals.norm,
        "total": totals.params,
    } == golden["params"]
    assert {
        "total": totals.mult_adds,
        "conv": totals.conv_mult_adds,
        "fc": totals.fc_mult_adds,
    } == golden["macs"]
    layers = (totals.depth, totals.conv_layers, totals.fc_layers)
    assert layers == (golden["depth"], golden["conv_layers"], golden["fc_layers"])


@pytest.mark.parametrize("model_id", list_models())
def test_stages_and_receptive_fields_are_the_golden_ones(model_id: str):
    golden, summary = GOLDEN[model_id], summarize(model_id)
    height, width, channels = map(int, golden["input"].split()[0].split("x"))
    assert summary.in_shape == (channels, height, width)
    stages = {stage.name: stage for stage in summary.stages}
    for row in golden.get("stages", ()):
        stage = stages[row["name"].partition(" x")[0]]  # "block35 x5" is five of them
        found = (stage.channels, stage.height, stage.width, stage.receptive_field, stage.jump)
        names = ("channels", "height", "width", "receptive_field", "jump")
        assert found == tuple(row[name] for name in names), row["name"]
    if last := golden.get("last_conv_receptive_field"):
        view = summary.totals.last_conv
        assert (view.size, view.jump, view.left_padding) == tuple(last.values())


@pytest.mark.parametrize("model_id", list_models())
def test_torch_has_the_same_weights_under_the_same_names(model_id: str):
    summary = summarize(model_id)
    with torch.device("meta"):
        built = build(model_id)
    numbers: dict[str, int] = dict.fromkeys((row.name for row in summary.rows), 0)
    for name, parameter in built.named_parameters():
        numbers[name.rpartition(".")[0]] += parameter.numel()
    assert numbers == {row.name: row.params for row in summary.rows}


def test_rows_add_up_to_the_totals():
    for model_id in list_models():
        summary = summarize(model_id)
        for name in ("params", "mult_adds", "activation_numbers"):
            assert sum(getattr(row, name) for row in summary.rows) == getattr(summary.totals, name)
        assert sum(stage.params for stage in summary.stages) == summary.totals.params


@pytest.mark.parametrize("model_id", list_models())
def test_a_scene_is_the_same_tree(model_id: str):
    drawn = scene(model_id)
    assert json.loads(json.dumps(drawn)) == drawn
    leaves = list(leaves_of(drawn["root"]))
    rows = summarize(model_id).rows
    assert [leaf["id"] for leaf in leaves] == [row.name for row in rows]
    known: set[str] = set()
    for leaf in leaves:
        assert {*leaf["inputs"]} <= known  # edges lead from what was drawn before
        assert leaf["inputs"] or leaf["id"] == leaves[0]["id"] or leaf["lane"] is not None
        known.add(leaf["id"])
    assert drawn["totals"]["params"] == sum(leaf["params"] for leaf in leaves)
    assert model(model_id).title == drawn["title"]


def leaves_of(node: dict) -> list[dict]:
    if node["kind"] == "op":
        return [node]
    return [leaf for child in node["children"] for leaf in leaves_of(child)]


@pytest.mark.parametrize("model_id", list_models())
def test_parts_of_one_node_have_names_of_their_own(model_id: str):
    def check(node: Node) -> None:
        names = [part.name for part in parts(node)]
        assert len({*names}) == len(names)
        assert not any("." in name or not name for name in names)
        for part in parts(node):
            check(part)

    chosen = model(model_id)
    for root in (chosen.root, *(aux.head for aux in chosen.aux)):
        check(root)
