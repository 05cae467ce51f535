"""The app as a visitor feels it: a real server, a real Chromium, a hundred visitors at once.

Run it with: python -m tests.benchmarks.bench_app
"""

from __future__ import annotations

import base64
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from lessons.machinery.catalogue import LESSONS
from tests.benchmarks.explored import explorer_figures
from tests.benchmarks.report import Figure, show
from tests.benchmarks.sessions import visit_together
from tests.benchmarks.slow_line import slow_line
from tests.benchmarks.taken_along import taken_figures
from tests.browser.chromium import LAPTOP, PHONE, Visits, launch, wait_until_ready
from tests.browser.server import running_server

PAGE = "convolution"
HERE = Path(__file__).parent
RECORDER = (HERE / "latency.js").read_text(encoding="utf-8")
FIRST_VISITS = 5
SLOW_VISITS = 3
# What the server would be without the freeze in app.py.
WITHOUT_FREEZE = "import gc; gc.freeze = lambda: None"
# The freeze alone, for a page that is not the course's.
WITH_FREEZE = "import gc, torch, pandas, streamlit.emojis; gc.collect(); gc.freeze()"
BARE_PAGE = "tests/benchmarks/bare_page.py"


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which that many percent lie."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def alone(name: str, ours: float, target: float | None, unit: str = "ms") -> Figure:
    """A figure that is compared with nothing but its target."""
    return Figure(name, ours, None, None, target, unit)


def hover(page: Page) -> list[float]:
    """Pointer event to changed DOM, over the output cells."""
    stepper = page.get_by_test_id("grid-stepper")
    page.evaluate("latency.start({ event: 'pointerrawupdate', until: 'mutation' })")
    stepper.scroll_into_view_if_needed()
    cells = stepper.locator('[data-role="output"] [role="gridcell"]').all()
    spots = [center(cell) for cell in cells]
    for x, y in spots * 8:
        page.mouse.move(x, y)
        page.wait_for_timeout(35)
    return page.evaluate("latency.stop()")


def drag(page: Page) -> list[float]:
    """Pointer event to the frame that shows the new grids, with the stride slider in hand."""
    slider = page.get_by_test_id("grid-stepper").locator('input[data-param="stride"]')
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    y, left, width = box["y"] + box["height"] / 2, box["x"] + 11, box["width"] - 22
    page.mouse.move(left, y)
    page.mouse.down()
    page.evaluate("latency.start({ event: 'pointermove', until: 'frame' })")
    for i in range(90):
        # Back and forth over the four values, a value a move.
        page.mouse.move(left + width * (i % 6 if i % 6 < 4 else 6 - i % 6) / 3, y)
        page.wait_for_timeout(35)
    times = page.evaluate("latency.stop()")
    page.mouse.up()
    return times


def through_server(page: Page) -> list[float]:
    """Click on a kernel's picture to the code panel with the server's numbers for it."""
    times = []
    for i in range(44):
        page.wait_for_timeout(120)
        times.append(page.evaluate("name => latency.throughServer(name)", ("blur", "x")[i % 2]))
    return times[4:]


def through_bare_page(browser: Browser, address: str) -> list[float]:
    """A click on the only component of a page to the number that the server counted."""
    page = browser.new_page()
    page.goto(address)
    page.add_script_tag(content=RECORDER)
    page.get_by_test_id("bare").wait_for()
    times = []
    for _ in range(44):
        page.wait_for_timeout(120)
        times.append(page.evaluate("latency.throughBarePage()"))
    page.close()
    return times[4:]


def switch_language(page: Page) -> list[float]:
    """Click on the switch to the lesson's title in the other language."""
    times = []
    for i in range(40):
        name = "English" if i % 2 else "中文"
        page.wait_for_timeout(120)
        times.append(page.evaluate("name => latency.switchLanguage(name)", name))
    return times[4:]


def over_picture(page: Page) -> list[float]:
    """Pointer event on the photograph to the window's numbers laid out, in the picture lab."""
    lab = page.get_by_test_id("picture-lab")
    lab.locator('[data-action="skip"]').click()
    return lab.evaluate("""root => {
      const screen = root.querySelector('[data-screen=input]');
      const box = screen.getBoundingClientRect();
      return Array.from({ length: 200 }, (_, i) => {
        const began = performance.now();
        screen.dispatchEvent(new PointerEvent('pointermove', {
          clientX: box.left + 20 + (i % 60) * 4, clientY: box.top + 40 + (i % 50) * 3,
          bubbles: true }));
        root.getBoundingClientRect();
        return performance.now() - began;
      });
    }""")


def center(cell: Locator) -> tuple[float, float]:
    """The middle of an element in the window."""
    box = cell.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def first_visit(browser: Browser, address: str) -> tuple[float, float]:
    """Seconds until the grid is drawn, and megabytes sent, for a visitor who was never here."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    page = context.new_page()
    page.add_init_script(RECORDER)
    sent = 0.0

    def count(event: dict) -> None:
        nonlocal sent
        sent += event["encodedDataLength"]

    def count_frame(event: dict) -> None:
        nonlocal sent
        sent += len(base64.b64decode(event["response"]["payloadData"]))

    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", count)
    devtools.on("Network.webSocketFrameReceived", count_frame)
    page.goto(f"{address}/{PAGE}?lang=en")
    drawn = page.wait_for_function("latency.drawnAt", timeout=30_000).json_value()
    page.wait_for_timeout(1500)  # what comes after the grid was transferred too
    context.close()
    return drawn / 1000, sent / 1e6


def layout_shift(browser: Browser, address: str, width: int, height: int) -> float:
    """How far what is seen jumps, from the start of a visit until the page is drawn."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(f"{address}/{PAGE}?lang=en")
    wait_until_ready(page)
    page.evaluate(RECORDER)
    shift = page.evaluate("latency.layoutShift()")
    page.close()
    return shift


def first_paint(browser: Browser, address: str) -> float:
    """Seconds until a visitor on a slow line sees the first words of a page."""
    page = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    page.goto(f"{address}/{PAGE}?lang=en", wait_until="commit")
    name = "first-contentful-paint"
    painted = page.wait_for_function(
        f"performance.getEntriesByName('{name}')[0]?.startTime", timeout=30_000
    ).json_value()
    page.close()
    return painted / 1000


def from_the_first_moment(browser: Browser, address: str) -> Iterator[Figure]:
    """What is seen first, and whether it stays where it is."""
    shift = max(layout_shift(browser, address, *size) for size in (LAPTOP, PHONE))
    yield alone("layout shift of a first visit", shift, 0.1, "  ")
    with slow_line(address) as slow:
        painted = statistics.median(first_paint(browser, slow) for _ in range(SLOW_VISITS))
    yield alone("first paint at 1.6 Mbit/s and 150 ms", painted, 2.5, "s ")


def stands(browser: Browser, address: str, page_id: str) -> float:
    """Seconds until the first screen of a page stands, for a visitor who was never here."""
    context = browser.new_context(viewport={"width": LAPTOP[0], "height": LAPTOP[1]})
    page = context.new_page()
    page.add_init_script(RECORDER)
    page.goto(f"{address}/{page_id}?lang=en", wait_until="commit")
    stood = page.wait_for_function("window.latency?.stoodAt", timeout=30_000).json_value()
    context.close()
    return stood / 1000


def through_catalogue(browser: Browser, address: str) -> Iterator[Figure]:
    """The first visit of every page against that of the first lesson, in turns."""
    for page_id in (entry.page_id for entry in LESSONS if entry.page_id != PAGE):
        rounds = [
            [stands(browser, address, visited) for visited in (page_id, PAGE)]
            for _ in range(FIRST_VISITS)
        ]
        ours, theirs = map(statistics.median, zip(*rounds, strict=True))
        ratio = statistics.median(one / other for one, other in rounds)
        yield Figure(f"first visit of {page_id} against {PAGE}", ours, theirs, ratio, 1.3, "s ")


def in_the_browser(browser: Browser, address: str, bare: str) -> Iterator[Figure]:
    """What one visitor feels."""
    visits = [first_visit(browser, address) for _ in range(FIRST_VISITS)]
    seconds, megabytes = zip(*visits, strict=True)
    yield alone("first visit to grid drawn, median", statistics.median(seconds), 1.5, "s ")
    yield alone("first visit, transferred", max(megabytes), 3.5, "MB")
    yield from from_the_first_moment(browser, address)
    yield from through_catalogue(browser, address)

    page = Visits(browser, address).open(f"/{PAGE}", lang="en")
    page.evaluate(RECORDER)
    yield alone("hover to DOM, p95", percentile(hover(page), 95), 17)
    yield alone("slider drag to redrawn, p95", percentile(drag(page), 95), 33)
    pictured = percentile(over_picture(page), 95)
    yield alone("pointer on the photograph to numbers, p95", pictured, 17)
    through, least = through_server(page), through_bare_page(browser, bare)
    for percent, target in ((50, 40), (95, 60)):
        ours, theirs = percentile(through, percent), percentile(least, percent)
        yield alone(f"server-bound widget to DOM, p{percent}", ours, target)
        name = f"the same against a page of one component, p{percent}"
        yield Figure(name, ours, theirs, ours / theirs, None, "ms")
    switched = switch_language(page)
    yield alone("language switch (whole page) to DOM, p50", percentile(switched, 50), None)
    yield alone("language switch (whole page) to DOM, p95", percentile(switched, 95), None)


def together(address: str, reference: str) -> Iterator[Figure]:
    """What thirty and a hundred visitors feel, and what thirty would feel without the freeze."""
    class_room = visit_together(address, PAGE, sessions=100, actions=5)
    yield alone("100 sessions every 2 s, p50", percentile(class_room, 50), None)
    yield alone("100 sessions every 2 s, p95", percentile(class_room, 95), 150)
    ours, unfrozen = (visit_together(server, PAGE) for server in (address, reference))
    yield alone("30 sessions every 2 s, p50", percentile(ours, 50), None)
    yield alone("30 sessions every 2 s, p95", percentile(ours, 95), 50)
    worst, without = percentile(ours, 95), percentile(unfrozen, 95)
    name = "30 sessions, p95 against no gc.freeze"
    yield Figure(name, worst, without, worst / without, 0.8, "ms")


def measure() -> Iterator[Figure]:
    """All figures, one after the other."""
    with running_server() as address:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            with running_server(WITH_FREEZE, BARE_PAGE) as bare:
                yield from in_the_browser(browser, address, bare)
            yield from explorer_figures(browser)
            browser.close()
        with running_server(WITHOUT_FREEZE) as reference:
            yield from together(address, reference)
    yield from taken_figures(PAGE)


if __name__ == "__main__":
    sys.exit(0 if show(measure()) else 1)
