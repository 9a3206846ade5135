"""What comes to the items of a dict or list whose type is declared: without a type, or declared in a way of its own by a
subclass that is merged.

A line is the declared type, what stood there before, the type that the merged config declares (none: a plain one), and what comes of each
content: the items, and what comes of merging more, or the class of what refuses it. What OmegaConf refuses by
accident (`UnsupportedValueType`, in fixtures/differences) is left out.
"""

import typing
from dataclasses import dataclass, field, make_dataclass

import recorded_lines
from omegaconf import MISSING, OmegaConf


@dataclass
class A:
    k: int = 0
    l: str = "x"


NAMES = {name: getattr(typing, name) for name in ("Any", "Dict", "List", "Optional", "Union")} | {"A": A}

SCALARS = ["int", "Optional[int]", "str", "Union[int, str]", "Optional[Union[int, bool]]"]
CONTAINERS = ["Any", "List[int]", "Dict[str, int]"]
# With lists, maps or structs in them: OmegaConf 2.4 alone.
CHOICES = [
    "Union[int, List[int]]",
    "Union[str, Dict[str, int]]",
    "Union[List[int], List[str]]",
    "Union[Dict[str, int], Dict[str, str]]",
    "Union[A, int]",
    "Union[A, List[int]]",
    "Union[A, Dict[str, int]]",
    "Optional[Union[Dict[str, int], List[int]]]",
]
CONTENTS = ["3", "a", "true", "null", "'???'", "'${x}'", "{k: 1}", "{z: a}", "[1]", "[a]"]
BEFORE = ["3", "null", "'${x}'", "{k: 9}", "[5]"]
MORE = ["3", "{k: 1}"]
PLACES = {"Dict[str, %s]": "{a: %s}", "List[%s]": "[%s]"}
ACCIDENT = "UnsupportedValueType"


def recorded():
    return recorded_lines.recorded("element-types", (line for place in PLACES for line in answered(place)))


def answered(place):
    for declared in SCALARS + CONTAINERS + (CHOICES if recorded_lines.hydra() == "1.4" else []):
        for given in [None, *(SCALARS + CONTAINERS if declared not in CHOICES else [])]:
            for before in [None, *BEFORE]:
                after = answers(place, declared, given, before)
                if after:
                    yield {"place": place, "type": declared, "from": given, "before": before, "after": after}


def answers(place, declared, given, before):
    """Empty where what is to stand there before is refused."""
    main = make_dataclass("Main", [("x", typing.Any, field(default=1)), ("m", typed(place, declared), field(default=MISSING))])
    sub = make_dataclass("Sub", [("m", typed(place, given), field(default=MISSING))], bases=(main,)) if given else None
    begun = recorded_lines.attempt(lambda: OmegaConf.merge(OmegaConf.structured(main), config(place, before)))
    if isinstance(begun, str):
        return {}
    after = {}
    for content in CONTENTS:
        plain = config(place, content)
        coming = recorded_lines.attempt(lambda: OmegaConf.merge(OmegaConf.structured(sub), plain)) if sub else plain
        if isinstance(coming, str):
            continue
        merged = recorded_lines.attempt(lambda: OmegaConf.merge(begun, coming))
        if merged == ACCIDENT:
            continue
        after[content] = merged if isinstance(merged, str) else {"items": items(merged), "later": later(place, merged)}
    return after


def later(place, merged):
    told = {more: recorded_lines.attempt(lambda: items(OmegaConf.merge(merged, config(place, more)))) for more in MORE}
    return {more: answer for more, answer in told.items() if answer != ACCIDENT}


def items(of):
    return OmegaConf.to_container(of)["m"]


def typed(place, of):
    return eval(place % of, {}, NAMES)


def config(place, content):
    return OmegaConf.create({} if content is None else f"m: {PLACES[place] % content}")
