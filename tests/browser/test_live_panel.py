"""The live panel in Chromium: against a pretended engine, state by state."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from itertools import cycle

import pytest
from playwright.sync_api import Locator, Page, expect

from lessons.machinery.languages import LANGUAGES
from tests.browser.chromium import PHONE, Visits, go_to, has_sideways_scroll, wait_until_ready
from tests.browser.conftest import Visit
from tests.browser.live import recording


@pytest.fixture
def visits(visit: Visit, live_server: str) -> Iterator[Visits]:
    with visit(live_server) as visits:
        yield visits


class Panel:
    """The panel on its page."""

    def __init__(self, visits: Visits, parameters: str, **options) -> None:
        self.lang = options.get("lang", "en")
        self.page: Page = visits.open(f"/?{parameters}", ready=False, **options)
        self.root: Locator = self.page.get_by_test_id("live-panel")
        expect(self.root).to_have_attribute("data-ready", "true", timeout=20_000)

    def show(self, job: str, lang: str = "") -> None:
        """Another run in the same window."""
        self.lang = lang or self.lang
        go_to(self.page, f"/?job={job}&lang={self.lang}")
        expect(self.page.locator("#shown")).to_have_text(f"{job}.")
        wait_until_ready(self.page)

    def wait(self, state: str) -> None:
        expect(self.root).to_have_attribute("data-state", state, timeout=10_000)

    def button(self, action: str) -> Locator:
        return self.root.locator(f'[data-action="{action}"]')

    def panel(self, name: str) -> Locator:
        panel = self.root.locator(f'[data-panel="{name}"]')
        panel.scroll_into_view_if_needed()
        return panel

    @property
    def step(self) -> int:
        return int(self.root.get_attribute("data-step") or -1)

    def log(self) -> Locator:
        return self.page.locator("#log")


def commands(address: str) -> list[dict]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{address}/commands", timeout=5) as answer:
        return json.load(answer)


STATES = {
    "queued": ("queued", {"stop"}),
    "queued_own": ("queued", {"stop"}),
    "middle": ("running", {"start", "stop", "reset"}),
    "paused": ("paused", {"start", "step", "epoch", "stop", "reset"}),
    "done": ("done", {"start", "step", "epoch", "reset"}),
    "nan": ("fault", {"start", "step", "epoch", "reset"}),
    "limit": ("fault", {"start", "step", "epoch", "reset"}),
    "unwatched": ("fault", {"start", "step", "epoch", "reset"}),
    "failed": ("fault", {"start", "step", "epoch", "reset"}),
    "worker": ("running", {"start", "stop", "reset"}),
    "cluster": ("running", {"start", "stop", "reset"}),
    "scheduler": ("running", {"start", "stop", "reset"}),
}


def test_a_lost_cluster_is_told_and_so_is_the_new_start(visits: Visits):
    panel = Panel(visits, "job=cluster", lang="en")
    band = panel.root.locator(".band")
    expect(band).to_contain_text("The training cluster is out of reach")
    for job, after in (
        ("scheduler", "the run went on from its snapshot at step 285"),
        ("scheduler_early", "no snapshot was kept, so the run has started over"),
    ):
        panel.show(job)
        expect(band).to_contain_text("The training cluster was lost and is back; the run is going")
        expect(band).to_contain_text(f"The training cluster was lost and is back; {after}")
        expect(band).not_to_contain_text("process died")


def test_who_waits_for_a_run_of_their_own_is_told_so(visits: Visits):
    panel = Panel(visits, "job=queued_own", lang="en")
    band = panel.root.locator(".band")
    expect(band).to_contain_text("Another run of yours is still going on.")
    panel.show("queued")
    expect(band).to_contain_text("1 before you")


def test_a_lost_worker_is_told_as_what_it_is(visits: Visits):
    band = Panel(visits, "job=worker", lang="en").root.locator(".band")
    expect(band).to_contain_text("The training process died; it went on from its snapshot at step")
    expect(band).not_to_contain_text("cluster")


def test_every_state_has_its_buttons_and_words(visits: Visits):
    panel = Panel(visits, "job=nothing", lang="en")
    panel.wait("gone")
    visits.complaints.clear()  # Chromium logs the 404
    # Languages by turns: that no sentence is missing in one, tests/pages/runs shows.
    for lang, (job, (state, enabled)) in zip(cycle(LANGUAGES), STATES.items(), strict=False):
        panel.show(job, lang)
        panel.wait(state)
        found = panel.root.locator(".buttons button:not(:disabled)").evaluate_all(
            "nodes => nodes.map(node => node.dataset.action)"
        )
        assert set(found) == enabled, job
        assert panel.root.get_by_role("status").inner_text(), job
        assert "{" not in panel.root.inner_text(), job


def test_curves_show_what_the_events_say(visits: Visits):
    panel = Panel(visits, "job=done", lang="en")
    panel.wait("done")
    last = recording.test(900)
    shown = f"test {100 * last['test_accuracy']:.1f}"
    expect(panel.panel("accuracy")).to_contain_text(shown)
    expect(panel.panel("loss")).to_contain_text(f"test {last['test_loss']:.2f}")
    expect(panel.root.get_by_role("status")).to_contain_text(f"{100 * last['test_accuracy']:.1f}")
    assert panel.step == 900


def test_progress_speed_and_time_left_are_told_during_a_run(visits: Visits):
    panel = Panel(visits, "job=middle", lang="en")
    panel.wait("running")
    # 300 of 900 steps are left, at 75 a second.
    expect(panel.root.locator(".counters dt")).to_have_text(["epoch", "step", "images/s", "left"])
    expect(panel.root.locator(".counters dd")).to_have_text(["8 / 12", "600 / 900", "2,184", "4 s"])
    track = panel.root.get_by_role("progressbar")
    expect(track).to_have_attribute("aria-valuenow", "600")
    expect(track).to_have_attribute("aria-valuemax", "900")


def test_a_fault_leaves_the_curves_and_offers_two_ways_on(visits: Visits):
    panel = Panel(visits, "job=nan", lang="en")
    panel.wait("fault")
    expect(panel.root.locator(".band")).to_contain_text("At step 41")
    expect(panel.root.locator(".actions button")).to_have_text(
        ["Go on from step 38 with 0.002", "Start over with 0.002"]
    )
    expect(panel.panel("loss")).to_contain_text("step 41: NaN")
    assert panel.panel("loss").locator('[data-series="batch"]').get_attribute("d")
    panel.root.locator('[data-choice="continue_lower"]').click()
    expect(panel.log()).to_contain_text("'name': 'continue_lower', 'value': 0.002")


def test_an_impossible_network_is_refused_in_the_same_sentence(visits: Visits):
    panel = Panel(visits, "problem=No%20room%20for%20a%205x5%20kernel.", lang="en")
    panel.wait("blocked")
    expect(panel.button("start")).to_be_disabled()
    expect(panel.root.locator(".band")).to_contain_text("No room for a 5x5 kernel.")
    panel.root.locator('[data-choice="fix"]').first.click()
    expect(panel.log()).to_contain_text("'value': 'padding'")


def test_a_broken_line_is_mended_without_a_gap(visits: Visits):
    panel = Panel(visits, "job=broken", lang="en")
    expect(panel.root).to_have_attribute("data-step", "430", timeout=15_000)
    panel.wait("running")
    expect(panel.root.locator(".band")).to_contain_text("130 missing steps")


def test_an_unknown_run_is_told(visits: Visits):
    panel = Panel(visits, "job=nothing", lang="en")
    panel.wait("gone")
    expect(panel.root.locator(".band")).to_contain_text("no longer has this run")
    expect(panel.button("start")).to_be_enabled()
    visits.complaints.clear()  # Chromium logs the 404


def test_watching_costs_no_script_run_and_redraws_are_bounded(visits: Visits):
    panel = Panel(visits, "job=running-watch", lang="en")
    panel.wait("running")
    seen = panel.page.evaluate(
        """async () => {
          const all = [...document.querySelectorAll('*')];
          const host = all.find((n) => n.shadowRoot?.querySelector('.live'));
          const line = host.shadowRoot.querySelector('[data-panel="loss"] [data-series="batch"]');
          const speed = host.shadowRoot.querySelector('.counters');
          let [curves, numbers, last] = [0, 0, 0];
          new MutationObserver(() => { curves += 1; }).observe(line, { attributes: true });
          new MutationObserver(() => {
            if (performance.now() - last > 20) numbers += 1;
            last = performance.now();
          }).observe(speed, { subtree: true, childList: true, characterData: true });
          const app = document.querySelector('[data-testid="stApp"]');
          let runs = 0;
          const observed = { attributeFilter: ['data-test-script-state'] };
          new MutationObserver(() => { runs += 1; }).observe(app, observed);
          await new Promise((resolve) => setTimeout(resolve, 2000));
          return { curves, numbers, runs };
        }"""
    )
    assert seen["runs"] == 0
    assert 8 <= seen["curves"] <= 21
    assert 3 <= seen["numbers"] <= 9


def test_commands_are_posted(visits: Visits, live_server: str):
    panel = Panel(visits, "job=middle-commands", lang="en")
    panel.wait("running")
    before = len(commands(live_server))
    panel.button("start").click()
    panel.button("stop").click()
    panel.page.wait_for_timeout(300)
    assert commands(live_server)[before:] == [{"do": "pause"}, {"do": "stop"}]


def test_start_step_and_reset_reach_the_script(visits: Visits):
    panel = Panel(visits, "lang=en")
    panel.wait("empty")
    panel.button("start").click()
    expect(panel.log()).to_contain_text("'mode': 'run'")
    panel.button("epoch").click()
    expect(panel.log()).to_contain_text("'mode': 'epoch'")
    panel.button("reset").click()
    expect(panel.log()).to_contain_text("reset:")


def test_the_end_is_told_once(visits: Visits):
    panel = Panel(visits, "job=done-once", lang="en")
    expect(panel.log()).to_contain_text(
        "finished:{'job': 'done-once', 'reason': 'done', 'began': True}"
    )
    panel.page.wait_for_timeout(500)
    assert panel.log().inner_text().count("finished:") == 1


def test_keys_work_on_the_page_but_not_in_a_field(visits: Visits, live_server: str):
    panel = Panel(visits, "job=paused-keys", lang="en")
    panel.wait("paused")
    before = len(commands(live_server))
    for key in ("s", "E", " "):
        panel.page.keyboard.press(key)
        panel.page.wait_for_timeout(150)
    assert commands(live_server)[before:] == [{"do": "step"}, {"do": "epoch"}, {"do": "resume"}]
    panel.page.evaluate(
        "document.body.append(Object.assign(document.createElement('input'), {id: 'field'}))"
    )
    panel.page.locator("#field").focus()
    panel.page.keyboard.press("s")
    panel.page.wait_for_timeout(150)
    assert len(commands(live_server)) == before + 3


def test_a_kernel_and_its_map_are_one_choice(visits: Visits):
    panel = Panel(visits, "job=paused", lang="en")
    panel.wait("paused")
    panel.panel("kernels").locator(".tile").nth(3).click()
    expect(panel.panel("maps").locator('.tiles .tile[aria-pressed="true"]')).to_have_attribute(
        "data-index", "3"
    )
    panel.panel("maps").get_by_role("button", name="conv 2").click()
    expect(panel.panel("maps").locator(".tiles .tile")).to_have_count(24)
    rows = panel.panel("gradients").locator(".bar-row")
    expect(rows).to_have_count(len(recording.LAYERS))


def test_a_cell_of_the_matrix_filters_the_gallery(visits: Visits):
    panel = Panel(visits, "job=paused", lang="en")
    panel.wait("paused")
    expect(panel.panel("mistakes").locator(".mistake")).to_have_count(8)
    panel.panel("confusion").locator('[data-row="0"][data-col="1"]').click()
    expect(panel.panel("mistakes").locator(".mistake")).to_have_count(2)
    panel.panel("mistakes").get_by_role("button", name="show all").click()
    expect(panel.panel("mistakes").locator(".mistake")).to_have_count(8)


def test_mistakes_and_embedding_move_while_it_trains(visits: Visits):
    panel = Panel(visits, "job=middle", lang="en")
    panel.wait("running")
    expect(panel.panel("mistakes").locator(".mistake")).to_have_count(8)
    expect(panel.panel("mistakes")).to_contain_text("102 of 600 test pictures")
    expect(panel.panel("embedding").locator("canvas")).to_be_visible()


def test_why_writes_out_the_softmax(visits: Visits):
    panel = Panel(visits, "job=paused", lang="en")
    panel.wait("paused")
    panel.panel("mistakes").locator(".mistake").first.click()
    why = panel.panel("mistakes").get_by_role("region")
    expect(why).to_contain_text("Why square?")
    shares = why.locator("td:last-child").all_inner_texts()
    total = sum(float(text.strip("= %")) for text in shares[:-1])
    assert total == pytest.approx(100, abs=0.1)


def test_a_slow_press_counts_while_the_panel_moves(visits: Visits):
    panel = Panel(visits, "job=running", lang="en")
    panel.wait("running")
    panel.panel("mistakes").locator(".mistake[data-index]").first.click()  # not an empty frame
    why = panel.panel("mistakes").get_by_role("region")
    close = why.get_by_role("button")
    close.hover()
    panel.page.mouse.down()
    step = panel.step
    panel.page.wait_for_function(
        "([panel, step]) => Number(panel.dataset.step) > step + 10",
        arg=[panel.root.element_handle(), step],
    )
    panel.page.mouse.up()
    expect(why).to_be_hidden()


def test_a_phone_never_scrolls_sideways(visits: Visits):
    panel = Panel(visits, "job=", lang="zh", viewport=PHONE)
    assert not has_sideways_scroll(panel.page)
    for job, state in (("paused", "paused"), ("nan", "fault"), ("queued", "queued")):
        panel.show(job)
        panel.wait(state)
        assert not has_sideways_scroll(panel.page), job


def test_two_parts_of_a_page_share_one_connection(visits: Visits):
    requests: list[str] = []
    page = visits.open("/?job=done-parts&part=transport", lang="en", ready=False)
    expect(page.get_by_test_id("live-panel")).to_have_attribute("data-state", "done")
    page.on("request", lambda r: requests.append(r.url) if "/live/" in r.url else None)
    page.reload()
    for test_id in ("live-transport", "live-panel"):
        expect(page.get_by_test_id(test_id)).to_have_attribute("data-state", "done", timeout=20_000)
    assert len(requests) == 1
