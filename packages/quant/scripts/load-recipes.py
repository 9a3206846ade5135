"""What ModelOpt's load_recipe makes of recipes: reads {name: text} from standard input, prints {name: quantize section}.

Needs nvidia-modelopt 0.45 or newer. Values are typed JSON: tuples, and keys that are no texts, are kept.
"""

import contextlib
import json
import sys
import tempfile
from pathlib import Path


def typed(value):
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


with contextlib.redirect_stdout(sys.stderr), tempfile.TemporaryDirectory() as folder:
    from modelopt.recipe import load_recipe

    loaded = {}
    for at, (name, text) in enumerate(json.load(sys.stdin).items()):
        path = Path(folder) / f"{at}.yaml"
        path.write_text(text)
        loaded[name] = typed(load_recipe(path).quantize.model_dump(exclude_unset=True))
print(json.dumps(loaded))
