"""Pictures to learn from: on board, from OpenML, or the learner's own. No torch.

`load(DataConfig("shapes"))` gives a `Dataset`; `uploads` takes zips in; `mosaic` shows samples;
`augmentation` (which needs torch, and is imported by itself) changes batches at random.
"""

from cnncore.data.catalogue import DatasetInfo, list_datasets, load
from cnncore.data.config import DIFFICULTIES, FROM_OPENML, NAMES, ON_BOARD, Augment, DataConfig
from cnncore.data.dataset import Dataset, Pictures
from cnncore.data.errors import DataError, DataUnavailable
from cnncore.data.mosaic import class_mosaics, class_samples, mosaic
from cnncore.data.uploads import picture, read_zip, store

__all__ = [
    "DIFFICULTIES",
    "FROM_OPENML",
    "NAMES",
    "ON_BOARD",
    "Augment",
    "DataConfig",
    "DataError",
    "DataUnavailable",
    "Dataset",
    "DatasetInfo",
    "Pictures",
    "class_mosaics",
    "class_samples",
    "list_datasets",
    "load",
    "mosaic",
    "picture",
    "read_zip",
    "store",
]
