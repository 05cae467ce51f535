"""Pictures as people have them: packed by any program, with any system's leavings, of any depth."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress

import numpy as np
import pytest
from PIL import Image

from cnncore.data import DataError, picture, read_zip
from tests.data.test_uploads import honest, named, png, zipped


def saved(image: Image.Image, kind: str, **settings: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **settings)
    return buffer.getvalue()


def refused(packed: bytes) -> DataError:
    with pytest.raises(DataError) as caught:
        read_zip(packed)
    return caught.value


def half_blue() -> Image.Image:
    image = Image.new("RGB", (64, 64), "red")
    image.paste("blue", (0, 0, 64, 32))
    return image


def tree(*folders: str, each: int = 4) -> bytes:
    return zipped({f"{folder}/{i}.png": png() for folder in folders for i in range(each)})


# The notes of a camera


def test_a_picture_is_upright_whatever_else_its_notes_hold():
    """Orientation 6 beside a resolution of -1/1, which Pillow cannot write again."""
    resolution = struct.pack("<ii", -1, 1)
    entries = struct.pack("<HHHII", 2, 0x0112, 3, 1, 6) + struct.pack("<HHII", 0x011A, 10, 1, 38)
    exif = b"Exif\0\0II*\0\x08\0\0\0" + entries + struct.pack("<I", 0) + resolution
    plain = saved(half_blue(), "JPEG", quality=95)
    marked = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[2:]
    turned = picture(marked)
    assert turned[16, 28, 2] > 200 > turned[16, 28, 0]  # what was above is on the right now
    assert turned[16, 4, 0] > 200


def test_notes_that_cannot_be_read_do_not_cost_the_picture():
    plain = saved(half_blue(), "JPEG")
    broken = b"Exif\0\0II*\0\xff\xff\xff\x7f"
    marked = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(broken) + 2) + broken + plain[2:]
    assert picture(marked).shape == (32, 32, 3)


def test_a_decoder_may_fail_in_any_way(monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object) -> None:
        raise struct.error("whatever")

    monkeypatch.setattr(Image.Image, "convert", fails)
    assert refused(zipped(honest())).code == "picture_broken"


@pytest.mark.parametrize("seed", range(60))
def test_bytes_at_random_end_in_words(seed: int):
    """A sound zip and sound pictures with some bytes changed: taken or refused, nothing else."""
    rng = np.random.default_rng(seed)
    kind = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")[seed % 6]
    content = bytearray(saved(half_blue(), kind))
    for at in rng.integers(len(content), size=4):
        content[at] = rng.integers(256)
    with suppress(DataError):
        assert picture(bytes(content)).shape == (32, 32, 3)
    packed = bytearray(zipped(honest(), zipfile.ZIP_STORED))
    for at in rng.integers(len(packed), size=3):
        packed[at] = rng.integers(256)
    with suppress(DataError):
        assert len(read_zip(bytes(packed)).classes) == 2


# Lost ends, large profiles, other formats


def test_a_jpeg_without_its_last_bytes_is_taken_and_half_of_one_is_not():
    whole = saved(half_blue().resize((640, 480)), "JPEG", quality=90)
    np.testing.assert_array_equal(picture(whole[:-2]), picture(whole))
    with pytest.raises(DataError, match="cannot be read"):
        picture(whole[: len(whole) * 2 // 3])


def test_a_large_colour_profile_does_not_cost_the_picture():
    plain = png((1, 2, 3), (40, 40))
    profile = b"icc\0\0" + zlib.compress(bytes(5_000_000))
    chunk = struct.pack(">I", len(profile)) + b"iCCP" + profile
    chunk += struct.pack(">I", zlib.crc32(chunk[4:]))
    np.testing.assert_array_equal(picture(plain[:33] + chunk + plain[33:]), picture(plain))


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [("GIF", "gif"), ("WEBP", "webp"), ("TIFF", "TIF"), ("JPEG", "jfif"), ("BMP", "dib")],
)
def test_pictures_of_other_sound_formats_are_taken(kind: str, suffix: str):
    entries = {
        f"{name}/{i}.{suffix}": saved(half_blue(), kind) for name in ("a", "b") for i in range(4)
    }
    cells = read_zip(zipped(entries)).classes["a"][0]
    assert cells[2, 16, 2] > 200 > cells[2, 16, 0]


# More than eight bits


def sixteen(cells: np.ndarray, **settings: object) -> bytes:
    return saved(Image.fromarray(cells.astype(np.uint16)), "PNG", **settings)


def test_sixteen_bits_are_scaled_not_cut():
    ramp = np.tile(np.linspace(0, 65535, 64), (64, 1))
    grey = picture(sixteen(ramp))
    assert abs(grey.mean() - 127.5) < 1
    assert grey[0, 0, 0] < 5
    assert grey[0, -1, 0] > 250
    assert abs(picture(saved(Image.fromarray(ramp.astype(np.uint16)), "TIFF")).mean() - 127.5) < 1
    assert picture(sixteen(np.full((40, 40), 4095))).max() == 16  # as every viewer shows it


def test_sixteen_bits_may_have_a_transparent_shade():
    cells = np.full((64, 64), 1000)
    cells[:, 32:] = 30000
    shown = picture(sixteen(cells, transparency=1000))
    assert shown[16, 4].tolist() == [255, 255, 255]
    assert shown[16, 28].tolist() == [117, 117, 117]


def test_numbers_without_a_white_of_their_own_are_refused_in_words():
    for cells in (np.ones((40, 40), np.float32), np.ones((40, 40), np.int32)):
        with pytest.raises(DataError) as caught:
            picture(saved(Image.fromarray(cells), "TIFF"))
        assert caught.value.code == "picture_too_deep"


# Which folder is the class


TREES = {
    "common folders": (("a/b/cats", "a/b/dogs"), {"cats": 4, "dogs": 4}),
    "train and test": (
        ("set/Train/cats", "set/Train/dogs", "set/test/cats", "set/test/dogs"),
        {"cats": 8, "dogs": 8},
    ),
    "train and test inside": (
        ("cats/train", "cats/val", "dogs/train", "dogs/val"), {"cats": 8, "dogs": 8},
    ),
    "训练 and 测试": (("训练/猫", "训练/狗", "测试/猫", "测试/狗"), {"狗": 8, "猫": 8}),
    "a folder in each": (("cats/images", "dogs/images"), {"cats": 4, "dogs": 4}),
    "hidden": (("cats", "dogs", "cats/.ipynb_checkpoints", ".sync/old"), {"cats": 4, "dogs": 4}),
    "network drive": (("cats", "dogs", "dogs/@eaDir"), {"cats": 4, "dogs": 4}),
    "backslashes": (("x\\cats", "x\\dogs"), {"cats": 4, "dogs": 4}),
}  # fmt: skip


@pytest.mark.parametrize("case", TREES)
def test_classes_come_from_the_whole_tree(case: str):
    folders, expected = TREES[case]
    found = read_zip(tree(*folders)).classes
    assert {name: len(pictures) for name, pictures in found.items()} == expected


NESTED = {
    "days": (("cats/day1", "cats/day2", "dogs/day1", "dogs/day2"), "zip_nested"),
    "kinds": (("cats/siamese", "dogs/poodle"), "zip_nested"),
    "beside a folder": (("cats", "cats/more", "dogs"), "zip_nested"),
    "beside the classes": (("set", "set/cats", "set/dogs"), "zip_wrong_layout"),
    "only a split": (("train", "test"), "zip_wrong_layout"),
}


@pytest.mark.parametrize("case", NESTED)
def test_folders_that_leave_the_class_open_are_refused(case: str):
    folders, code = NESTED[case]
    error = refused(tree(*folders))
    assert error.code == code
    if code == "zip_nested":
        assert error.values["outer"] != error.values["inner"]


# What lies beside


def test_what_systems_leave_is_left_out_and_named():
    leavings = ("cats/Desktop.INI", "dogs/.gitkeep", "THUMBS.DB", "README.txt", "cats/labels.csv")
    found = read_zip(zipped(honest() | dict.fromkeys(leavings, b"junk")))
    assert {name: len(pictures) for name, pictures in found.classes.items()} == {
        "cats": 5,
        "dogs": 5,
    }
    assert found.left_out == leavings


def test_folders_may_be_entries_in_windows_spelling():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for folder in ("cats", "dogs"):
            entry = zipfile.ZipInfo("x")
            entry.filename = f"{folder}\\"
            entry.external_attr = 0x10
            archive.writestr(entry, b"")
            for i in range(4):
                picture_entry = zipfile.ZipInfo("x")
                picture_entry.filename = f"{folder}\\{i}.png"
                archive.writestr(picture_entry, png())
    assert sorted(read_zip(buffer.getvalue()).classes) == ["cats", "dogs"]


def test_flat_drawings_compress_well_and_are_no_trap():
    doodle = Image.new("RGB", (800, 600), "white")
    doodle.paste("black", (100, 100, 300, 300))
    content = saved(doodle, "BMP")
    packed = zipped({f"{name}/{i}.bmp": content for name in ("a", "b") for i in range(4)})
    assert len(packed) < 50_000
    assert list(read_zip(packed).classes) == ["a", "b"]


@pytest.mark.parametrize(("method", "name"), [(9, "Deflate64"), (93, "Zstandard"), (98, "PPMd")])
def test_a_packing_that_is_not_read_is_named(method: int, name: str):
    packed = bytearray(zipped(honest()))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = packed.index(signature)
        struct.pack_into("<H", packed, at + offset, method)
    error = refused(bytes(packed))
    assert error.code == "zip_method"
    assert error.values["method"] == name


# Names


@pytest.mark.parametrize(
    ("encoding", "first", "second"),
    [
        ("gbk", "陶喆", "貓"),
        ("gb2312", "猫", "狗"),
        ("cp950", "貓", "狗兒"),
        ("cp932", "ねこ", "いぬ"),
        ("cp949", "고양이", "개"),
        ("cp437", "öl", "tür"),
    ],
)
def test_names_in_any_code_page_are_read_or_offered(encoding: str, first: str, second: str):
    found = read_zip(named({name.encode(encoding): 4 for name in (first, second)}))
    assert {first, second} in [set(names) for names in found.readings.values()]
    assert set(found.classes) == set(found.readings[found.encoding])
    right = next(key for key, names in found.readings.items() if set(names) == {first, second})
    raw = named({name.encode(encoding): 4 for name in (first, second)})
    assert set(read_zip(raw, right).classes) == {first, second}


@pytest.mark.parametrize(("encoding", "names"), [("gbk", ("陶喆", "貓")), ("cp437", ("é", "ö"))])
def test_the_likeliest_code_page_comes_first(encoding: str, names: tuple[str, str]):
    found = read_zip(named({name.encode(encoding): 4 for name in names}))
    assert set(found.classes) == set(names)


def test_names_that_say_their_writing_leave_nothing_open():
    found = read_zip(tree("猫", "狗"))  # zipfile sets the flag
    assert list(found.readings) == ["utf-8"]


def test_a_name_in_unicode_beside_the_old_one_is_read():
    """Info-ZIP and 7-Zip keep the old name and add a field with the right one (APPNOTE 4.6.9)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for folder, right in (("__", "猫"), ("--", "狗")):
            for i in range(4):
                entry = zipfile.ZipInfo(f"{folder}/{i}.png")
                name = f"{right}/{i}.png".encode()
                field = b"\x01" + struct.pack("<I", zlib.crc32(entry.filename.encode())) + name
                entry.extra = struct.pack("<HH", 0x7075, len(field)) + field
                archive.writestr(entry, png())
    assert sorted(read_zip(buffer.getvalue()).classes) == ["狗", "猫"]


SIGNS: dict[str, tuple[str, Callable[[DataError], bool]]] = {
    "ca\u200bts": ("class_name_sign", lambda e: e.values["sign"] == "U+200B"),
    "ca\u202ets": ("class_name_sign", lambda e: "‹U+202E›" in str(e)),
    "c" * 41: ("class_name_long", lambda e: e.values["maximum"] == 40),
}


@pytest.mark.parametrize("name", SIGNS)
def test_a_class_name_is_refused_with_what_is_wrong_in_it(name: str):
    code, says = SIGNS[name]
    error = refused(tree(name, "dogs"))
    assert error.code == code
    assert says(error)


def test_no_sentence_shows_the_brackets_and_quotes_of_python():
    cases = [
        zipped({"a/1.svg": b"<svg/>"}), zipped({"C:\\cats\\1.png": png()}),
        zipped({"cats/../../evil\n.png": png()}), tree("cats/day1", "dogs/day2"),
    ]  # fmt: skip
    for packed in cases:
        assert not set("[]'\\") & set(str(refused(packed)))
        assert "('" not in str(refused(packed))
