"""What real Hydra composes where a structured config comes again: every sort of field and what is set in it between, one line of JSON each.

A config that is merged at the root hands over its nodes. What was declared of one stays the same node whatever is put there, and is
what the config brings the next time.
"""


import recorded_lines
import structs

FIELDS = [
    ("int", "1"),
    ("Optional[int]", "null"),
    ("int", "'???'"),
    ("int", "'${c}'"),
    ("Union[int, str]", "1"),
    ("Any", "1"),
    ("Any", "null"),
    ("Any", "'???'"),
    ("Any", "'${c}'"),
    ("Any", "'${d}'"),
    ("List[int]", "[1]"),
    ("List[int]", "'???'"),
    ("Optional[List[int]]", "null"),
    ("List[int]", "'${d}'"),
    ("Dict[str, int]", "{a: 1}"),
    ("Dict[str, int]", "'???'"),
    ("Optional[Dict[str, int]]", "null"),
    ("Dict[str, int]", "'${e}'"),
    ("Leaf", "'???'"),
    ("Optional[Leaf]", "null"),
    ("Leaf", "'${g}'"),
]
OTHERS = [("c", "int", "7"), ("d", "List[int]", "[3]"), ("e", "Dict[str, int]", "{q: 1}"), ("p", "Any", "null")]
BETWEEN = ["5", "[5]", "{b: 2}", "{x: 2}", "null", "'???'", "'${c}'", "'${d}'"]
COMES = {
    "twice at the root": ["two", "one"],
    "over another value": ["two", "three", "one"],
    "in a package": ["two", "pkg"],
}
LEAF = {"name": "Leaf", "fields": [{"name": "x", "type": "int", "default": {"yaml": "1"}}]}
ROOT = "# @package _global_\n"


def recorded():
    return recorded_lines.recorded("repeated-structs", answered())


def answered():
    for type_, default in FIELDS:
        for between in BETWEEN:
            yield {"type": type_, "default": default, "between": between} | {
                comes: answer(type_, default, tree(between, options)) for comes, options in COMES.items()
            }


def answer(type_, default, files):
    """What is composed, or the class of what refuses it."""
    fields = [{"name": name, "type": of, "default": {"yaml": text}} for name, of, text in [("l", type_, default), *OTHERS]]
    leaf = {"name": "g", "type": "Leaf", "default": {"instance": "Leaf"}}
    classes = [LEAF, {"name": "Base", "fields": [*fields, leaf]}]
    store = [{"group": "db", "name": "base", "package": "_global_", "class": "Base"}]
    return recorded_lines.attempt(lambda: structs.composed(classes, store, config_name="config", tree=files)["yaml"])


def tree(between, options):
    return {
        "config.yaml": f"defaults: [db: [{', '.join(options)}], _self_]\n",
        "db/one.yaml": f"{ROOT}defaults: [base]\n",
        "db/two.yaml": f"{ROOT}defaults: [base]\nl: {between}\n",
        "db/three.yaml": f"{ROOT}l: 3\n",
        "db/pkg.yaml": f"{ROOT}defaults: [base@p]\n",
    }
