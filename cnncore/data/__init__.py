"""Pictures to learn from: on board, from OpenML, or the learner's own. No torch.

`load(DataConfig("shapes"))` gives a `Dataset`; `zips` takes the learner's own in; `mosaic` shows
samples; `augmentation` (which needs torch, and is imported by itself) changes batches at random.
"""

from cnncore.data.catalogue import DatasetInfo, list_datasets, load
from cnncore.data.config import DIFFICULTIES, FROM_OPENML, NAMES, ON_BOARD, Augment, DataConfig
from cnncore.data.dataset import Dataset, Pictures
from cnncore.data.errors import DataError, DataUnavailable
from cnncore.data.mosaic import class_mosaics, class_samples, mosaic
from cnncore.data.pictures import picture
from cnncore.data.uploads import store
from cnncore.data.zips import ZipPictures, read_zip

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
    "ZipPictures",
    "class_mosaics",
    "class_samples",
    "list_datasets",
    "load",
    "mosaic",
    "picture",
    "read_zip",
    "store",
]
