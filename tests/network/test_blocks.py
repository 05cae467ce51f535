"""Settings are read back as written, as dicts and as text, and nonsense is refused by a code."""

import json
import pickle
import re

import pytest
from hypothesis import given

from cnncore.errors import SettingError
from cnncore.network import (
    BLOCKS,
    Activation,
    Conv,
    Linear,
    Network,
    NetworkError,
    Pool,
    block_from_dict,
    list_presets,
    preset,
)
from cnncore.network.errors import MESSAGES
from cnncore.network.operators import LocalResponseNorm, Scale
from tests.network.stacks import networks

SHAPES = ((1, 8, 8), (1, 28, 28), (3, 32, 32))


@given(networks)
def test_a_network_survives_as_json_and_as_text(network: Network):
    assert Network.from_dict(json.loads(json.dumps(network.as_dict()))) == network
    assert Network.from_text(network.as_text()) == network
    assert re.fullmatch(r"[A-Za-z0-9._~-]*", network.as_text())  # unescaped in an address


@pytest.mark.parametrize("in_shape", SHAPES, ids=str)
@pytest.mark.parametrize("name", list_presets())
def test_a_preset_survives_as_text(name: str, in_shape: tuple[int, ...]):
    network = preset(name, in_shape)
    assert Network.from_text(network.as_text()) == network


def test_the_text_reads_like_the_network():
    network = Network.from_text("c12k5p2-relu-m2-c24-relu-m2-flat-fc")
    assert [block.kind for block in network] == [
        *("conv", "activation", "pool", "conv", "activation", "pool", "flatten", "linear")
    ]
    assert network.blocks[0] == Conv(12, kernel_size=5, padding=2)
    assert network.as_text() == "c12k5p2-relu-m2-c24-relu-m2-flat-fc"


def test_editing_a_network():
    network = Network.from_text("c4-relu-flat-fc")
    assert network.inserted(2, Pool()).as_text() == "c4-relu-m2-flat-fc"
    assert network.removed(1).as_text() == "c4-flat-fc"
    assert network.moved(1, 0).as_text() == "relu-c4-flat-fc"
    assert network.changed(0, out_channels=8).as_text() == "c8-relu-flat-fc"


REFUSED = {
    "unknown_kind": {"kind": "lstm"},
    "unknown_field": {"kind": "conv", "out_channels": 3, "filters": 3},
    "missing_field": {"kind": "conv"},
    "not_a_mapping": ["conv", 3],
    "too_small": {"kind": "conv", "out_channels": 0},
    "out_of_range": {"kind": "conv", "out_channels": 10_000},
    "not_an_integer": {"kind": "conv", "out_channels": "3"},
    "not_a_flag": {"kind": "conv", "out_channels": 3, "bias": 1},
    "not_a_number": {"kind": "dropout", "p": float("nan")},
    "unknown_choice": {"kind": "activation", "name": "swish"},
    "only_for_mode": {"kind": "pool", "mode": "global_avg", "kernel_size": 3},
    "kernel_not_square": {"kind": "conv", "out_channels": 3, "kernel": "1,2;3,4"},
}


@pytest.mark.parametrize("code", REFUSED)
def test_nonsense_is_refused(code: str):
    with pytest.raises(SettingError) as refused:
        block_from_dict(REFUSED[code])
    assert refused.value.code == code


NOT_OFFERED = {
    "out_of_range": (Conv(513), Linear(4097), Pool(kernel_size=16), Conv(8, stride=9)),
    "not_an_integer": (Conv(8, kernel_size=(1, 7)),),
    "unknown_field": (Pool(ceil_mode=True), Pool("avg", padding=1, count_include_pad=False)),
    "unknown_choice": (Activation("relu6"),),
    "unknown_kind": (LocalResponseNorm(), Scale(0.1)),
}


@pytest.mark.parametrize("code", NOT_OFFERED)
def test_the_lab_refuses_what_only_the_networks_of_papers_have(code: str):
    for block in NOT_OFFERED[code]:
        with pytest.raises(SettingError) as refused:
            Network((block,))  # pyright: ignore[reportArgumentType]
        assert refused.value.code == code


@pytest.mark.parametrize("text", ["c", "c0", "x3", "c3-", "c3--relu", "m", "fc-1", "drop2", "c3k"])
def test_unreadable_text_is_refused(text: str):
    with pytest.raises(SettingError):
        Network.from_text(text)


def test_long_input_is_refused():
    with pytest.raises(NetworkError):
        Network.from_text("relu-" * 5000)
    with pytest.raises(NetworkError):
        Network((Linear(3),) * 65)
    with pytest.raises(NetworkError):
        Network.from_dict({"blocks": [], "colour": "red"})


def test_errors_survive_a_worker_process():
    error = NetworkError("unreadable_block", text="x")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.code, again.values, str(again)) == (
        *(NetworkError, "unreadable_block", {"text": "x"}, str(error)),
    )


def test_every_block_has_a_kind_of_its_own():
    assert all(BLOCKS[kind].kind == kind for kind in BLOCKS)
    assert len(BLOCKS) == 10
    assert "no_classifier" in MESSAGES
