"""Prints, as typed JSON, the formats that a ModelOpt config module spells out as Python constants.

Reads the module's source from standard input. Only assignments, functions and loops at the top level are run, those that
work without any import; so ModelOpt itself, and torch under it, need not be installed.
"""

import ast
import json
import sys


def typed(value):
    if isinstance(value, tuple):
        return {"$tuple": [typed(item) for item in value]}
    if isinstance(value, list):
        return [typed(item) for item in value]
    if isinstance(value, dict):
        if all(isinstance(key, str) and not key.startswith("$") for key in value):
            return {key: typed(item) for key, item in value.items()}
        return {"$map": [[typed(key), typed(item)] for key, item in value.items()]}
    if isinstance(value, float) and value.is_integer():
        return {"$float": repr(value)}
    return value


def without_annotations(node):
    """The same statements; `x: T = 1` as `x = 1`, so that T need not be known."""
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        return ast.copy_location(ast.Assign(targets=[node.target], value=node.value), node)
    if isinstance(node, ast.FunctionDef):
        node.returns = None
        for argument in [*node.args.args, *node.args.kwonlyargs]:
            argument.annotation = None
    return node


RUN = (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.FunctionDef, ast.For, ast.Expr)
names = {"__builtins__": __builtins__, "copy": __import__("copy"), "Any": object, "cast": lambda _, value: value}

for statement in ast.parse(sys.stdin.read()).body:
    if not isinstance(statement, RUN):
        continue
    module = ast.fix_missing_locations(ast.Module([without_annotations(statement)], []))
    try:
        exec(compile(module, "config.py", "exec"), names)
    except Exception:
        pass  # it needs something that is imported

formats = {
    name: typed(value)
    for name, value in names.items()
    if name.isupper() and isinstance(value, dict) and "quant_cfg" in value
}
print(json.dumps({"formats": formats, "choices": sorted(names.get("choices", []))}))
