"""What comes of the items of a list of structs: each is merged onto the struct, and what it refers to is asked of the config that
it comes from (2.3) or not at all (2.4).

A line is the list (there, or null), an item, and what comes of it where it is merged with its config, or put by `OmegaConf.update`:
the items, or the class of what refuses it.
"""

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

import recorded_lines
from omegaconf import OmegaConf


@dataclass
class Item:
    o: Optional[List[int]] = None
    d: Optional[Dict[str, int]] = None
    m: Any = "${dd}"
    r: Any = "${.s}"
    s: Any = field(default_factory=lambda: {"q": 1})


@dataclass
class Root:
    there: List[Item] = field(default_factory=list)
    none: Optional[List[Item]] = None
    dd: Any = field(default_factory=lambda: {"k": 1})
    x: Any = 1
    n: Any = None
    l: Any = field(default_factory=lambda: [4])


REFERENCES = ["${nope}", "${x}", "${n}", "${l}", "${dd}", "${.s}", "${.z}", "${..0.s}", "${..0}", "${..1}", "${...x}", "${...l}", "${....x}"]
CONTENTS = ["'???'", "null", "{a: 1}", "[1]", "3", *(f"'{to}'" for to in REFERENCES)]
SOURCE = "{x: 2, n: null, l: [5], dd: {z: 3}}"


def recorded():
    return recorded_lines.recorded("struct-items", answered())


def answered():
    for of in ("there", "none"):
        for key in ("o", "d", "m", "r", "s"):
            for content in CONTENTS:
                item = f"{{{key}: {content}}}"
                config = OmegaConf.merge(OmegaConf.create(SOURCE), OmegaConf.create(f"{of}: [{item}]"))
                yield {
                    "list": of,
                    "item": item,
                    "merged": attempt(lambda: items(OmegaConf.merge(OmegaConf.structured(Root), config), of)),
                    "put": attempt(lambda: items(updated(of, OmegaConf.create(f"v: [{item}]").v), of)),
                }


def updated(of, value):
    config = OmegaConf.structured(Root)
    OmegaConf.update(config, of, OmegaConf.to_container(value))
    return config


def items(config, of):
    return OmegaConf.to_container(config)[of]


def attempt(what):
    """What it gives, or the class of what refuses it."""
    try:
        return what()
    except Exception as error:
        return type(error).__name__
