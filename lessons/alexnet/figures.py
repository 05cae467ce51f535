"""The networks of the lesson to walk through, down to the numbers of one operator."""

from __future__ import annotations

from lessons.machinery.network_explorer import Explorer

EXPLORER = Explorer(models=("alexnet_paper", "alexnet_torchvision", "lenet5_1998", "lenet5_modern"))
