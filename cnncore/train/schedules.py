"""How the learning rate changes over a run.

Needs nothing but Python: a script taken away from the lab holds this file as it is.
"""

import math


def schedule_factor(schedule: str, step: int, total_steps: int) -> float:
    """What the learning rate is multiplied with in the step after `step` finished ones.

    Args:
        schedule: "constant"; "step": 1, then 0.1 from half of the steps, 0.01 from three quarters;
            "cosine": half a cosine from 1 down to 0 (Loshchilov & Hutter 2016, arXiv:1608.03983,
            without restarts); "warmup": rises in equal steps over the first tenth, then 1.
        step: steps finished.
        total_steps: of the whole run.
    """
    match schedule:
        case "step":
            return 1.0 if 2 * step < total_steps else 0.1 if 4 * step < 3 * total_steps else 0.01
        case "cosine":
            return 0.5 + 0.5 * math.cos(math.pi * step / total_steps)
        case "warmup":
            return min(1.0, (step + 1) / max(1, total_steps // 10))
    return 1.0
