"""What ModelOpt makes of recipes and configs: reads a list of {files, recipe or config, overrides} from standard input.

Prints {modelopt, answers}: for each the result as typed JSON, or the class of the error. Needs nvidia-modelopt 0.45 or newer.
"""

import contextlib
import json
import os
import sys
import tempfile
import warnings
from enum import Enum
from importlib.metadata import version
from pathlib import Path


def typed(value):
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return {"$tuple": [typed(item) for item in value]}
    if isinstance(value, list):
        return [typed(item) for item in value]
    if isinstance(value, dict):
        if all(isinstance(key, str) for key in value):
            return {key: typed(item) for key, item in value.items()}
        return {"$map": [[typed(key), typed(item)] for key, item in value.items()]}
    if isinstance(value, float) and value.is_integer():
        return {"$float": repr(value)}
    return value


def answer(question):
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, text in question["files"].items():
            Path(name).write_text(text)
        try:
            if "config" in question:
                loaded = load_config(question["config"])
            else:
                loaded = load_recipe(question["recipe"], overrides=question.get("overrides"))
        except Exception as error:
            return {"error": type(error).__name__}
        return {"result": typed(loaded.model_dump(exclude_unset=True) if hasattr(loaded, "model_dump") else loaded)}


with contextlib.redirect_stdout(sys.stderr), warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from modelopt.recipe import load_config, load_recipe

    answers = [answer(question) for question in json.load(sys.stdin)]
print(json.dumps({"modelopt": version("nvidia-modelopt"), "answers": answers}))
