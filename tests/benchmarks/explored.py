"""The explorer of networks as it feels: its first drawing, and frames while it moves."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from tests.benchmarks.report import Figure
from tests.browser.chromium import Visits
from tests.browser.server import running_server

NETWORKS = ("resnet152", "inception_v4")
SCRIPT = "tests/browser/live/app.py"
FIRST_VISITS = 5
FRAME_MS = 17.5
"""60 frames a second, with what the browser's own clock varies by."""

_DRAWN = """() => {
  const find = () => [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')]
    .map((host) => host.shadowRoot?.querySelector('[data-testid="explorer"]')).find(Boolean);
  const watch = () => {
    if (find()?.querySelector('.box')) window.explorerDrawnAt = performance.now();
    else requestAnimationFrame(watch);
  };
  watch();
}"""
# Frames while `act` moves something; the first ones belong to what was before.
_FRAMES = """async (root, act) => {
  const stage = root.querySelector('.stage');
  const box = stage.getBoundingClientRect();
  const at = (x, y, more) => ({ bubbles: true, cancelable: true, pointerId: 7,
    clientX: box.left + x, clientY: box.top + y, ...more });
  const acts = {
    zoom: (i) => stage.dispatchEvent(new WheelEvent('wheel',
      at(box.width / 2, 90, { ctrlKey: true, deltaY: i % 60 < 30 ? -14 : 14 }))),
    pan: (i) => {
      if (i === 0) {
        stage.dispatchEvent(new WheelEvent('wheel',
          at(box.width / 2, 90, { ctrlKey: true, deltaY: -300 })));
        stage.dispatchEvent(new PointerEvent('pointerdown', at(400, 90)));
      }
      stage.dispatchEvent(new PointerEvent('pointermove', at(400 + 120 * Math.sin(i / 9), 90)));
    },
    open: (i) => {
      if (i % 30) return;
      const up = root.querySelector('.up');
      if (up.disabled) [...root.querySelectorAll('.box[role=button]')].at(12)
        .dispatchEvent(new MouseEvent('click', { bubbles: true }));
      else up.click();
    },
  };
  const times = [];
  let before = null;
  for (let i = 0; i < 180; i += 1) {
    const now = await new Promise(requestAnimationFrame);
    if (before !== null) times.push(now - before);
    before = now;
    acts[act](i);
  }
  stage.dispatchEvent(new PointerEvent('pointerup', at(400, 90)));
  return times.slice(5);
}"""


def explorer_figures(browser: Browser) -> Iterator[Figure]:
    """First drawings and frame times, with the networks that have most to draw."""
    with running_server(script=SCRIPT) as address:
        for network in NETWORKS:
            page = _open(browser, address, network)  # also warms the server
            board = page.get_by_test_id("explorer")
            for act in ("zoom", "pan", "open"):
                slow = statistics.quantiles(board.evaluate(_FRAMES, act), n=20)[-1]
                yield _alone(f"{network}: a frame while one {act}s, p95", slow, FRAME_MS, "ms")
            page.context.close()
            drawn = [_first_drawing(browser, address, network) for _ in range(FIRST_VISITS)]
            name = f"{network}: from the component's script to drawn, median"
            yield _alone(name, statistics.median(drawn), 1.0, "s ")


def _alone(name: str, ours: float, target: float, unit: str) -> Figure:
    return Figure(name, ours, None, None, target, unit)


def _open(browser: Browser, address: str, network: str) -> Page:
    path = f"/?view=explorer&models={network}"
    page = Visits(browser, address).open(path, lang="en")
    page.get_by_test_id("explorer").locator(".box").first.wait_for(state="attached")
    return page


def _first_drawing(browser: Browser, address: str, network: str) -> float:
    """Seconds from the request for the explorer's script, by a visitor who was never here."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(f"({_DRAWN})()")
    page.goto(f"{address}/?view=explorer&models={network}&lang=en")
    drawn = page.wait_for_function("window.explorerDrawnAt", timeout=30_000).json_value()
    began = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".find(({ name }) => name.includes('/explorer/component.js')).startTime"
    )
    context.close()
    return (drawn - began) / 1000
