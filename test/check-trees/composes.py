"""Reads compositions as JSON and writes what the Hydra of this Python makes of each: its data and order, or the class that refuses it.

A composition is `{"root", "dir", "config", "overrides", "before", "after"}`; the last two are further places to look in.
"""

import json
import sys
import warnings

from hydra._internal.config_loader_impl import ConfigLoaderImpl
from hydra._internal.config_search_path_impl import ConfigSearchPathImpl
from hydra.core.global_hydra import GlobalHydra
from hydra.core.plugins import Plugins
from hydra.core.utils import setup_globals
from hydra.types import RunMode
from hydra.version import setbase
from omegaconf import OmegaConf

warnings.simplefilter("ignore")


def answer(question):
    GlobalHydra.instance().clear()
    try:
        loader = ConfigLoaderImpl(search_path_of(question))
        config = loader.load_configuration(question["config"], question["overrides"], run_mode=RunMode.RUN)
        plain = OmegaConf.to_container(config, resolve=False)
        del plain["hydra"]
    except Exception as error:
        return {"refused": f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"}
    # Not as a map: the keys of a config need be no texts, and their order counts.
    return {"config": repr(plain).replace(question["root"], "$ROOT")}


def search_path_of(question):
    path = ConfigSearchPathImpl()
    for place in question["before"]:
        path.append("further", place)
    path.append("hydra", "pkg://hydra.conf")
    path.append("main", f"file://{question['dir']}")
    for place in question["after"]:
        path.append("further", place)
    path.append("schema", "structured://")
    return path


setbase("1.3")
setup_globals()
Plugins.instance()
json.dump([answer(question) for question in json.load(sys.stdin)], sys.stdout)
