"""Random changes to a batch of training pictures, as tensor operations. Torch only, seeded.

Needs nothing but torch: a script taken away from the lab holds this file as it is.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def augmented(
    x: Tensor,
    generator: torch.Generator,
    *,
    crop: int = 0,
    flip: bool = False,
    shift: int = 0,
    noise: float = 0.0,
    colour: float = 0.0,
) -> Tensor:
    """The batch (N, C, H, W), every picture changed in its own way; the same shape.

    Args:
        x: standardised pictures.
        generator: all that is random comes from it, on the processor wherever `x` is.
        crop: a window smaller by 0 to this many cells is cut out and enlarged again.
        flip: half of the pictures are mirrored left to right.
        shift: moved by up to this many cells in each direction; the border is repeated.
        noise: standard deviation of noise added to each cell.
        colour: each channel is scaled by up to 1 +- colour and moved by up to +- colour.
    """
    if crop or shift or flip:
        x = _moved(x, generator, crop, flip, shift)
    if colour:
        shape = (2, len(x), x.shape[1], 1, 1)
        scale, offset = (2 * torch.rand(shape, generator=generator).to(x.device) - 1) * colour
        x = x * (1 + scale) + offset
    if noise:
        x = x + noise * torch.randn(x.shape, generator=generator).to(x.device)
    return x


def _moved(x: Tensor, generator: torch.Generator, crop: int, flip: bool, shift: int) -> Tensor:
    """Crop, flip and shift in one resampling: each is a line through the old coordinates."""
    n, _, h, w = x.shape
    smaller = torch.rand(n, generator=generator) * crop
    corner = torch.rand((n, 2), generator=generator)
    mirror = torch.where(torch.rand(n, generator=generator) < 0.5, -1.0, 1.0)
    moves = torch.randint(-shift, shift + 1, (n, 2), generator=generator)
    theta = torch.zeros((n, 2, 3))
    for axis, size in ((0, w), (1, h)):  # grid_sample counts x first, from -1 to 1
        room = smaller / size
        theta[:, axis, axis] = 1 - room
        theta[:, axis, 2] = (2 * corner[:, axis] - 1) * room + 2 * moves[:, axis] / size
    if flip:
        theta[:, 0, 0] *= mirror
    grid = F.affine_grid(theta.to(x.device), list(x.shape), align_corners=False)
    return F.grid_sample(x, grid, padding_mode="border", align_corners=False)
