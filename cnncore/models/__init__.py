"""The networks of the papers: exact trees, what they cost, torch modules, drawings.

model("vgg_D").root         the tree of operators, written as the paper's table
summarize("vgg_D")          shapes, parameters, multiply-adds, receptive fields, row by row
build("vgg_D")              the torch module; torch is loaded here and not before
scene("vgg_D")              the tree as data for a drawing
"""

from typing import TYPE_CHECKING, Any

from cnncore.models.errors import ModelError
from cnncore.models.model import Aux, Model
from cnncore.models.registry import list_models, model
from cnncore.models.scene import scene
from cnncore.models.summary import Stage, Summary, SummaryRow, Totals, summarize
from cnncore.models.variants import Difference, differences

if TYPE_CHECKING:
    from torch import nn

__all__ = [
    "Aux",
    "Difference",
    "Model",
    "ModelError",
    "Stage",
    "Summary",
    "SummaryRow",
    "Totals",
    "build",
    "differences",
    "list_models",
    "model",
    "scene",
    "summarize",
]


def build(model_id: str, *args: Any, **settings: Any) -> "nn.Module":
    """The network as a torch module: `cnncore.models.building.build`."""
    from cnncore.models import building

    return building.build(model_id, *args, **settings)
