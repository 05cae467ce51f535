"""Errors of the data sets: what is refused, what cannot be reached, and what would do instead."""

from typing import ClassVar

from cnncore.network.errors import MESSAGES as SHARED
from cnncore.network.errors import NetworkError

MESSAGES: dict[str, str] = {
    # choosing data
    "not_enough_pictures": (
        "{name} has {maximum} pictures to learn from, not the {wanted} asked for"
    ),
    "not_enough_to_test": "{name} has {maximum} pictures to test with, not the {wanted} asked for",
    "only_for_upload": "upload={upload} is only used by name='upload', not name='{name}'",
    "upload_missing": "name='upload' needs the id of an upload",
    "only_for_name": "{field}={value} is only used by name='{only}', not name='{name}'",
    "shift_too_large": "{field}={value} is too large for pictures of {size} cells: use {maximum}",
    # reaching data
    "data_unavailable": (
        "{name} cannot be fetched ({reason}); these are on board and need no network: {on_board}"
    ),
    "upload_unknown": "upload {upload} is not here (any more): upload the pictures again",
    "upload_damaged": "upload {upload} cannot be read any more: upload the pictures again",
    # a zip of pictures
    "not_a_zip": "this is not a zip file",
    "zip_damaged": "the zip file is damaged: {reason}",
    "zip_encrypted": "{entry} is encrypted: pack the pictures without a password",
    "zip_too_large": "the zip file has {size} bytes: at most {maximum} are taken",
    "zip_too_many_files": "the zip file holds {count} entries: at most {maximum} are taken",
    "zip_bomb_total": "unpacked, the zip file would have more than {maximum} bytes",
    "zip_bomb_pixels": "the pictures have more than {maximum} pixels together: make them smaller",
    "zip_absolute_path": "{entry} names a place outside the zip file",
    "zip_path_traversal": "{entry} leads out of the zip file",
    "zip_symlink": "{entry} is a link, not a picture",
    "zip_method": "{entry} is packed with {method}, which is not read here: pack with Deflate",
    "zip_overlap": "{entry} shares its bytes with another entry",
    "zip_wrong_type": "{entry} is no picture: only {allowed} are taken",
    "zip_wrong_layout": "{entry} lies in no class folder: use one folder per class",
    "zip_nested": (
        "{entry} lies in folders inside folders, and {outer} or {inner} could be the class: "
        "put all pictures of a class right into its folder"
    ),
    "picture_too_deep": "{entry} has 32 bits per colour: save it with 8 or 16",
    "picture_broken": "{entry} cannot be read as a picture",
    "picture_too_large": "{entry} has {pixels} pixels: at most {maximum} are taken",
    "one_class": "there is only one class ({class_id}): put the pictures into two folders or more",
    "no_pictures": "there are no pictures in it",
    "too_many_classes": "there are {count} classes: at most {maximum} are taken",
    "too_few_pictures": (
        "class {class_id} has {count} pictures: each class needs at least {minimum}"
    ),
    "class_name_empty": "a class folder has a name of spaces only",
    "class_name_long": "{class_id}... is too long for a class: use at most {maximum} characters",
    "class_name_sign": "the class name {class_id} holds a sign that cannot be seen ({sign})",
}


class DataError(NetworkError):
    """A data set that cannot be used; `code` and `values` say why."""

    messages: ClassVar[dict[str, str]] = SHARED | MESSAGES


class DataUnavailable(DataError):
    """A data set that has to come over the network, and cannot now.

    `values["on_board"]` names the data sets that need no network.
    """
