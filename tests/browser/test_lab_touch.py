"""The lab under a finger: what can be pressed is large enough, and a held block is dragged."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE
from tests.browser.conftest import OpenPage
from tests.browser.test_lab_build import builder, expect_address, expect_network

# What a finger 21 px beside the middle of a control would not press; the frame of the page apart.
TOO_SMALL = """() => {
  const deepest = (x, y) => {
    let found = document.elementFromPoint(x, y);
    for (let next = found; next; next = next === found ? null : next) {
      found = next;
      next = found.shadowRoot?.elementFromPoint(x, y) ?? found;
    }
    return found;
  };
  const isPart = (found, control) => found && (control === found || control.contains(found)
    || control.closest("label")?.contains(found) || found.closest("label")?.control === control);
  const roots = [...document.querySelectorAll('.stMain [data-testid="stBidiComponentIsolated"]')];
  const controls = [document.querySelector(".stMain"), ...roots.map((host) => host.shadowRoot)]
    .flatMap((root) => [...root.querySelectorAll("button, select, input")])
    .filter((one) => one.offsetWidth > 2 && one.offsetHeight > 2 && !one.disabled
      && !one.closest('.st-key-shell-phone-bar, .awaited, [aria-hidden="true"]')
      // Ten classes side by side leave a cell of a phone's matrix about 30 px.
      && !one.matches('[role="gridcell"]'));
  return controls.filter((control) => {
    control.scrollIntoView({ block: "center", inline: "center" });
    const { x, y, width, height } = (control.closest("label") ?? control).getBoundingClientRect();
    const [middleX, middleY] = [x + width / 2, y + height / 2];
    return [[-21, 0], [21, 0], [0, -21], [0, 21]]
      .some(([dx, dy]) => !isPart(deepest(middleX + dx, middleY + dy), control));
  }).map((control) => control.outerHTML.slice(0, 90));
}"""

HOLD_AND_DRAG = """async (face) => {
  const box = face.getBoundingClientRect();
  const at = (name, x, target) => target.dispatchEvent(new PointerEvent(name, {
    bubbles: true, composed: true, pointerId: 7, pointerType: "touch", isPrimary: true, button: 0,
    clientX: x, clientY: box.y + 40,
  }));
  at("pointerdown", box.x + 20, face);
  await new Promise((resolve) => setTimeout(resolve, 500));
  at("pointermove", box.x + 20 + 1.2 * 116, document);
  at("pointerup", box.x + 20 + 1.2 * 116, document);
}"""


def phone(open_page: OpenPage) -> Page:
    address = "/training_lab?data=digits&network=c8p1-relu-flat-fc"
    return open_page(address, lang="en", viewport=PHONE, touch=True)


def test_a_finger_meets_what_it_aims_at(open_page: OpenPage):
    page = phone(open_page)
    page.get_by_test_id("training-settings").locator(".drawer").click()
    builder(page).locator(".face").nth(1).click()
    page.get_by_test_id("data-strip").get_by_role("button", name="Options").click()
    page.get_by_test_id("data-strip").get_by_role("button", name="My own pictures").click()
    expect(page.locator(".st-key-lab-own").get_by_test_id("draw-pad")).to_be_visible()
    assert page.evaluate(TOO_SMALL) == []


def test_a_held_block_is_dragged_and_the_hint_says_so(open_page: OpenPage):
    page = phone(open_page)
    expect(builder(page)).to_contain_text("Hold a layer, then drag it")
    builder(page).locator('[data-index="0"]').evaluate(HOLD_AND_DRAG)
    expect(builder(page).locator(".block .block-name").first).to_have_text("ReLU")
    expect_address(page, "relu-c8p1-flat-fc")


def test_a_number_beyond_the_range_is_held_with_a_word(open_page: OpenPage):
    page = open_page("/training_lab?data=shapes&network=c8p1-relu-flat-fc", lang="en")
    builder(page).locator(".face").nth(1).click()
    field = builder(page).locator('[data-field="kernel_size"]')
    field.fill("20")
    field.press("Enter")
    expect_network(page, "c8k15p1-relu-flat-fc")
    expect(field).to_have_value("15")
    expect(builder(page).locator('[data-limit="kernel_size"]')).to_have_text("15 at most")
