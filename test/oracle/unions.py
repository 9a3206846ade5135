"""What a field takes where OmegaConf 2.4 declares a union with lists, maps or structs in it, whatever stood there before.

A line is a type, what the field may hold at first, and how each content comes to it: merged (`OmegaConf.merge`), as an override brings it
(`OmegaConf.update`) or put in its place (`merge=False`). Contents are YAML texts; the name of a class is an instance of it, and the text
of a type before a colon is a list or map that has that type. The answer to each is the config as YAML, or the class of what refuses it.
"""

import json
import typing
from dataclasses import dataclass, make_dataclass

import recorded_lines
import yaml
from omegaconf import OmegaConf


@dataclass
class A:
    k: int = 0
    l: str = "x"


@dataclass
class Sub(A):
    m: int = 1


@dataclass
class B:
    k: str = "s"


CLASSES = {"A": A, "Sub": Sub, "B": B}
NAMES = {name: getattr(typing, name) for name in ("Any", "Dict", "List", "Literal", "Optional", "Union")} | CLASSES

TYPES = [
    "Union[int, List[int]]",
    "Union[str, Dict[str, int]]",
    "Union[List[int], List[str]]",
    "Union[Dict[str, int], List[int]]",
    "Union[Dict[str, int], Dict[str, str]]",
    "Union[Dict[str, int], Dict[int, int]]",
    "Union[Dict[str, int], Dict[str, Any]]",
    "Union[Dict[str, Any], Dict[str, int]]",
    "Union[List[int], List[Any]]",
    "Union[List[A], Dict[str, A]]",
    "Union[int, List[List[int]]]",
    "Union[Dict[str, List[int]], Dict[str, Dict[str, int]]]",
    "Union[str, List[Dict[str, int]]]",
    "Union[A, int]",
    "Union[A, List[int]]",
    "Union[A, Dict[str, int]]",
    "Union[A, Dict[str, Any]]",
    "Union[A, B]",
    "Union[A, Sub]",
    "Union[A, B, Dict[str, Any], List[A]]",
    "Optional[Union[A, Dict[str, int]]]",
    "Optional[Union[Dict[str, int], List[int]]]",
]

CONTENTS = [
    *["null", "'???'", "${y}", "${n}", "1", "a"],
    *["{}", "{k: 1}", "{k: '1'}", "{k: a}", "{z: 1}", "{z: a}", "{1: 1}", "{z: {z: 1}}", "{z: [1]}", "{z: {k: 1}}", "{z: null}"],
    *["[]", "[1]", "['1']", "[a]", "[1, a]", "[[1]]", "[{k: 1}]", "[{z: 1}]", "[null]"],
    *["A: {}", "A: {l: q}", "Sub: {}", "Sub: {l: q}", "B: {}"],
    *["Dict[str, int]: {z: 1}", "Dict[str, int]: {}", "Dict[str, str]: {k: a}", "Dict[str, Any]: {z: 1}", "Dict[int, int]: {1: 1}"],
    *["List[int]: [1]", "List[int]: []", "List[str]: [a]", "List[Any]: [1]", "List[A]: [{k: 1}]", "Dict[str, A]: {z: {k: 1}}"],
]
BEFORE = [
    *["'???'", "null", "1", "a", "${y}", "${n}", "[1]", "[a]", "[[1]]", "{z: 1}", "{z: a}", "{1: 1}", "{z: [1]}"],
    *["A: {k: 9}", "Sub: {k: 9}", "B: {k: r}"],
    *["Dict[str, int]: {z: 1}", "Dict[str, Any]: {z: 1}", "List[Any]: [1]", "List[A]: [{k: 1}]", "Dict[str, A]: {z: {k: 1}}"],
]
# OmegaConf takes what the reference leads to for the struct, and whatever is merged is refused for the keys of that.
FAILING = ["Union[A, int]", "Union[A, List[int]]"]
WAYS = ["merge", "update", "put"]


def recorded():
    return recorded_lines.recorded("unions", (line for of in TYPES for how in WAYS for line in answered(of, how)))


def answered(of, how):
    """One line for all that may stand there before and makes no difference; none for what the type does not take."""
    answers = {}
    for before in BEFORE:
        question = {"type": of, "before": before, "how": how}
        if before == "${y}" and of in FAILING or not is_taken(question):
            continue
        after_it = {content: after(question, content) for content in CONTENTS}
        answers.setdefault(json.dumps(after_it, ensure_ascii=False), []).append(before)
    return [{"type": of, "how": how, "before": before, "after": json.loads(text)} for text, before in answers.items()]


def is_taken(question):
    try:
        begun(question)
    except Exception:
        return False
    return True


def begun(question):
    holder = make_dataclass("Holder", [("x", eval(question["type"], {}, NAMES), "???"), ("y", dict[str, int], "???"), ("n", int, 5)])
    config = OmegaConf.structured(holder)
    config.y = {"q": 7}
    if question["before"] != "'???'":
        config.x = made(question["before"])
    return config


def after(question, content):
    try:
        config = begun(question)
        value = made(content)
        if question["how"] == "merge":
            config = OmegaConf.merge(config, OmegaConf.create({"x": value}))
        else:
            OmegaConf.update(config, "x", value, merge=question["how"] == "update")
        return {"yaml": yaml.safe_load(OmegaConf.to_yaml(config))["x"]}
    except Exception as error:
        return type(error).__name__


def made(content):
    declared, _, text = content.partition(": ") if content[0].isupper() else ("", "", "")
    if not declared:
        return yaml.safe_load(content)
    if declared in CLASSES:
        return OmegaConf.merge(OmegaConf.structured(CLASSES[declared]), yaml.safe_load(text))
    holder = make_dataclass("Typed", [("x", eval(declared, {}, NAMES), "???")])
    return OmegaConf.merge(OmegaConf.structured(holder), {"x": yaml.safe_load(text)}).x
