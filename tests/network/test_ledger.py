"""The ledger against torch, over all presets and generated stacks; and ways out of trouble."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from torch import Tensor, nn

from cnncore.layers import module_of
from cnncore.network import (
    Block,
    Depthwise,
    Flatten,
    Inception,
    Ledger,
    Linear,
    Network,
    Residual,
    ledger,
    list_presets,
    preset,
)
from cnncore.network.expand import expand
from cnncore.network.fixes import FIXES
from cnncore.network.placing import At, place
from cnncore.receptive_field import of_layers
from cnncore.train.building import assemble
from tests.network.stacks import depthwises, ended_networks, inceptions, networks, residuals, small

SHAPES = ((1, 8, 8), (1, 28, 28), (3, 32, 32))


def assert_matches_torch(network: Network, book: Ledger, num_classes: int = 10) -> None:
    model = assemble(network, book.in_shape, num_classes)
    assert sum(p.numel() for p in model.parameters()) == book.totals.params
    x = torch.zeros(1, *book.in_shape)
    for layer, row in zip(model.eval(), book.rows, strict=True):
        x, mult_adds = counted(layer, x)
        assert tuple(x.shape[1:]) == row.out_shape
        assert sum(p.numel() for p in layer.parameters()) == row.params
        assert mult_adds == row.mult_adds


def counted(layer: nn.Module, x: Tensor) -> tuple[Tensor, int]:
    """What a layer makes of one image, and the multiply-adds of all its weights on the way."""
    totals = []

    def count(part: nn.Module, _: Any, out: Tensor) -> None:
        if isinstance(part, nn.Conv2d | nn.Linear):
            totals.append(out[0].numel() * part.weight[0].numel())

    hooks = [part.register_forward_hook(count) for part in layer.modules()]
    out = layer(x)
    for hook in hooks:
        hook.remove()
    return out, sum(totals)


@pytest.mark.parametrize("in_shape", SHAPES, ids=str)
@pytest.mark.parametrize("name", [name for name in list_presets() if name != "empty"])
def test_presets_match_torch(name: str, in_shape: tuple[int, int, int]):
    network = preset(name, in_shape)
    book = ledger(network, in_shape, 10)
    assert book.problem is None
    assert_matches_torch(network, book)


@given(ended_networks)
def test_generated_stacks_match_torch(network: Network):
    book = ledger(network, (2, 13, 11), 10)
    assume(book.problem is None)
    assert_matches_torch(network, book)


@given(st.one_of(residuals, depthwises, inceptions), st.tuples(small, small, small))
def test_every_block_matches_torch_on_maps_too_small_to_stride(
    block: Block, in_shape: tuple[int, int, int]
):
    network = Network((block, Flatten(), Linear()))
    book = ledger(network, in_shape, 10)
    assert book.problem is None
    assert_matches_torch(network, book)


COMPOUND = [Residual(8, 2), Residual(6), Residual(8, skip=False), Residual(8, batch_norm=False)]
COMPOUND += [Inception(2, 3, 4, 2, 3, 5), Depthwise(8, 2), Depthwise(4, batch_norm=False)]


@pytest.mark.parametrize("block", COMPOUND, ids=str)
def test_a_compound_block_computes_what_its_tree_says(block: Block):
    """The lab's own modules are written to be read; the trees are what is counted."""
    shape = (6, 9, 9)
    own = assemble(Network((block, Flatten(), Linear())), shape, 10)[0]
    tree = module_of(place(expand(block, block.kind, shape[0]), At(shape), 10))
    weights = zip(tree.state_dict(), own.state_dict().values(), strict=True)
    tree.load_state_dict(dict(weights))
    x = torch.randn(3, *shape)
    torch.testing.assert_close(tree(x), own(x))


@given(networks)
def test_every_fix_is_legal(network: Network):
    problem = ledger(network, (3, 12, 12), 5).problem
    assume(problem is not None)
    assert problem is not None
    assert problem.fixes
    assert len({fix.network for fix in problem.fixes}) == len(problem.fixes)
    for fix in problem.fixes:
        assert ledger(fix.network, (3, 12, 12), 5).problem is None
        FIXES[fix.label_code].format(**fix.values)


PROBLEMS = {
    "c4k9-flat-fc": (0, "kernel_too_large", "more_padding"),
    "c4-m2-m2-m2-flat-fc": (3, "kernel_too_large", "remove_block"),
    "c4-m2p2-flat-fc": (1, "pool_padding_too_large", "less_padding"),
    "c4-c6g3-flat-fc": (1, "groups_do_not_divide", "fewer_groups"),
    "c4-c5g2-flat-fc": (1, "groups_do_not_divide", "more_channels"),
    "c5-maxout-flat-fc": (1, "pieces_do_not_divide", "more_channels"),
    "c4-flat-c4-fc": (2, "needs_a_map", "move_before_flatten"),
    "c4-fc": (1, "linear_needs_flatten", "insert_flatten"),
    "c4-relu": (2, "no_classifier", "append_classifier"),
    "flat-fc7": (2, "wrong_number_of_outputs", "outputs_are_classes"),
    "": (0, "no_classifier", "append_classifier"),
}


@pytest.mark.parametrize("text", PROBLEMS)
def test_a_problem_names_the_block_and_offers_the_fix(text: str):
    index, code, label_code = PROBLEMS[text]
    book = ledger(Network.from_text(text), (1, 8, 8), 10)
    assert book.problem is not None
    assert (book.problem.index, book.problem.code) == (index, code)
    assert label_code in {fix.label_code for fix in book.problem.fixes}
    assert len(book.rows) == index
    assert book.problem.message


def test_the_ledger_of_the_sketch():
    book = ledger(preset("tiny_vgg", (3, 32, 32)), (3, 32, 32), 6)
    assert book.totals.params == 12_750
    assert book.totals.mult_adds == 921_600 + 663_552 + 9_216
    fields = [row.receptive_field for row in book.rows]
    assert fields == [5, 5, 6, 10, 10, 12, None, None]
    assert of_layers([(5, 1, 2, 1), (2, 2, 0, 1), (3, 1, 1, 1), (2, 2, 0, 1)]).size == 12


def test_published_sizes():
    def params(name: str, in_shape: tuple[int, int, int]) -> int:
        return ledger(preset(name, in_shape), in_shape, 10).totals.params

    assert params("lenet5", (1, 28, 28)) == 61_706  # course/golden.json, lenet5_modern
    # He et al. 2015, table 6, rounds ResNet-20 and ResNet-32 to 0.27 M and 0.46 M
    assert round(params("plain20", (3, 32, 32)) / 1e6, 2) == 0.27
    assert round(params("plain32", (3, 32, 32)) / 1e6, 2) == 0.46


def test_networks_and_data_need_no_torch():
    check = "import sys, cnncore.network, cnncore.data; sys.exit('torch' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", check], cwd=root, check=False).returncode == 0
