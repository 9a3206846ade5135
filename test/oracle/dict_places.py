"""What real Hydra composes where a dict is declared of a map or struct that is there already, one line of JSON each.

What has no value yet (null, `???`, a reference) is from then on what the dict declares. A single value without a type keeps taking any,
and one that is a union fits no dict of single values.
"""

import recorded_lines
import structs

# A field of a struct, or a key of a plain map, where no type is named.
THERE = [
    (None, "1"),
    (None, "abc"),
    (None, "'???'"),
    (None, "null"),
    (None, "'${x}'"),
    (None, "{k: 1}"),
    (None, "[1]"),
    ("Any", "1"),
    ("Any", "[1]"),
    ("Path", None),
    ("int", "'${x}'"),
    ("Optional[int]", "null"),
    ("bool", "true"),
    ("Optional[Color]", "RED"),
    ("Union[int, str]", "1"),
    ("Union[int, str]", None),
    ("List[int]", "'${l}'"),
    ("Optional[Dict[str, int]]", None),
    ("Optional[Leaf]", None),
]
DECLARED = ["Dict[str, Any]", "Dict[str, int]", "Dict[str, Optional[str]]", "Dict[str, Dict[str, int]]", "Dict[str, Optional[List[int]]]"]
OVERRIDES = ["", "db.a=7", "db.a=x/y", "db.a=null", "db.a=${x}", "db.a=${l}", "db.a={n: 2}", "db.a=[3]", "++db.c=z"]
CLASSES = [
    {"name": "Color", "members": [["RED", 1], ["GREEN", 2]]},
    {"name": "Leaf", "fields": [{"name": "x", "type": "int", "default": {"yaml": "1"}}]},
]


def recorded():
    return recorded_lines.recorded("dict-places", answered())


def answered():
    for type_, value in THERE:
        for declared in DECLARED:
            yield {"type": type_, "value": value, "declared": declared} | {
                override: answer(type_, value, declared, override) for override in OVERRIDES
            }


def answer(type_, value, declared, override):
    """What it is once it is resolved, or the class of what refuses it."""
    fields = [("db", declared, None), ("x", "int", "5"), ("l", "List[int]", "[3]")]
    classes = [*CLASSES, {"name": "Main", "fields": [field(*of) for of in fields]}]
    store = [{"name": "main", "class": "Main"}]
    if type_ is not None:
        classes.append({"name": "There", "fields": [field("a", type_, value)]})
        store.append({"group": "db", "name": "there", "class": "There"})
    files = {"config.yaml": "defaults: [db: there, main]\n"} | ({} if type_ else {"db/there.yaml": f"a: {value}\n"})
    question = {"config_name": "config", "overrides": [override] if override else [], "tree": files}
    return recorded_lines.attempt(lambda: resolved(structs.composed(classes, store, **question)))


def resolved(composed):
    return composed["yaml_resolved"] if "yaml_resolved" in composed else composed["resolve_error"]["type"]


def field(name, type_, text):
    return {"name": name, "type": type_} | ({} if text is None else {"default": {"yaml": text}})
