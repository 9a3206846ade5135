"""What OmegaConf 2.4's types take that 2.3 has not: literals, unions with containers and structs in them, enums by value.

Each question declares a field `x` of a type, gives it values in turn, by `merge` or by `update`, and is answered by the config as YAML,
or by the class of what refuses it. Values are YAML texts.
"""

import typing
from dataclasses import dataclass, make_dataclass
from enum import Enum

import recorded_lines
import yaml
from omegaconf import OmegaConf


class Color(Enum):
    RED = 1
    GREEN = "g"
    on = "RED"


@dataclass
class A:
    k: int = 0
    l: str = "x"


@dataclass
class B:
    k: str = "s"


TYPES = {name: getattr(typing, name) for name in ("Dict", "List", "Literal", "Optional", "Union")}
TYPES |= {"A": A, "B": B, "Color": Color}

ALONE = {
    "Literal['a', 1]": ["a", "b", "1", "'1'", "true", "1.0", "null", "'???'", "[a]"],
    "Literal['a', None]": ["null", "'None'"],
    "Optional[Literal['a']]": ["null", "a"],
    "List[Literal['a', 1]]": ["[a, 1]", "['1']"],
    "Color": ["RED", "g", "GREEN", "Color.g", "1", "'1'", "on", "x", "true"],
    "Dict[Color, int]": ["{g: 1}", "{RED: 2}", "{x: 1}"],
    "Union[int, List[int]]": ["1", "'1'", "[1]", "['1']", "{a: 1}", "null", "'???'"],
    "Union[List[int], List[str]]": ["[1]", "[a]", "[1, a]", "[]"],
    "Union[Dict[str, int], List[int]]": ["{a: 1}", "{a: '1'}", "[1]", "[]"],
    "Union[A, B]": ["{k: 1}", "{}", "1"],
    "Union[A, int]": ["{k: 1}", "{k: '2'}", "3", "'3'", "{z: 1}"],
    "Union[A, Dict[str, int]]": ["{k: 1}", "{q: 1}"],
    "Optional[Union[A, int]]": ["null", "{k: 1}"],
    "Union[Literal['a', 'b'], int]": ["a", "3", "c"],
    "Union[Color, int]": ["RED", "1"],
}
IN_TURN = [
    ("Union[A, int]", "{l: q}", "{k: 5}"),
    ("Union[A, int]", "{l: q}", "3"),
    ("Union[A, int]", "3", "{k: 5}"),
    ("Union[int, List[int]]", "[1]", "[2, 3]"),
    ("Union[int, List[int]]", "[1]", "4"),
    ("Union[Dict[str, int], List[int]]", "{a: 1}", "{b: 2}"),
    ("Union[Dict[str, int], List[int]]", "{a: 1}", "[2]"),
    ("Literal['a', 'b']", "a", "b"),
    ("Literal['a', 'b']", "a", "'???'"),
]


def recorded():
    return recorded_lines.recorded("types", map(answered, questions()))


def questions():
    for how in ("merge", "update"):
        for of, values in ALONE.items():
            for value in values:
                yield {"type": of, "how": how, "values": [value]}
        for of, *values in IN_TURN:
            yield {"type": of, "how": how, "values": values}


def answered(question):
    try:
        holder = make_dataclass("Holder", [("x", eval(question["type"], {}, TYPES), "???")])
        config = OmegaConf.structured(holder)
        for text in question["values"]:
            value = yaml.safe_load(text)
            if question["how"] == "merge":
                config = OmegaConf.merge(config, {"x": value})
            else:
                OmegaConf.update(config, "x", value)
        return question | {"yaml": OmegaConf.to_yaml(config)}
    except Exception as error:
        return question | {"refused": type(error).__name__}
