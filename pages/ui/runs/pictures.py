"""Pictures of a data set as a page shows them."""

from __future__ import annotations

import base64
import io

import numpy as np
from PIL import Image

from cnncore.data import Augment, Dataset


def png_source(picture: np.ndarray) -> str:
    """Bytes (H, W, C) as a PNG, as an address for an image."""
    buffer = io.BytesIO()
    Image.fromarray(picture[..., 0] if picture.shape[-1] == 1 else picture).save(buffer, "PNG")
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def as_training_sees(
    dataset: Dataset, pictures: np.ndarray, augment: Augment, *, draw: int
) -> np.ndarray:
    """Pictures after one draw of the random changes, bytes (N, H, W, C) as they came."""
    if not augment.is_active:
        return pictures
    import torch  # only when someone looks

    from cnncore.data.augmentation import augmented

    x = torch.from_numpy(dataset.standardized(pictures))
    generator = torch.Generator().manual_seed(draw)
    changed = augmented(x, generator, **augment.as_dict()).numpy()
    scale, offset = dataset.std.reshape(-1, 1, 1), dataset.mean.reshape(-1, 1, 1)
    after = np.clip((changed * scale + offset) * 255 + 0.5, 0, 255).astype(np.uint8)
    return after.transpose(0, 2, 3, 1)
