"""Zips of pictures: honest ones become data sets, hostile ones are refused, each by its code."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnncore.data import DataConfig, DataError, load, picture, read_zip, store, uploads, zips


def png(colour: tuple[int, ...] = (200, 30, 30), size: tuple[int, int] = (40, 30)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB" if len(colour) == 3 else "RGBA", size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def zipped(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def honest(prefix: str = "") -> dict[str, bytes]:
    return {
        f"{prefix}{name}/{i}.png": png(colour)
        for name, colour in (("cats", (200, 30, 30)), ("dogs", (30, 30, 200)))
        for i in range(5)
    }


@pytest.mark.parametrize("prefix", ["", "my pictures/", "a/b/"])
def test_an_honest_zip_becomes_a_data_set(prefix: str):
    extra = {"__MACOSX/cats/._0.png": b"junk", "cats/.DS_Store": b"junk"}
    classes = read_zip(zipped(honest(prefix) | extra)).classes
    assert list(classes) == ["cats", "dogs"]
    assert classes["cats"][0].shape == (32, 32, 3)
    dataset = load(DataConfig("upload", upload=store(classes)))
    assert dataset.class_ids == ("cats", "dogs")
    assert (len(dataset.y_train), len(dataset.y_test)) == (8, 2)


def test_an_upload_is_kept_by_its_content(cache_folder: Path):
    first, second = (store(read_zip(zipped(honest())).classes) for _ in range(2))
    assert first == second
    packed = uploads.read_upload(first)
    (cache_folder / "uploads" / f"{first}.npz").unlink()
    with pytest.raises(DataError) as refused:
        uploads.load_upload_pictures(first)
    assert refused.value.code == "upload_unknown"
    uploads.write_upload(first, packed)  # as a worker on another machine does
    assert len(uploads.load_upload_pictures(first).labels) == 10
    (cache_folder / "uploads" / f"{first}.npz").write_bytes(b"PK junk")
    with pytest.raises(DataError) as refused:
        uploads.load_upload_pictures(first)
    assert refused.value.code == "upload_damaged"


def test_pictures_are_cut_square_upright_and_on_white():
    assert picture(png((0, 0, 0, 0))).min() == 255
    wide = Image.new("RGB", (60, 20), "red")
    wide.paste("blue", (20, 0, 40, 20))
    buffer = io.BytesIO()
    wide.save(buffer, "PNG")
    np.testing.assert_array_equal(picture(buffer.getvalue())[5, 5], [0, 0, 255])


def named(raw: dict[bytes, int]) -> bytes:
    """A zip whose folders have names of these bytes, as a packer writes them without saying how."""
    stand_ins = {bytes([65 + i]) * len(name): name for i, name in enumerate(raw)}
    counts = dict(zip(stand_ins, raw.values(), strict=True))
    packed = zipped({f"{s.decode()}/{i}.PNG": png() for s, n in counts.items() for i in range(n)})
    for stand_in, name in stand_ins.items():
        packed = packed.replace(stand_in + b"/", name + b"/")
    return packed


@pytest.mark.parametrize("encoding", ["gb2312", "utf-8", "cp437"])
def test_names_of_classes_are_read_as_they_were_written(encoding: str):
    """Windows in Chinese packs names in GBK, macOS in UTF-8, and neither says so in the zip."""
    names = ("café", "öl") if encoding == "cp437" else ("猫", "小狗")
    raw = named({name.encode(encoding): 4 for name in names})
    assert set(read_zip(raw).classes) == set(names)


def test_a_name_in_two_spellings_is_one_class():
    # "é" as one sign and as "e" with an accent, which is how macOS keeps it.
    raw = {"caf\u00e9".encode(): 4, "cafe\u0301".encode(): 4, b"tea": 4}
    assert {name: len(found) for name, found in read_zip(named(raw)).classes.items()} == {
        "caf\u00e9": 8,
        "tea": 4,
    }


def test_a_path_that_leads_out_is_seen_in_every_encoding():
    with pytest.raises(DataError) as refused:
        read_zip(named({"猫/../../..".encode("gbk"): 1}))
    assert refused.value.code == "zip_path_traversal"


def test_of_few_pictures_every_class_is_learnt_and_tested():
    """However uneven: four cats among sixty dogs, and whatever the seed."""
    cats, dogs = ([picture(png(colour))] * 60 for colour in ((200, 30, 30), (30, 30, 200)))
    upload = store({"cats": cats[:4], "dogs": dogs})
    for seed in range(20):
        dataset = load(DataConfig("upload", seed=seed, upload=upload))
        assert dataset.balance() == {"cats": (3, 1), "dogs": (48, 12)}
    few = load(DataConfig("upload", upload=upload, train_size=10))
    assert few.balance() == {"cats": (1, 1), "dogs": (9, 12)}
    assert not np.array_equal(few.y_train, np.sort(few.y_train))  # mixed


def symlink() -> bytes:
    info = zipfile.ZipInfo("cats/link.png")
    info.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def lying_about_size() -> bytes:
    """The header promises 100 bytes, the stream holds a million."""
    packed = bytearray(zipped({"cats/1.png": bytes(1_000_000)}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = packed.index(signature) + offset
        packed[at : at + 4] = struct.pack("<I", 100)
    return bytes(packed)


def overlapping() -> bytes:
    """Two entries of the list point at one and the same stream."""
    packed = bytearray(zipped({"cats/1.png": png(), "dogs/1.png": png()}))
    second = packed.index(b"PK\x01\x02", packed.index(b"PK\x01\x02") + 1)
    packed[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(packed)


def encrypted() -> bytes:
    packed = bytearray(zipped({"cats/1.png": png()}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(signature) + offset] |= 1
    return bytes(packed)


def huge_picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(buffer, "PNG")
    return buffer.getvalue()


def damaged() -> bytes:
    packed = bytearray(zipped(honest(), zipfile.ZIP_STORED))
    at = packed.index(b"IDAT")
    packed[at : at + 8] = b"\xff" * 8
    return bytes(packed)


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "no zip": ("not_a_zip", lambda: b"GIF89a, trust me"),
    "empty": ("no_pictures", lambda: zipped({})),
    "half a zip": ("not_a_zip", lambda: zipped(honest())[:200]),
    "zeros": ("picture_broken", lambda: zipped({"cats/1.png": bytes(2_000_000)})),
    "header lies": ("zip_damaged", lying_about_size),
    "overlap": ("zip_overlap", overlapping),
    "path": ("zip_path_traversal", lambda: zipped({"cats/../../../evil.png": png()})),
    "windows path": ("zip_path_traversal", lambda: zipped({"cats\\..\\..\\evil.png": png()})),
    "absolute": ("zip_absolute_path", lambda: zipped({"/etc/cron.d/1.png": png()})),
    "drive": ("zip_absolute_path", lambda: zipped({"C:\\cats\\1.png": png()})),
    "link": ("zip_symlink", symlink),
    "script": ("zip_wrong_type", lambda: zipped({"cats/1.py": b"import os"})),
    "svg": ("zip_wrong_type", lambda: zipped({"cats/1.svg": b"<svg/>"})),
    "zip in zip": ("zip_wrong_type", lambda: zipped({"cats/1.zip": zipped(honest())})),
    "no picture": ("picture_broken", lambda: zipped({"cats/1.png": b"MZ\x90 not a picture"})),
    "gif as png": ("picture_broken", lambda: zipped({"cats/1.png": b"GIF89a" + bytes(64)})),
    "half a picture": ("picture_broken", lambda: zipped({"cats/1.png": png()[:60]})),
    "huge picture": ("picture_too_large", lambda: zipped({"c/1.png": huge_picture()}, 0)),
    "encrypted": ("zip_encrypted", encrypted),
    "damaged": ("zip_damaged", damaged),
    "no folder": ("zip_wrong_layout", lambda: zipped({"1.png": png()})),
    "one class": ("one_class", lambda: zipped({f"cats/{i}.png": png() for i in range(9)})),
    "too few": ("too_few_pictures", lambda: zipped({"a/1.png": png(), "b/1.png": png()})),
    "no name": ("class_name_empty", lambda: zipped(honest() | {" /1.png": png()})),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_zips_are_refused(case: str):
    code, make = HOSTILE[case]
    with pytest.raises(DataError) as refused:
        read_zip(make())
    assert refused.value.code == code


def test_limits_on_number_and_size(monkeypatch: pytest.MonkeyPatch):
    def code_of(packed: bytes) -> str:
        with pytest.raises(DataError) as refused:
            read_zip(packed)
        return refused.value.code

    many = {f"c{i % 25}/{i}.png": png() for i in range(125)}
    assert code_of(zipped(many)) == "too_many_classes"
    # A PNG of 3 kB may hold 25 million cells: 1500 of them would keep a server busy for minutes.
    monkeypatch.setattr(zips, "MAX_TOTAL_PIXELS", 9 * 40 * 30)
    assert code_of(zipped(honest())) == "zip_bomb_pixels"
    monkeypatch.setattr(zips, "MAX_FILES", 40)
    assert code_of(zipped(many)) == "zip_too_many_files"
    monkeypatch.setattr(zips, "MAX_UNPACKED_BYTES", 500)
    assert code_of(zipped(honest())) == "zip_bomb_total"
    monkeypatch.setattr(zips, "MAX_ZIP_BYTES", 100)
    assert code_of(zipped(honest())) == "zip_too_large"


@pytest.mark.parametrize("upload", ["../secret", "/etc/passwd", "A" * 32, ""])
def test_the_id_of_an_upload_is_never_a_path(upload: str):
    with pytest.raises(DataError):
        uploads.read_upload(upload)
