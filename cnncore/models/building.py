"""The networks of the papers as torch modules, made of the same trees as their summaries."""

from collections.abc import Callable, Sequence

from torch import Tensor, nn

from cnncore.layers import Parallel, module_of
from cnncore.models.measuring import heads, measured, num_classes_of
from cnncore.models.registry import model
from cnncore.network.operators import Size


def follow(built: nn.Module, x: Tensor, see: Callable[[str, Tensor], None]) -> Tensor:
    """Run a network and show what each operator makes on the way.

    Args:
        built: from `build`.
        x: (N, C, H, W).
        see: gets an operator's path, as in the rows of `summarize`, and its output.

    Returns:
        What the network makes of `x`.
    """

    def watched(path: str) -> Callable[[nn.Module, object, Tensor], None]:
        return lambda _, __, out: see(path, out)

    handles = []
    for name, part in built.named_modules():
        if isinstance(part, Parallel):
            handles.append(part.register_forward_hook(watched(f"{name}.{part.join}")))
        elif not isinstance(part, nn.Sequential | WithHeads):
            handles.append(part.register_forward_hook(watched(name)))
    try:
        return built(x)
    finally:
        for handle in handles:
            handle.remove()


class WithHeads(nn.Module):
    """A network with auxiliary classifiers, which speak in training only."""

    def __init__(
        self, parts: Sequence[tuple[str, nn.Module]], ends: Sequence[tuple[str, str, nn.Module]]
    ) -> None:
        super().__init__()
        self.trunk = [name for name, _ in parts]
        self.ends = {after: name for after, name, _ in ends}
        for name, part in (*parts, *((name, head) for _, name, head in ends)):
            self.add_module(name, part)

    def forward(self, x: Tensor) -> Tensor | tuple[Tensor, ...]:
        """(N, C, H, W) to (N, classes); while training also what each head says, in order."""
        said = []
        for name in self.trunk:
            x = self.get_submodule(name)(x)
            if self.training and name in self.ends:
                said.append(self.get_submodule(self.ends[name])(x))
        return (x, *said) if self.training else x


def build(
    model_id: str,
    num_classes: int | None = None,
    in_channels: int | None = None,
    *,
    aux: bool = False,
    input_size: Size | None = None,
) -> nn.Module:
    """A network as a module with torch's own starting weights.

    A weight's name is the path of its operator in the tree and ``weight`` or ``bias``:
    ``conv1.conv.weight``. `cnncore.train.initialization.initialize` draws others. On
    ``torch.device("meta")`` nothing is drawn and no memory used.

    Args:
        model_id: one of `list_models`.
        num_classes: outputs; None: as published.
        in_channels: channels of a picture; None: as published.
        aux: with the auxiliary classifiers: in training the output is a tuple, theirs behind it.
        input_size: pixels of a picture, one number or (height, width); None: as published. Only
            networks with fully connected layers on a map depend on it.

    Raises:
        ModelError: `map_vanishes`.
        SettingError: no such network, or a number that has no meaning.
    """
    chosen = model(model_id)
    root = measured(model_id, input_size, num_classes, in_channels)
    if not aux:
        return module_of(root)
    ends = heads(chosen, root, num_classes_of(chosen, num_classes))
    return WithHeads(
        [(part.path, module_of(part)) for part in root.parts],
        [(a.after, head.path, module_of(head)) for a, head in zip(chosen.aux, ends, strict=True)],
    )
