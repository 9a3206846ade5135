"""The same Hydra, which remembers between questions what does not depend on the question.

A composition of a small tree spends nearly all of its time on reading Hydra's own configs again and on parsing texts
that were parsed before. `remember()` keeps the configs of Hydra's package, and what override texts and interpolations
parse to. `without_own_configs()` goes further and leaves Hydra's own node nearly empty: for trees that do not speak of
it. Nothing of how defaults are expanded, merged and overridden is touched; `test/differential/trees.test.ts` checks
that the answers are those of a Hydra which remembers nothing.
"""

import copy
import gc
import pickle
from contextlib import contextmanager
from functools import cache

import omegaconf._utils
import omegaconf.base
import omegaconf.resolvers.oc
from hydra import version
from hydra._internal.core_plugins.importlib_resources_config_source import ImportlibResourcesConfigSource
from hydra.conf import HydraConf, JobConf, RuntimeConf
from hydra.core.config_store import ConfigStore
from hydra.core.hydra_config import HydraConfig
from hydra.core.override_parser.overrides_parser import OverridesParser
from omegaconf import OmegaConf

MOST = 50_000


def remember():
    remember_own_package()
    remember_overrides()
    remember_interpolations()
    # Each composition copies its sources, and with them all that was ever stored; what is loaded is copied anyway.
    ConfigStore.__deepcopy__ = lambda self, memo: self
    # Configs point at their parents, and nobody waits for them to be collected.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def remember_own_package():
    source = ImportlibResourcesConfigSource
    for name in ("is_group", "is_config"):
        setattr(source, name, by_arguments(getattr(source, name)))
    source.available = by_arguments(source.available)
    source.load_config = pickled(source.load_config)


def by_arguments(method):
    known = {}

    def asked(self, *arguments, **named):
        key = (self.path, version.getbase(), *arguments, *named.values())
        if key not in known:
            known[key] = method(self, *arguments, **named)
        return known[key]

    return asked


def pickled(method):
    """Each gets a copy of its own: Hydra takes the defaults list out of what it loads."""
    known = {}

    def asked(self, *arguments, **named):
        key = (self.provider, self.path, version.getbase(), *arguments, *named.values())
        if key not in known:
            known[key] = pickle.dumps(method(self, *arguments, **named))
        return pickle.loads(known[key])

    return asked


def remember_overrides():
    parse_rule = OverridesParser.parse_rule
    known = {}

    def asked(self, text, rule):
        if (text, rule) not in known:
            parsed = parse_rule(self, text, rule)
            if len(known) < MOST:
                known[text, rule] = pickle.dumps(parsed)
            return parsed
        return pickle.loads(known[text, rule])

    OverridesParser.parse_rule = asked


def remember_interpolations():
    parse = omegaconf.base.parse
    known = {}

    def asked(*arguments, **named):
        key = (arguments, *named.items())
        if key not in known:
            tree = parse(*arguments, **named)
            if len(known) < MOST:
                known[key] = tree
            return tree
        return known[key]

    for module in (omegaconf.base, omegaconf._utils, omegaconf.resolvers.oc):
        module.parse = asked


@contextmanager
def without_own_configs():
    """Of Hydra's node only what composing itself writes into."""
    group = ConfigStore.instance().repo["hydra"]
    kept = group["config.yaml"]
    bare = copy.copy(kept)
    bare.node = bare_node()
    group["config.yaml"] = bare
    set_config = HydraConfig.set_config
    HydraConfig.set_config = set_bare_config
    try:
        yield
    finally:
        group["config.yaml"] = kept
        HydraConfig.set_config = set_config


def set_bare_config(self, config):
    """Without the check that the node has its usual type."""
    OmegaConf.set_readonly(config.hydra, True)
    self.cfg = OmegaConf.masked_copy(config, "hydra")
    self.cfg.hydra._set_parent(config)


@cache
def bare_node():
    return OmegaConf.create(
        {
            "mode": None,
            "searchpath": [],
            **({"aliases": {}} if "aliases" in HydraConf.__dataclass_fields__ else {}),
            "run": {"dir": "."},
            "sweep": {"dir": ".", "subdir": "."},
            "overrides": {"hydra": [], "task": []},
            "job": {
                "name": "???",
                "override_dirname": JobConf.override_dirname,
                "config_name": "???",
                "env_set": {},
                "env_copy": [],
                "config": {"override_dirname": {"kv_sep": "=", "item_sep": ",", "exclude_keys": []}},
            },
            "runtime": RuntimeConf,
        }
    )
