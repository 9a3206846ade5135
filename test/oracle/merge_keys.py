"""What `<<` brings, by the PyYAML and the OmegaConf that are installed: a document and its value, a line of JSON each.

PyYAML 6.0.4 merges otherwise than all before it; OmegaConf 2.4 merges by itself, whatever PyYAML does. So there is a file
for each of the four.
"""

import json

import reference

PARTS = """
a: &a {rate: 1, name: adam}
b: &b {rate: 2, size: 5}
c: &c {rate: 3, size: 6, last: 7}
own: &own {<<: *a, rate: 9}
x: &x {k: 1, n: 1}
y: &y {k: 2, m: 2}
ownx: &ownx {<<: *x, k: 9}
ints: &ints {10: 1, 7: 1}
more: &more {10: 2, 7: 2}
"""

# One map each, after the PARTS it may refer to.
MAPS = [
    # The order of what several bring, and who wins.
    "{<<: [*a, *b]}",
    "{<<: [*b, *a]}",
    "{<<: [*a, *b, *c]}",
    "{<<: *a, <<: *b}",
    "{<<: *b, <<: *a}",
    "{<<: [*a], <<: [*b]}",
    "{<<: [*a, *b], <<: *c}",
    "{<<: []}",
    "{<<: {}}",
    # The map's own keys.
    "{<<: *a, rate: 0}",
    "{rate: 0, <<: *a}",
    "{last: 0, <<: [*a, *b], size: 0}",
    "{before: 0, <<: [*a, *b], after: 0}",
    "{<<: *a, <<: {rate: 5}, rate: 0}",
    # Keys of one character, which Python has once.
    "{<<: [*x, *y]}",
    "{<<: [*y, *x]}",
    "{<<: *x, <<: *y}",
    "{<<: *x, k: 0}",
    "{k: 0, <<: [*x, *y]}",
    "{<<: [*x, {\"k\": 5}]}",
    "{<<: [*x, {'k': 5}]}",
    "{<<: [*x, {? k : 5}]}",
    "{<<: [{é: 1}, {é: 2}]}",
    "{<<: [{ā: 1}, {ā: 2}]}",
    "{<<: [{'': 1}, {'': 2}]}",
    "{<<: [{1: int}, {'1': text}]}",
    "{<<: [{'1': text}, {1: int}]}",
    "{<<: [{10: int}, {'10': text}]}",
    "{<<: [{!!int '1': int}, {1: plain}]}",
    "{<<: [*ints, *more]}",
    "{<<: *ints, <<: *more}",
    "{<<: [{1: a}, {1.0: b}]}",
    "{<<: [{true: a}, {1: b}]}",
    # What is merged merges itself.
    "{<<: *own}",
    "{<<: *ownx}",
    "{<<: [*own, *b]}",
    "{<<: [*b, *own]}",
    "{<<: [*a, *own]}",
    "{<<: [*own, *a]}",
    "{<<: [*x, *ownx]}",
    "{<<: [*ownx, *x]}",
    "{<<: *own, <<: *a}",
    "{<<: [*a, *a]}",
    "{<<: {<<: *a, rate: 4}}",
    "{<<: {<<: *x, k: 4}}",
    "{<<: {<<: [*a, *b]}, rate: 4}",
    "{<<: [{<<: *a}, {<<: *b}]}",
    # Keys that came by an alias, or are given twice.
    "{<<: [{&key word: 1}, {*key : 2}]}",
    "{<<: {word: 1, word: 2}}",
    "{<<: {k: 1, k: 2}}",
    "{<<: [{word: 1}, {word: 2}], word: 3}",
    "{<<: *a, name: x, name: y}",
    # `=`, which is a text once it is merged.
    "{<<: [{=: 1}, {=: 2}]}",
    "{=: 0, <<: {=: 1, other: 2}}",
    "{'=': 0, <<: {=: 1, other: 2}}",
    # What cannot be merged.
    "{<<: text}",
    "{<<: [*a, text]}",
    "{<<: [[*a, *b]]}",
    "{<<: [*a, [*b]]}",
    "{<<: null}",
    "{'<<': *a}",
    "{<<: !!map {rate: 1}}",
    "{<<: &later {rate: 1}, sub: *later}",
]

# Whole documents: what is built first decides which keys are there twice.
DOCUMENTS = [
    "base: &base {word: 1}\ngroup: {derived: &derived {<<: *base, word: 2}}\ntop: {<<: *derived}\n",
    "base: &base {word: 1}\nderived: &derived {<<: *base, word: 2}\ngroup: {top: {<<: *derived}}\n",
    "base: &base {word: 1}\ngroup: {derived: &derived {<<: [*base, {word: 2}]}}\ntop: {<<: *derived}\n",
    "derived: &derived {<<: [{word: 1}, {word: 2}]}\ntop: {<<: *derived}\n",
    "derived: &derived {<<: [{k: 1}, {k: 2}]}\ntop: {<<: *derived}\n",
    "a: &a {<<: *a}\n",
    "base: &base\n  rate: 1\n  name: adam\nmore: &more\n  rate: 2\nlisted:\n  <<: [*base, *more]\n  size: 5\n",
    "base: &base\n  rate: 1\nlisted:\n  <<:\n    - *base\n    - rate: 2\n      size: 5\n",
]


def recorded():
    """The name of the file, and its text."""
    versions = reference.versions()
    hydra = ".".join(versions["hydra-core"].split(".")[:2])
    documents = [f"{PARTS.lstrip()}it: {text}\n" for text in MAPS] + DOCUMENTS
    lines = [versions, *(answered(text) for text in documents)]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return f"hydra-{hydra}-pyyaml-{versions['PyYAML']}.jsonl", text


def answered(text):
    """Of a document with the PARTS the value of the last map alone."""
    try:
        loaded = reference.yaml_load(text)
        return {"yaml": text, "value": loaded["v"][-1][1] if text.startswith(PARTS.lstrip()) else loaded}
    except Exception as error:
        return {"yaml": text, "refused": type(error).__name__}
