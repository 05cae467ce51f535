"""The way from a paper's network to a framework's, change by change."""

import pytest

from cnncore.models import model, summarize
from cnncore.models.variants import STEPS, all_differences, differences


@pytest.mark.parametrize("pair", STEPS)
def test_the_changes_lead_from_one_network_to_the_other(pair: tuple[str, str]):
    first, last = (model(model_id) for model_id in pair)
    *_, end = STEPS[pair]()
    assert end.root == last.root
    assert end.size == last.in_shape[1] == last.in_shape[2]
    before, after = (summarize(each.id).totals for each in (first, last))
    changes = differences(*pair)
    assert sum(change.effect_params for change in changes) == after.params - before.params
    assert sum(change.effect_mult_adds for change in changes) == after.mult_adds - before.mult_adds
    assert all(change.where for change in changes)
    assert len({change.name for change in changes}) == len(changes)


def test_known_effects():
    effects = {(row.model_b, row.name): row for row in all_differences()}
    tower = effects["alexnet_torchvision", "groups"]
    assert tower.where == ("conv2", "conv4", "conv5")
    # half the channels are seen in two groups: 5*5*48*256, 3*3*192*384 and 3*3*192*256 come back
    assert tower.effect_params == 5 * 5 * 48 * 256 + 3 * 3 * 192 * (384 + 256)
    assert effects["alexnet_torchvision", "lrn"].effect_params == 0
    stride = effects["resnet50", "stride_place"]
    assert (stride.effect_params, stride.effect_mult_adds) == (0, 231_211_008)
    assert stride.where == ("conv3_x", "conv4_x", "conv5_x")
    assert effects["googlenet_torchvision", "b5x5_kernel_size"].effect_params < 0
    assert effects["bn_inception_slim", "conv_bias"].effect_params == 11_285_224 - 11_295_240
