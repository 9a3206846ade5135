"""What real Hydra's instantiate makes of configs: reads lines of JSON {config, args, kwargs}, prints a line of JSON for each.

The targets are those of the module `lib`, which is made here; every call of one is noted. Runs with either dialect's Hydra.
"""

import functools
import json
import sys
import types
import warnings

from hydra.utils import instantiate
from omegaconf import DictConfig, ListConfig, OmegaConf

calls = []
lib = types.ModuleType("lib")


def note(name, kwargs):
    calls.append(f"{name}:{kwargs['id']}" if "id" in kwargs else name)


class Record:
    def __init__(self, *args, **kwargs):
        note("Record", kwargs)
        self.args, self.kwargs = args, kwargs

    @staticmethod
    def make(*args, **kwargs):
        calls.append("Record.make")
        return Record(*args, **kwargs)


class Inner(Record):
    pass


def record(*args, **kwargs):
    note("record", kwargs)
    return {"args": list(args), "kwargs": kwargs}


def identity(x):
    calls.append("identity")
    return x


def add(a, b=1):
    calls.append("add")
    return a + b


def nothing():
    calls.append("nothing")


def fail(message="no"):
    calls.append("fail")
    raise ValueError(message)


Record.Inner = Inner
for each in (Record, record, identity, add, nothing, fail):
    each.__module__ = "lib"
    setattr(lib, each.__name__, each)
Inner.__name__ = "Record.Inner"
sys.modules["lib"] = lib


def shown(value):
    if isinstance(value, DictConfig):
        return {"$dictconfig": {str(key): shown(value[key]) for key in value}}
    if isinstance(value, ListConfig) or type(value).__name__ == "TupleConfig":  # OmegaConf 2.4 has it
        return {"$listconfig": [shown(item) for item in value]}
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [shown(item) for item in value]
    if isinstance(value, Record):
        return {"$record": type(value).__name__.replace("Record.", ""), "args": shown(value.args), "kwargs": shown(value.kwargs)}
    if isinstance(value, functools.partial) or hasattr(value, "keywords"):
        return {"$partial": value.func.__name__, "args": shown(value.args), "kwargs": shown(value.keywords)}
    if callable(value):
        return {"$callable": value.__qualname__}
    return value


def handed_over(value):
    """What a call gives: {"$callable": "record"} is that function or class itself."""
    return getattr(lib, value["$callable"]) if isinstance(value, dict) and "$callable" in value else value


def answer(question):
    calls.clear()
    kwargs = {name: handed_over(value) for name, value in question["kwargs"].items()}
    try:
        made = instantiate(OmegaConf.create(question["config"]), *question["args"], **kwargs)
        return {"result": shown(made), "calls": list(calls)}
    except Exception as error:
        return {"error": type(error).__name__, "calls": list(calls)}


warnings.simplefilter("ignore")
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
