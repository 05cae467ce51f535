"""Two servers of the whole course share a scheduler and a worker, all started as README says."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.server import running_server
from tests.browser.test_lab_faults import LONG, TRAINING_MS, start, transport, wait_for_step
from tests.engine.processes import HOST, free_port, scheduler, workers


@pytest.mark.slow
def test_two_servers_take_turns_on_one_worker(visit: Visit):
    port = free_port()
    cluster = {"DASK_SCHEDULER_ADDRESS": f"tcp://{HOST}:{port}"}
    with (
        scheduler(port),
        workers(port, 1),
        running_server(**cluster) as one,
        running_server(**cluster) as two,
        visit(one) as visits_of_one,
        visit(two) as visits_of_two,
    ):
        first = visits_of_one.open(LONG, lang="en")
        start(first)
        wait_for_step(first, 5)

        second = visits_of_two.open("/training_lab?data=digits&epochs=1&network=linear", lang="en")
        start(second)
        expect(transport(second)).to_have_attribute("data-state", "queued")
        seen = int(transport(first).get_attribute("data-step") or 0)
        wait_for_step(first, seen + 5)
        expect(transport(second)).to_have_attribute("data-state", "queued")

        transport(first).locator('[data-action="stop"]').click()
        expect(transport(second)).to_have_attribute("data-state", "done", timeout=TRAINING_MS)
        expect(transport(first)).to_have_attribute("data-state", "done")
