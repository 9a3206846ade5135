"""What comes to a field that is missing where a schema declares its struct later: one whose default is a list or map, or one of a
single value where a list or map was there already.

A line is the field, two contents, and what comes of putting them there one after the other: each merged or put by
`OmegaConf.update`; the second also put below the field, or into the closed config. An answer is the class of what refuses it, or the
field, and what comes of merging `???` onto it.
"""

from dataclasses import dataclass, field
from typing import Any, Union

import recorded_lines
from omegaconf import MISSING, OmegaConf


@dataclass
class Fields:
    a: Any = field(default_factory=lambda: {"k": 1})
    l: Any = field(default_factory=lambda: [1])
    t: int = 3
    u: Union[int, str] = "x"


@dataclass
class Root:
    of: Fields = MISSING


CONTENTS = ["[{a: 1}]", "{z: 2}", "[]", "{}", "5", "null", "${q}", "${m}", "${n}", "???"]


def recorded():
    return recorded_lines.recorded("missing-nodes", answered())


def answered():
    for key in ("a", "l", "t", "u"):
        for first in CONTENTS:
            for second in CONTENTS:
                ways = [(one, two) for one in ("update", "merge") for two in WAYS]
                after = {f"{one} {two}": answer(key, [(one, first), (two, second)]) for one, two in ways}
                yield {"key": key, "first": first, "second": second, "after": after}


def answer(key, steps):
    return recorded_lines.attempt(lambda: taken(key, steps))


def taken(key, steps):
    config = OmegaConf.merge(OmegaConf.create("{of: {t: {z: 1}, u: [1]}, m: {k: 2}, n: [3]}"), OmegaConf.structured(Root))
    for way, content in steps:
        config = WAYS[way](config, key, OmegaConf.to_container(OmegaConf.create(f"v: {content}"))["v"])
    return shown(config, key), recorded_lines.attempt(lambda: shown(merged(config, key, "???"), key))


def updated(config, key, value):
    OmegaConf.update(config, f"of.{key}", value)
    return config


def merged(config, key, value):
    return OmegaConf.merge(config, {"of": {key: value}})


def put_below(config, key, value):
    OmegaConf.update(config, f"of.{key}.z", value)
    return config


def updated_closed(config, key, value):
    OmegaConf.set_struct(config, True)
    return updated(config, key, value)


WAYS = {"update": updated, "merge": merged, "below": put_below, "closed": updated_closed}


def shown(config, key):
    return OmegaConf.to_container(config)["of"][key]
