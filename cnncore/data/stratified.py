"""Training and test pictures class by class, for data sets so small that chance would be unfair.

Of four cats among sixty dogs, an ordinary random split often leaves no cat to test with.
"""

import numpy as np


def stratified_indices(
    labels: np.ndarray, train_size: int, test_size: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Which pictures to learn from and which to test with: every class has its share of both.

    Args:
        labels: (N,) classes, from 0.
        train_size: pictures to learn from.
        test_size: pictures to test with; together not more than N.
        seed: same seed, same split.

    Returns:
        Two arrays of indices, (train_size,) and (test_size,), each in random order.
    """
    rng = np.random.default_rng([seed, 1])
    order = rng.permutation(len(labels))
    groups = [order[labels[order] == label] for label in np.unique(labels)]
    counts = np.array([len(group) for group in groups])
    for_test = shares(counts, test_size, most=counts - 1)  # one is left to learn from
    for_train = shares(counts - for_test, train_size, most=counts - for_test)
    test = [group[:n] for group, n in zip(groups, for_test, strict=True)]
    rest = [group[n:] for group, n in zip(groups, for_test, strict=True)]
    train = [group[:n] for group, n in zip(rest, for_train, strict=True)]
    return rng.permutation(np.concatenate(train)), rng.permutation(np.concatenate(test))


def shares(counts: np.ndarray, total: int, most: np.ndarray) -> np.ndarray:
    """`total` divided as `counts` are, each share at least 1 and within `most` where that can be.

    Example:
        >>> shares(np.array([4, 60]), 13, most=np.array([3, 59]))
        array([ 1, 12])
    """
    exact = counts * (total / counts.sum())
    found = np.clip(np.floor(exact).astype(int), 1, np.maximum(most, 1))
    while found.sum() > total:  # one less where it is missed least
        can_give = found > (1 if (found > 1).any() else 0)
        found[np.argmax(np.where(can_give, found - exact, -np.inf))] -= 1
    while found.sum() < total:
        limit = most if (found < most).any() else counts
        found[np.argmax(np.where(found < limit, exact - found, -np.inf))] += 1
    return found
