"""Generated stacks of blocks, legal or not."""

from hypothesis import strategies as st

from cnncore.network import (
    ACTIVATIONS,
    Activation,
    BatchNorm,
    Block,
    Conv,
    Depthwise,
    Dropout,
    Flatten,
    Inception,
    Linear,
    Network,
    Pool,
    Residual,
)

small = st.integers(1, 9)


@st.composite
def convs(draw: st.DrawFn) -> Conv:
    """Convolutions of every kind; some carry a lesson's kernel."""
    kernel_size = draw(st.integers(1, 5))
    cell = st.integers(-300, 300).map(lambda cents: f"{cents / 100:g}")
    row = st.lists(cell, min_size=kernel_size, max_size=kernel_size).map(",".join)
    rows = st.lists(row, min_size=kernel_size, max_size=kernel_size).map(";".join)
    return Conv(
        out_channels=draw(small),
        kernel_size=kernel_size,
        stride=draw(st.integers(1, 3)),
        padding=draw(st.integers(0, 3)),
        dilation=draw(st.integers(1, 2)),
        groups=draw(st.sampled_from((1, 1, 1, 2, 3))),
        bias=draw(st.booleans()),
        kernel=draw(st.none() | rows),
        frozen=draw(st.booleans()),
    )


pools = st.builds(
    Pool,
    mode=st.sampled_from(("max", "avg")),
    kernel_size=st.integers(1, 4),
    stride=st.none() | st.integers(1, 3),
    padding=st.integers(0, 2),
) | st.just(Pool("global_avg"))

residuals = st.builds(Residual, small, st.integers(1, 3), st.booleans(), st.booleans())
inceptions = st.builds(Inception, small, small, small, small, small, small)
depthwises = st.builds(Depthwise, small, st.integers(1, 3), st.booleans())
blocks: st.SearchStrategy[Block] = st.one_of(
    convs(),
    pools,
    st.builds(Activation, st.sampled_from(ACTIVATIONS)),
    st.just(BatchNorm()),
    st.builds(Dropout, st.floats(0, 0.95)),
    st.just(Flatten()),
    st.builds(Linear, st.integers(0, 12)),
    residuals,
    inceptions,
    depthwises,
)
networks = st.builds(Network, st.lists(blocks, max_size=7).map(tuple))
"""Any stack: most do not fit together."""

ended_networks = st.builds(
    Network, st.lists(blocks, max_size=5).map(lambda stack: (*stack, Flatten(), Linear()))
)
"""Stacks that end as they should: many fit together."""
