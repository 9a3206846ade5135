"""What real Hydra composes where a config comes again: every combination, one line of JSON each.

A config that is merged at the root hands over its maps. What was merged over them is there the next time, as long as
nothing else stood in their place.
"""

import itertools
import json

import reference
from conf_goldens import written_by

# What the primary config sets between the first time and the second, in the place of the map.
BETWEEN = {
    "nothing": None,
    "an int": "5",
    "a text": "text",
    "null": "null",
    "a missing value": "'???'",
    "an interpolation of a map": "${other}",
    "an interpolation of an int": "${number}",
    "a list": "[1]",
    "a map": "{b: 2}",
}
NESTING = ["map: %s", "outer: {map: %s}", "outer: {inner: {map: %s}}"]
# What is merged over the second copy.
OVER = {"a key": "{last: 4}", "a key below": "{deep: {y: 2}}", "an int": "9"}
COMES = ["in a package", "at the root", "at the root, then in a package"]


def recorded():
    cases = itertools.product(BETWEEN, range(len(NESTING)), OVER, COMES)
    lines = [{"recorded": written_by()}, *(answered(*case) for case in cases)]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def answered(between, depth, over, comes):
    files, overrides = tree(between, NESTING[depth], over, comes)
    case = {"name": f"{between} between, {over} over it, depth {depth}, {comes}", "files": files, "overrides": overrides}
    try:
        return case | {"yaml": reference.compose("config", overrides, tree=files)["yaml"]}
    except Exception as error:
        return case | {"refused": type(error).__name__}


def tree(between, nested, over, comes):
    defaults = "defaults: [{base@_global_: one}, _self_, last]\n"
    files = {
        "base/one.yaml": nested % "{a: 1, deep: {x: 1}}" + "\n",
        "config.yaml": f"{defaults}other: {{o: 1}}\nnumber: 7\n",
        "last.yaml": f"defaults: [/base/one@_global_]\n{nested % OVER[over]}\n",
    }
    if BETWEEN[between] is not None:
        files["config.yaml"] += nested % BETWEEN[between] + "\n"
    if comes == "in a package":
        return files, ["+base@copy=one"]
    files["extra/third.yaml"] = "# @package _global_\ndefaults: [/base/one@_global_]\n"
    if comes == "at the root":
        return files, ["+extra=third"]
    files["extra/third.yaml"] += nested % "{fourth: 4}" + "\n"
    return files, ["+extra=third", "+base@copy=one"]
