"""Structured configs declared as data: dataclasses and enums are made of it, and stored for as long as one question takes.

    {"name": "Color", "members": [["RED", 1]]}
    {"name": "Db", "bases": ["Base"], "fields": [{"name": "port", "type": "Optional[int]", "default": {"yaml": "80"}}]}
    {"group": "db", "name": "base", "package": "_global_", "class": "Db", "yaml": "port: 81"}

A default is a YAML text, `{"member": ["Color", "RED"]}` or `{"instance": "Db"}`. What is stored has a class, or a YAML
text, or both: the text is merged onto the class then. test/oracle/structs.ts reads the same.
"""

import copy
import typing
from contextlib import contextmanager
from dataclasses import MISSING, field, fields, make_dataclass
from enum import Enum
from pathlib import Path

import omegaconf
import reference
import yaml
from hydra.core.config_store import ConfigStore
from hydra.core.plugins import Plugins
from omegaconf import OmegaConf

try:
    from omegaconf._utils import get_yaml_loader
except ImportError:  # OmegaConf 2.4
    from omegaconf._yaml import get_yaml_loader

TYPES = {name: getattr(typing, name) for name in ("Any", "Dict", "List", "Literal", "Optional", "Union")} | {"Path": Path}


@contextmanager
def stored(classes, entries):
    """The configs in Hydra's store meanwhile, beside its own."""
    declared = declare(classes)
    # Hydra's own plugins store their settings when they are first asked for: that is not to be undone.
    Plugins.instance()
    store = ConfigStore.instance()
    before = store.repo
    store.repo = groups_of(before)
    try:
        for entry in entries:
            node = node_of(entry, declared)
            store.store(entry["name"], node, group=entry.get("group"), package=entry.get("package"))
        yield
    finally:
        store.repo = before


def composed(classes, entries, **question):
    """What `reference.compose` says with these in the store."""
    with stored(classes, entries):
        return reference.compose(**question)


def groups_of(repo):
    """Its dicts anew, its configs as they are."""
    return {name: groups_of(held) if isinstance(held, dict) else held for name, held in repo.items()}


def node_of(entry, declared):
    given = read(entry["yaml"]) if "yaml" in entry else None
    if "class" not in entry:
        return given
    node = declared[entry["class"]]
    return node if given is None else OmegaConf.merge(OmegaConf.structured(node), given)


def declare(classes):
    declared = dict(TYPES)
    for one in classes:
        name = one["name"]
        if "members" in one:
            declared[name] = Enum(name, [tuple(member) for member in one["members"]])
            continue
        own = [
            (of["name"], eval(of["type"], {}, declared), default_of(of.get("default"), declared)) for of in one["fields"]
        ]
        bases = tuple(eval(base, {}, declared) for base in one.get("bases", []))
        declared[name] = make_dataclass(name, own, bases=bases, kw_only=True)
    return declared


def default_of(default, declared):
    if default is None:
        return field()
    if "member" in default:
        name, member = default["member"]
        return field(default=declared[name][member])
    if "instance" in default:
        return field(default_factory=lambda: instance_of(declared[default["instance"]]))
    value = read(default["yaml"])
    return field(default_factory=lambda: copy.deepcopy(value))


def instance_of(cls):
    """With what has no default missing."""
    required = [of.name for of in fields(cls) if of.default is MISSING and of.default_factory is MISSING]
    return cls(**{name: omegaconf.MISSING for name in required})


def read(text):
    return yaml.load(text, Loader=get_yaml_loader())
