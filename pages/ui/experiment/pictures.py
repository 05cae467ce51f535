"""A few of the pictures that a run learns from and is tested with, as it sees them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from cnncore.data import DataConfig, load
from pages.ui.runs.pictures import as_training_sees, png_source

if TYPE_CHECKING:
    from cnncore.train import TrainConfig

COUNT = 3


def pictures_of(config: TrainConfig) -> dict[str, list[str]]:
    """Addresses of ``COUNT`` training and as many test pictures, each of another class.

    All runs of an experiment show the same ones, so that what differs is seen.
    """
    return _pictures(json.dumps(config.data.as_dict(), sort_keys=True))


@st.cache_data(max_entries=32, show_spinner=False)
def _pictures(config_key: str) -> dict[str, list[str]]:
    config = DataConfig.from_dict(json.loads(config_key))
    dataset = load(config)
    wanted = [dataset.num_classes * i // COUNT for i in range(COUNT)]
    train, test = (
        pictures[[int(np.flatnonzero(labels == label)[0]) for label in wanted]]
        for pictures, labels in (
            (dataset.train_pictures, dataset.y_train),
            (dataset.test_pictures, dataset.y_test),
        )
    )
    train = as_training_sees(dataset, train, config.augment, draw=0)
    return {
        "train": [png_source(picture) for picture in train],
        "test": [png_source(picture) for picture in test],
    }
