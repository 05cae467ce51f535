"""How numbers may be written, as a table: Python and the browser are held against the same rows."""

from __future__ import annotations

import math

CELLS: dict[str, float | None] = {
    "-2": -2,
    "+0.5": 0.5,
    "1/9": 1 / 9,
    "-3/4": -0.75,
    "\N{MINUS SIGN}3": -3,
    " 7 ": 7,
    "1/ 3": 1 / 3,
    ".5": 0.5,
    "5.": 5,
    "0012": 12,
    "9999": 9999,
    "-9999.5": None,
    "10000": None,
    # a decimal comma, unless three digits follow as they do between thousands
    "0,25": 0.25,
    ",5": 0.5,
    "1,5": 1.5,
    "1,0000": 1,
    "0,125": 0.125,
    "1,000": 1000,
    "-9,999": -9999,
    "1,000.5": 1000.5,
    "20,032": None,
    "1,00,000": None,
    "1.000,5": None,
    "1,000/3": None,
    # as a Chinese keyboard writes them
    "\uff11\uff12": 12,
    "\uff0d\uff13": -3,
    "\uff13\uff0f\uff14": 0.75,
    "\uff10\uff0e\uff15": 0.5,
    "\uff0b\uff17": 7,
    "\u3000\uff17\u3000": 7,
    "\uff11\uff0c\uff10\uff10\uff10": 1000,
    # none of these is a number
    "": None,
    " ": None,
    "abc": None,
    "1/0": None,
    "1/-3": None,
    "1/2/3": None,
    "0.5/2": None,
    "1e3": None,
    "--1": None,
    "1..2": None,
    ".": None,
    "-": None,
    "nan": None,
    "1_000": None,
    "\u0663": None,
    "10\u00b2": None,
    "\u00bd": None,
    "0000000000001": None,
    "123456789012345": None,
}
"""What a cell takes: at most 12 characters, at most 9999 in size."""

STRANGE: dict[str, float | None] = {
    "nan": math.nan,
    "NaN": math.nan,
    "-inf": -math.inf,
    "-Inf": -math.inf,
    "\N{MINUS SIGN}\N{INFINITY}": -math.inf,
    "\uff0dinf": -math.inf,
    "7": 7,
    "inf": None,
    "infinity": None,
    "nan1": None,
    "-nan": None,
    "": None,
}
"""What a cell takes where NaN and minus infinity are spoken of."""

ANSWERS: dict[str, float | None] = {
    "20,032": 20032,
    "-1,234,567": -1234567,
    "20,032.50": 20032.5,
    "10\u2075": 100_000,
    "10\u00b9\u00b2": 10**12,
    "2\u00d710\u2076": 2_000_000,
    "\N{MINUS SIGN}3\u00d710\u2075": -300_000,
    "\uff14\uff10": 40,
    "10000": 10000,
    "0000000000001": 1,
    "10\u2070\u2070\u2070\u2070": None,
    "12\u00b2": None,
    "1" * 21: None,
}
"""What the field of a question takes beyond that: everything a page prints."""
