"""The training lab's page: addresses, what the browser may send, words, pictures of the learner."""

from __future__ import annotations

import ast
import base64
import io
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from cnncore.data import errors as data_errors
from cnncore.data import list_datasets, load
from cnncore.data.config import DataConfig
from cnncore.network import Network, list_presets, preset
from cnncore.network.errors import MESSAGES as NETWORK_MESSAGES
from cnncore.network.fixes import FIXES
from cnncore.train import TrainConfig
from lessons.machinery.languages import LANGUAGES, slots
from lessons.training_lab.words import LAB
from pages.ui.lab import draw, live, network, params, run, state, take
from pages.ui.shell.url_state import checked

ROOT = Path(__file__).parents[3]
MAIN = ROOT / "pages" / "main.py"
STACK_CODES = (
    "kernel_too_large",
    "pool_padding_too_large",
    "groups_do_not_divide",
    "pieces_do_not_divide",
    "needs_a_map",
    "linear_needs_flatten",
    "no_classifier",
    "wrong_number_of_outputs",
)

ADDRESSES = {
    "own network": {"network": "c8k5s2p2-bn-relu-m2-drop0.5-flat-fc32-relu-fc", "data": "digits"},
    "impossible network": {"network": "c8k9-m2-c8k9-flat-fc", "data": "digits"},
    "every block": {"network": "c8-maxout-a2-res16-inc4_4_4_4_4_4-dw8-gap-flat-fc"},
    "unreadable network": {"network": "c8k5-<script>", "kernel": "1"},
    "hostile numbers": {"learning_rate": "nan", "weight_decay": "1e999", "seed": "-1"},
    "hostile choices": {"optimizer": "../../etc", "data": "upload", "train_size": "17"},
    "augment": {"augment": "flip1_shift3_noise0.2_bogus9_crop99", "data": "digits"},
    "too many pictures": {"data": "digits", "train_size": "3000"},
    "an upload that is gone": {"data": "upload", "upload": "0" * 32},
    "no upload": {"data": "upload", "upload": "../../etc/passwd"},
    "tabs": {"tab": "compare"},
    "explore": {"tab": "explore", "quantity": "gradient", "layer": "0"},
    "time": {"tab": "time"},
    "no such tab": {"tab": "<b>"},
}


def open_lab(lang: str, parameters: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.switch_page("training_lab.py")
    for name, value in {"lang": lang, **parameters}.items():
        app.query_params[name] = value
    return app.run()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("parameters", ADDRESSES.values(), ids=ADDRESSES)
def test_no_address_breaks_the_lab(lang: str, parameters: dict[str, str]):
    app = open_lab(lang, parameters)
    assert not app.exception
    assert not app.warning


def test_what_an_address_spells_wrongly_is_said_in_words():
    app = open_lab("en", {"network": "c8p1-nonsense", "augment": "shift2_huge9", "epochs": "999"})
    said = [e.proto.body for e in app.main if e.type == "html" and "notice" in e.proto.body]
    assert ["c8p1-nonsense" in said[0], "epochs=999" in said[1], "huge9" in said[2]] == [True] * 3


@pytest.mark.parametrize("name", list_presets())
@pytest.mark.parametrize("shape", [(1, 8, 8), (1, 28, 28), (3, 32, 32)])
def test_a_preset_keeps_its_name_in_the_address(name: str, shape: tuple[int, int, int]):
    blocks = preset(name, shape).as_dict()["blocks"]
    text = network.text_of_edit({"blocks": blocks}, shape)
    assert network.network_of(text, shape).as_dict()["blocks"] == blocks
    assert text in list_presets()


def test_values_survive_the_address():
    for param in params.PARAMS:
        assert param.parse(param.format(param.default)) == (param.default, None)
    augment = {"crop": 2.0, "flip": 1.0, "noise": 0.15}
    assert params.AUGMENT.parse(params.AUGMENT.format(augment)) == (augment, None)


def test_sliders_stop_where_the_parameter_allows():
    scales = {"learning_rate": "log", "weight_decay": "zero_log", "label_smoothing": "linear"}
    for param in params.SETTINGS:
        if not isinstance(param, params.FloatParam):
            continue
        places = state.places(scales[param.name])
        assert places == sorted(set(places))
        assert (places[0], places[-1]) == (param.low, param.high)
        for place in places:
            assert checked([param], {param.name: place})[param.name] == pytest.approx(place)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_impossible_stack_is_told_in_words(lang: str):
    for code in STACK_CODES:
        assert f"fault.{code}" in LAB
    for code in FIXES:
        assert f"fix.{code}" in LAB
    names = {s for code in NETWORK_MESSAGES for s in re.findall(r"{(\w+)}", NETWORK_MESSAGES[code])}
    extra = {"layer", "name", "padded", "extent", "shape", "channels", "groups", "why"}
    extra |= {"padding", "kernel_size"}
    for code in (*STACK_CODES, "other"):
        assert slots(LAB.area("fault", lang)[code]) <= names | extra  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_refusals_use_the_values_their_errors_carry(lang: str):
    for code, message in data_errors.MESSAGES.items():
        if f"refusal.{code}" in LAB:
            given = set(re.findall(r"{(\w+)}", message))
            assert slots(LAB.area("refusal", lang)[code]) <= given, code  # type: ignore[arg-type]


def test_every_word_the_lab_asks_for_exists():
    known = set(LAB)
    missing = set()
    for path in [*(ROOT / "pages" / "ui" / "lab").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id != "word" or not node.args:
                continue
            key = node.args[0]
            if isinstance(key, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else "*" for p in key.values]
                text = "".join(map(str, parts))
            elif isinstance(key, ast.Constant):
                text = str(key.value)
            else:
                continue
            pattern = re.escape(text).replace(r"\*", "[a-z0-9_.]+")
            if not any(re.fullmatch(pattern, name) for name in known):
                missing.add(f"{path.name}: {text}")
    assert missing == set()


def test_every_class_and_data_set_has_a_name():
    for info in list_datasets():
        assert f"data.names.{info.name}" in LAB
    for name in ("shapes", "bars"):
        for class_id in load(DataConfig(name, train_size=20, test_size=10)).class_ids:
            assert f"data.classes.{class_id}" in LAB


def test_the_words_are_pairs():
    table = tomllib.loads(
        (ROOT / "lessons" / "training_lab" / "words.toml").read_text(encoding="utf-8")
    )
    assert set(table) >= {"lab", "block", "data", "settings", "fault", "fix", "refusal"}


def board(paint: np.ndarray) -> str:
    buffer = io.BytesIO()
    Image.fromarray(paint).save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def test_only_a_picture_of_the_boards_size_is_taken():
    black = np.zeros((256, 256, 3), np.uint8)
    taken = draw.decode(board(black))
    assert taken is not None
    assert taken.shape == (256, 256, 3)
    hostile = [None, 7, "", "data:image/png;base64,!!!", "javascript:alert(1)", board(black)[:-60]]
    hostile += [board(np.zeros((8, 8, 3), np.uint8)), board(black).replace("png", "svg+xml")]
    assert [draw.decode(sent) for sent in hostile] == [None] * len(hostile)


@pytest.mark.parametrize("paper", [0, 250], ids=["ink on black", "ink on paper"])
def test_a_digit_is_cut_out_and_centred_as_the_data_sets_did(paper: int):
    paint = np.full((256, 256, 3), paper, np.uint8)
    paint[20:120, 200:224] = 255 - paper  # a one, high up at the right edge
    seen = draw.as_network_input(paint, "digits", (1, 8, 8))
    assert seen.shape == (8, 8, 1)
    columns = seen[..., 0].sum(0).astype(float)
    assert (columns @ np.arange(8)) / columns.sum() == pytest.approx(3.5, abs=0.2)
    assert seen[0].max() > 200
    assert seen[-1].max() > 200
    assert seen[:, 0].max() == 0


def test_an_empty_board_is_an_empty_picture():
    nothing = draw.as_network_input(np.zeros((256, 256, 3), np.uint8), "mnist", (1, 28, 28))
    assert nothing.max() == 0


EVENTS = [
    {
        "type": "step",
        "first": 1,
        "losses": [2.0, 1.0],
        "accuracies": [0.1, 0.5],
        "step": 2,
        "learning_rate": 0.1,
    },
    {"type": "test", "step": 2, "test_loss": 1.5, "test_accuracy": 0.4, "train_loss": None},
    {
        "type": "step",
        "first": 3,
        "losses": [0.5],
        "accuracies": [0.75],
        "step": 3,
        "learning_rate": 0.1,
    },
    {
        "type": "finished",
        "step": 3,
        "last_loss": 0.5,
        "changes": [[2, {"do": "learning_rate", "value": 0.01}]],
    },
]


def test_curves_leave_as_csv():
    lines = take.curves_file(EVENTS).decode().splitlines()
    assert lines[0].startswith("step,batch_loss,batch_accuracy")
    assert lines[2] == "2,1.0,0.5,0.1,1.5,0.4"
    assert len(lines) == 4


def test_the_axes_end_where_the_run_will(monkeypatch: pytest.MonkeyPatch):
    shown = {}
    monkeypatch.setattr(live.live_view, "show_panels", lambda **given: shown.update(given))
    app = open_lab("en", {"data": "digits", "epochs": "3", "batch_size": "64"})
    assert not app.exception
    assert shown["planned_steps"] == 1437 // 64 * 3


@pytest.mark.parametrize("mode", ["step", "epoch", "run", "__import__"])
def test_a_first_step_waits_however_long_the_queue_is(mode: str):
    changes = run.first_stop({"mode": mode})
    config = TrainConfig(Network.from_text("flat-fc"), DataConfig("digits"), **changes)
    assert config.changes == (((0, {"do": mode}),) if mode in {"step", "epoch"} else ())


def test_the_script_knows_what_was_changed_by_hand():
    config = TrainConfig(Network.from_text("flat-fc"), DataConfig("digits"), epochs=1)
    script = take.script_file(config.as_dict(), EVENTS).decode()
    compile(script, "train.py", "exec")
    assert "0.01" in script
    assert "STOP_AFTER = 3" in script


def test_the_network_of_an_edit_is_checked():
    with pytest.raises(ValueError, match="no block"):
        network.text_of_edit({"blocks": [{"kind": "__import__"}]}, (3, 32, 32))
    with pytest.raises(ValueError, match="out_channels"):
        network.text_of_edit({"blocks": [{"kind": "conv", "out_channels": 10**9}]}, (3, 32, 32))
    assert Network.from_text("c8-relu-flat-fc").as_text() == "c8-relu-flat-fc"
