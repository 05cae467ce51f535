"""At which steps a run is tested and photographed.

Decided by counting steps, never by a clock, so that the same settings give the same events.
"""

from dataclasses import dataclass

from cnncore.train.config import TrainConfig

TEST_SHARE = 0.04  # test pictures per training picture; one costs about a third as much
TEST_PICTURES = 120  # of one automatic test, if the budget allows
MIN_TEST_PICTURES = 50
MIN_TESTS, MAX_TESTS = 4, 30
STEPS_PER_SNAPSHOT = 40  # at least: a snapshot costs about as much as half a step


@dataclass(frozen=True, slots=True)
class Timetable:
    """The steps at which something is due.

    Attributes:
        total_steps: of the run.
        steps_per_epoch: of one epoch.
        tests: after how many steps the network is tested.
        test_pictures: how many test pictures are used then.
        snapshots: after how many steps a snapshot is taken; all of `tests` are among them.
    """

    total_steps: int
    steps_per_epoch: int
    tests: frozenset[int]
    test_pictures: int
    snapshots: frozenset[int]


def timetable(config: TrainConfig, train_size: int, test_size: int) -> Timetable:
    """The timetable of a run.

    Args:
        config: the run.
        train_size: pictures to learn from.
        test_size: pictures to test with.
    """
    steps_per_epoch = train_size // config.batch_size
    total = steps_per_epoch * config.epochs
    photos = min(config.snapshot_count, max(1, total // STEPS_PER_SNAPSHOT))
    if config.evaluate_every is not None:
        tests = {*range(0, total, config.evaluate_every), total}
        pictures = test_size
    else:
        budget = int(TEST_SHARE * total * config.batch_size)
        wanted = min(test_size, TEST_PICTURES)
        count = min(max(budget // wanted, MIN_TESTS), MAX_TESTS, total)
        tests = {0, *spread(count, total)}
        pictures = min(max(budget // count, MIN_TEST_PICTURES), test_size)
        photos = count * max(1, photos // count)  # so that a test and a snapshot coincide
    snapshots = {0, *spread(photos, total)} | tests
    return Timetable(total, steps_per_epoch, frozenset(tests), pictures, frozenset(snapshots))


def spread(count: int, total: int) -> list[int]:
    """`count` steps evenly spread up to `total`, which is the last.

    Example:
        >>> spread(4, 10)
        [2, 5, 7, 10]
    """
    return [total * (i + 1) // count for i in range(count)]
