"""The data sets on board: seeded, split, standardised, and what is done to them."""

import numpy as np
import pytest
import torch

from cnncore.data import (
    DIFFICULTIES,
    ON_BOARD,
    Augment,
    DataConfig,
    DataError,
    class_mosaics,
    list_datasets,
    load,
    mosaic,
)
from cnncore.data.augmentation import augmented
from cnncore.data.bars import BAR_CLASSES, draw_bars
from cnncore.data.preparation import shift_pictures, shuffle_pixels, split_indices
from cnncore.data.shapes import SHAPE_CLASSES, draw_shapes
from cnncore.errors import SettingError


@pytest.mark.parametrize("name", ON_BOARD)
def test_a_data_set_is_ready_for_a_network(name: str):
    info = next(info for info in list_datasets() if info.name == name)
    dataset = load(DataConfig(name, train_size=200, test_size=50))
    assert dataset.in_shape == info.in_shape
    assert dataset.num_classes == info.num_classes
    assert dataset.x_train.shape == (200, *dataset.in_shape)
    assert dataset.x_train.dtype == np.float32
    assert dataset.y_train.dtype == np.int64
    assert len(dataset.x_test) == len(dataset.y_test) == 50
    channels = dataset.x_train.transpose(1, 0, 2, 3).reshape(dataset.in_shape[0], -1)
    np.testing.assert_allclose(channels.mean(1), 0, atol=1e-4)
    np.testing.assert_allclose(channels.std(1), 1, atol=1e-3)
    np.testing.assert_array_equal(dataset.standardized(dataset.test_pictures), dataset.x_test)
    assert sum(train for train, _ in dataset.balance().values()) == 200
    assert set(np.unique(dataset.y_train)) == set(range(dataset.num_classes))


@pytest.mark.parametrize("name", ["shapes", "bars"])
@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_drawings_are_seeded_and_full_of_every_class(name: str, difficulty: str):
    draw = draw_shapes if name == "shapes" else draw_bars
    classes = SHAPE_CLASSES if name == "shapes" else BAR_CLASSES
    pictures, labels = draw(120, difficulty, 3)
    again, labels_again = draw(120, difficulty, 3)
    np.testing.assert_array_equal(pictures, again)
    np.testing.assert_array_equal(labels, labels_again)
    assert not np.array_equal(pictures, draw(120, difficulty, 4)[0])
    assert set(labels) == set(range(len(classes)))
    assert pictures.dtype == np.uint8
    assert pictures.std(axis=(1, 2, 3)).min() > 3  # no empty picture


def test_the_split_never_mixes_train_and_test():
    train, test = split_indices(100, None, 70, 30, seed=5)
    assert sorted([*train, *test]) == list(range(100))
    train, test = split_indices(100, 80, 50, 20, seed=5)
    assert train.max() < 80 <= test.min()
    assert len(set(train)) == 50


def test_too_many_pictures_are_refused_by_the_number_that_was_asked_for():
    with pytest.raises(DataError) as refused:
        load(DataConfig("digits", train_size=1700, test_size=200))
    assert refused.value.code == "not_enough_pictures"
    assert refused.value.values == {"name": "digits", "wanted": 1700, "maximum": 1597}
    with pytest.raises(DataError) as refused:
        load(DataConfig("digits", test_size=1900))
    assert refused.value.code == "not_enough_to_test"
    assert refused.value.values == {"name": "digits", "wanted": 1900, "maximum": 1796}


def test_pixel_shuffle_is_one_reordering_for_all():
    pictures = np.arange(2 * 4 * 4, dtype=np.uint8).reshape(2, 4, 4, 1)
    shuffled = shuffle_pixels(pictures, seed=1)
    assert not np.array_equal(shuffled, pictures)
    np.testing.assert_array_equal(np.sort(shuffled, axis=None), np.sort(pictures, axis=None))
    np.testing.assert_array_equal(shuffled[1] - shuffled[0], np.full((4, 4, 1), 16))


def test_test_shift_moves_test_pictures_only():
    plain, moved = (load(DataConfig("digits", test_shift=shift)) for shift in (0, 1))
    np.testing.assert_array_equal(plain.x_train, moved.x_train)
    assert (plain.test_pictures != moved.test_pictures).any(axis=(1, 2, 3)).all()
    picture = np.zeros((40, 5, 5, 1), np.uint8)
    picture[:, 2, 2] = 9
    for one in shift_pictures(picture, 2, "constant", seed=0):
        row, column = np.argwhere(one[..., 0])[0]
        assert (row, column) != (2, 2)
        assert {row, column} <= {0, 2, 4}
    with pytest.raises(DataError):
        load(DataConfig("digits", test_shift=8))


def test_the_mosaic_shows_every_picture():
    pictures = np.arange(5, dtype=np.uint8).reshape(5, 1, 1, 1) * np.ones((5, 2, 3, 1), np.uint8)
    canvas = mosaic(pictures, columns=3, gap=1)
    assert canvas.shape == (5, 11, 1)
    assert canvas[3, 4, 0] == 4
    assert canvas[0, 3, 0] == canvas[4, 9, 0] == 255
    strips = class_mosaics(load(DataConfig("shapes", train_size=200, test_size=20)))
    assert list(strips) == list(SHAPE_CLASSES)
    assert strips["star"].shape == (65, 98, 3)


AUGMENTS = [
    Augment(crop=4),
    Augment(flip=True),
    Augment(shift=2),
    Augment(noise=0.3),
    Augment(colour=0.3),
    Augment(4, True, 2, 0.1, 0.1),
]


@pytest.mark.parametrize("augment", AUGMENTS, ids=str)
def test_augmentation_is_seeded_and_changes_pictures(augment: Augment):
    x = torch.randn(16, 3, 12, 10, generator=torch.Generator().manual_seed(0))

    def changed(seed: int) -> torch.Tensor:
        return augmented(x, torch.Generator().manual_seed(seed), **augment.as_dict())

    assert changed(1).shape == x.shape
    assert torch.equal(changed(1), changed(1))
    assert not torch.equal(changed(1), changed(2))
    assert not torch.equal(changed(1), x)


def test_what_augmentation_means():
    x = torch.zeros(64, 1, 9, 9)
    x[:, :, 4, 3] = 1.0
    generator = torch.Generator().manual_seed(0)
    flipped = augmented(x, generator, flip=True)
    places = {one[0].argmax().item() for one in flipped}
    assert places == {4 * 9 + 3, 4 * 9 + 5}
    moved = augmented(x, generator, shift=2)
    rows = {one[0].argmax().item() // 9 for one in moved}
    assert rows == {2, 3, 4, 5, 6}
    torch.testing.assert_close(moved.amax((1, 2, 3)), torch.ones(64))


REFUSED = {
    "unknown_choice": {"name": "imagenet"},
    "unknown_field": {"name": "digits", "size": 3},
    "only_for_upload": {"name": "digits", "upload": "0" * 32},
    "upload_missing": {"name": "upload", "upload": "../../etc/passwd"},
    "out_of_range": {"name": "digits", "augment": {"noise": 9}},
    "not_a_flag": {"name": "digits", "pixel_shuffle": 1},
}


@pytest.mark.parametrize("code", REFUSED)
def test_nonsense_is_refused(code: str):
    with pytest.raises(SettingError) as refused:
        DataConfig.from_dict(REFUSED[code])
    assert refused.value.code == code


def test_settings_survive_as_json():
    config = DataConfig("shapes", 3, "hard", 100, 50, True, 2, Augment(1, True, 2, 0.5, 0.25))
    assert DataConfig.from_dict(config.as_dict()) == config
