"""A code that says the address, and an address that a phone can open."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.ui.shell import qr, reach
from pages.ui.shell.reach import Reached, reachable, said
from tests.qr import read_svg

SHORT = "http://192.168.4.1:8501/convolution?lang=zh"
LONG = SHORT + "&input_values=" + "_".join(f"{n}.{n}" for n in range(90))


@pytest.mark.parametrize("address", ["http://a.b/", SHORT, SHORT + "&step=3" * 12, LONG])
def test_a_code_read_again_says_its_address(address: str) -> None:
    assert read_svg(qr.svg(address)) == address


def test_a_code_is_one_dark_path_on_white_that_scales_and_names_nothing() -> None:
    root = ElementTree.fromstring(qr.svg(SHORT))
    assert [(e.tag.rpartition("}")[2], e.get("fill")) for e in root] == [
        ("rect", "#fff"),
        ("path", "#000"),
    ]
    assert root.get("width") is None
    assert all(e.get("id") is None for e in root.iter())


@pytest.mark.parametrize("address", ["", "http://a.b/?x=" + "y" * qr.LONGEST])
def test_an_address_that_no_code_can_hold_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="characters"):
        qr.svg(address)


def of_phone(address: str, lan: str | None = "192.168.4.1", listens: str | None = None) -> Reached:
    return reachable(address, lan=lambda: lan, listens=lambda: listens)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.4.5.6", "0.0.0.0", "[::1]"])
def test_a_host_that_only_this_machine_knows_becomes_its_address_in_the_network(host: str) -> None:
    asked = f"http://{host}:8501/school/convolution?lang=zh&stride=2#change"
    reached = of_phone(asked)
    assert reached.address == "http://192.168.4.1:8501/school/convolution?lang=zh&stride=2#change"
    assert reached.replaced_host == host.strip("[]")
    assert not reached.hindrance


@pytest.mark.parametrize(
    "address", ["https://school.example/cnn/convolution?lang=en", "http://192.168.4.1:8501/"]
)
def test_an_address_that_others_know_stays(address: str) -> None:
    assert of_phone(address) == Reached(address)


def test_no_phone_is_promised_what_it_cannot_open() -> None:
    own = "http://localhost:8501/vgg"
    assert of_phone(own, lan=None) == Reached(own, hindrance="no_network")
    assert of_phone(own, listens="127.0.0.1") == Reached(own, hindrance="only_here")
    assert of_phone(own, listens="0.0.0.0").replaced_host == "localhost"


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "/convolution", "file:///etc"])
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not the address"):
        of_phone(address)


def test_the_host_found_here_is_never_the_loopback() -> None:
    found = reach.lan_host()
    assert found is None or not found.startswith(("127.", "0.", "169.254."))


def test_whoever_hands_an_address_out_is_told_what_to_know() -> None:
    own = "http://localhost:8501/vgg"
    assert "localhost" in said(of_phone(own), "zh")
    assert "HOST=0.0.0.0" in said(of_phone(own, listens="127.0.0.1"), "en")
    assert "no network" in said(of_phone(own, lan=None), "en")
    assert said(of_phone(SHORT), "zh") == ""


def test_a_page_asks_for_the_code_of_its_address() -> None:
    client = TestClient(Starlette(routes=reach.routes()))
    told = client.get("/share/reach", params={"address": SHORT}).json()
    assert told["address"] == read_svg(told["svg"]) == SHORT
    assert told["said"] == ""
    assert client.get("/share/reach", params={"address": "nonsense"}).status_code == 400
