"""Values of Hydra and OmegaConf as JSON that keeps what JSON forgets, and back.

    1 -> {"t": "int", "v": "1"}    1.0 -> {"t": "float", "v": "1.0"}    {1: "a"} -> {"t": "dict", "v": [[{"t": "int", ...}, {"t": "str", ...}]]}

Floats are Python's repr; ints are decimal text of any size; a map is a list of pairs, so keys keep type and order.
"""

import base64
import datetime
from enum import Enum
from pathlib import PurePath

from hydra.core.override_parser.types import ChoiceSweep, Glob, IntervalSweep, QuotedString, RangeSweep


def to_json(value):
    if value is None:
        return {"t": "null"}
    if isinstance(value, bool):
        return {"t": "bool", "v": value}
    if isinstance(value, Enum):
        return {"t": "enum", "class": type(value).__name__, "v": value.name}
    if isinstance(value, int):
        return {"t": "int", "v": str(value)}
    if isinstance(value, float):
        return {"t": "float", "v": repr(value)}
    if isinstance(value, str):
        return {"t": "str", "v": value}
    if isinstance(value, bytes):
        return {"t": "bytes", "v": base64.b64encode(value).decode("ascii")}
    if isinstance(value, PurePath):
        return {"t": "path", "v": str(value)}
    if isinstance(value, (list, tuple)):
        return {"t": type(value).__name__, "v": [to_json(item) for item in value]}
    if isinstance(value, dict):
        return {"t": "dict", "v": [[to_json(key), to_json(item)] for key, item in value.items()]}
    if isinstance(value, QuotedString):
        return {"t": "qstr", "v": value.text, "q": value.quote.name}
    if isinstance(value, ChoiceSweep):
        return {
            "t": "choice",
            "simple": value.simple_form,
            "shuffle": value.shuffle,
            "tags": sorted(value.tags),
            "list": [to_json(item) for item in value.list],
        }
    if isinstance(value, RangeSweep):
        return {
            "t": "range",
            "start": to_json(value.start),
            "stop": to_json(value.stop),
            "step": to_json(value.step),
            "shuffle": value.shuffle,
            "tags": sorted(value.tags),
        }
    if isinstance(value, IntervalSweep):
        return {"t": "interval", "start": to_json(value.start), "end": to_json(value.end), "tags": sorted(value.tags)}
    if isinstance(value, Glob):
        return {"t": "glob", "include": list(value.include), "exclude": list(value.exclude)}
    if isinstance(value, set):
        return {"t": "set", "v": [to_json(item) for item in value]}
    if isinstance(value, (datetime.date, datetime.datetime)):
        return {"t": "date", "v": value.isoformat()}
    return {"t": type(value).__name__, "v": str(value)}


def from_json(node):
    kind = node["t"]
    if kind == "null":
        return None
    if kind == "missing":
        return "???"
    if kind in ("bool", "str", "interp"):
        return node["v"]
    if kind == "int":
        return int(node["v"])
    if kind == "float":
        return float(node["v"])
    if kind == "bytes":
        return base64.b64decode(node["v"])
    if kind == "list":
        return [from_json(item) for item in node["v"]]
    if kind == "dict":
        return {from_json(key): from_json(item) for key, item in node["v"]}
    raise ValueError(f"No value is called {kind}")
