"""Reads compositions as JSON and says of each whether real Hydra refuses it: refused, accepted, or unwritable.

With a `key`, a composition is refused where the interpolation at that key cannot be resolved.
"""

import json
import sys
import warnings

from hydra import initialize_config_dir
from hydra.core.global_hydra import GlobalHydra
from hydra.core.hydra_config import HydraConfig
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import InterpolationKeyError

warnings.simplefilter("ignore")


def answer(question):
    try:
        OverridesParser.create().parse_overrides(question["overrides"])
    except Exception:
        return "unwritable"
    GlobalHydra.instance().clear()
    try:
        with initialize_config_dir(version_base="1.3", config_dir=question["dir"], job_name="app"):
            loader = GlobalHydra.instance().config_loader()
            config = loader.load_configuration(question["config"], question["overrides"], run_mode=RunMode.RUN)
    except Exception:
        return "refused"
    if question.get("key") is None:
        return "accepted"
    HydraConfig.instance().set_config(config)
    return "refused" if question["key"] in dangling(config, "") else "accepted"


def dangling(node, at):
    """The full keys of all interpolations that refer to nothing."""
    found = set()
    is_map = isinstance(node, DictConfig)
    for key in list(node.keys()) if is_map else range(len(node)):
        full = (f"{at}.{key}" if at else str(key)) if is_map else f"{at}[{key}]"
        if OmegaConf.is_missing(node, key):
            continue
        if OmegaConf.is_interpolation(node, key):
            try:
                node[key]
            except InterpolationKeyError:
                found.add(full)
            except Exception:
                pass
        elif OmegaConf.is_config(node._get_node(key)) and not node._get_node(key)._is_none():
            found |= dangling(node._get_node(key), full)
    return found


json.dump([answer(question) for question in json.load(sys.stdin)], sys.stdout)
