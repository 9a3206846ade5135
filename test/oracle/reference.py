"""What real Hydra and OmegaConf answer, one question at a time and each from a fresh state.

Each function takes and gives plain data. A refusal comes out as Python's own exception;
`refusal_of` says it in data.
"""

import itertools
import os
import platform
import re
import tempfile
import warnings
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import yaml
from hydra import initialize_config_dir
from hydra._internal import config_loader_impl
from hydra._internal.core_plugins.basic_sweeper import BasicSweeper
from hydra._internal.config_repository import ConfigRepository
from hydra._internal.config_search_path_impl import ConfigSearchPathImpl
from hydra.core.config_store import ConfigStore
from hydra.core.default_element import ConfigDefault, GroupDefault, VirtualRoot
from hydra.core.global_hydra import GlobalHydra
from hydra.core.hydra_config import HydraConfig
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import Sweep
from hydra.core.utils import setup_globals
from hydra.types import RunMode
from omegaconf import OmegaConf, open_dict
from omegaconf.errors import OmegaConfBaseException

try:
    from omegaconf._utils import get_yaml_loader
except ImportError:  # OmegaConf 2.4
    from omegaconf._yaml import get_yaml_loader

from typed import from_json, to_json

MOST_SWEEP_STRINGS = 50

setup_globals()


def versions():
    return {
        "hydra-core": version("hydra-core"),
        "omegaconf": version("omegaconf"),
        "PyYAML": version("PyYAML"),
        "python": platform.python_version(),
    }


def refusal_of(error):
    """The class counts; the words are for the reader only."""
    refusal = {
        "type": type(error).__name__,
        "module": type(error).__module__.split(".")[0],
        "message": None if isinstance(error, RecursionError) else str(error),
    }
    if error.__cause__ is not None and type(error.__cause__).__module__.startswith("omegaconf"):
        refusal["cause"] = {"type": type(error.__cause__).__name__, "message": str(error.__cause__)}
    return refusal


# ---- override text -----------------------------------------------------------------------------------------------


def parse_override(text):
    override = parsed([text])[0]
    value = override._value  # as parsed: value() would drop the quotes
    answer = {
        "type": override.type.name,
        "key_or_group": override.key_or_group,
        "package": override.package,
        "value_type": override.value_type.name if override.value_type is not None else None,
        "value": to_json(value),
        "key_element": override.get_key_element(),
        "value_str": value_text(override),
        "value_str_spaced": value_text(override, space_after_sep=True),
        "value_string": override.get_value_string() if "=" in text else None,
        "is_sweep_override": override.is_sweep_override(),
        "is_choice_sweep": override.is_choice_sweep(),
        "is_discrete_sweep": override.is_discrete_sweep(),
        "is_range_sweep": override.is_range_sweep(),
        "is_interval_sweep": override.is_interval_sweep(),
        "is_hydra_override": override.is_hydra_override(),
    }
    if override.is_discrete_sweep() and answer["value"]["t"] != "glob" and not answer["value"].get("shuffle"):
        try:
            strings = list(itertools.islice(override.sweep_string_iterator(), MOST_SWEEP_STRINGS + 1))
            answer["sweep"] = strings[:MOST_SWEEP_STRINGS]
            if len(strings) > MOST_SWEEP_STRINGS:
                answer["sweep_truncated"] = True
        except Exception as error:
            answer["sweep_error"] = refusal_of(error)
    return answer


def value_text(override, **how):
    """How Hydra prints the value back; null for a sweep, and where a sweep inside a container keeps it from printing."""
    if isinstance(override._value, Sweep):
        return None
    try:
        return override.get_value_element_as_str(**how)
    except OmegaConfBaseException:
        return None


def parsed(texts, config_loader=None):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return OverridesParser.create(config_loader=config_loader).parse_overrides(overrides=texts)


def sweep(overrides, max_batch_size=None, options=None):
    """Jobs of the basic sweeper, in batches; each job is the override texts it passes on.

    `options` says what each group holds, for glob().
    """
    batches = BasicSweeper.split_arguments(parsed(overrides, GroupsOnly(options or {})), max_batch_size)
    return [[list(job) for job in batch] for batch in batches]


class GroupsOnly:
    """As much of a config loader as glob() asks for."""

    def __init__(self, options):
        self.options = options

    def get_group_options(self, group_name, *_, **__):
        return sorted(self.options.get(group_name, []))


# ---- values ------------------------------------------------------------------------------------------------------


def yaml_load(text):
    """The loader alone: any value, interpolations and ??? still plain strings."""
    return to_json(yaml.load(text, Loader=get_yaml_loader()))


def config_of(source):
    """A source is YAML text, or a typed value as data."""
    return OmegaConf.create(source if isinstance(source, str) else from_json(source))


def to_yaml(source, resolve=False):
    return OmegaConf.to_yaml(config_of(source), resolve=resolve)


def merge(sources):
    return value_and_yaml(OmegaConf.merge(*[config_of(source) for source in sources]))


def interpolate(source):
    config = config_of(source)
    OmegaConf.resolve(config)
    return value_and_yaml(config)


def resolve(source, env, at=None):
    """OmegaConf.resolve of a config or of what is at a key; the whole config afterwards, where there is such a part."""
    config = config_of(source)
    with environment(env):
        part = config if at is None else OmegaConf.select(config, at)
        if not OmegaConf.is_config(part):
            return {"part": to_json(part)}
        OmegaConf.resolve(part)
    return {"part": value_and_yaml(part), "whole": value_and_yaml(config)}


@contextmanager
def environment(env):
    before = dict(os.environ)
    os.environ.update(env)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def value_and_yaml(config):
    return {"value": to_json(OmegaConf.to_container(config, resolve=False)), "yaml": OmegaConf.to_yaml(config)}


# ---- documents and trees -----------------------------------------------------------------------------------------


def read_document(text, version_base="1.3"):
    """Header, defaults entries and body of one config file."""
    with tree_of({"config": text}) as folder, started(folder, version_base):
        repository = ConfigRepository(search_path_of(folder))
        document = repository.load_config("config")
    entries = document.defaults_list or []
    return {
        "header": dict(document.header),
        "defaults": [entry_of(entry) for entry in entries],
        "body": to_json(OmegaConf.to_container(document.config, resolve=False)),
    }


def entry_of(entry):
    """One line of a defaults list, as read."""
    plain = {"kind": type(entry).__name__.replace("Default", "").lower()}
    for field in ("group", "path", "value", "package", "optional", "override"):
        held = getattr(entry, field, None)
        if held is not None:
            plain[field] = held if isinstance(held, (bool, str)) else to_json(held)
    return plain


def compose(config_name, overrides=(), tree=None, folder=None, version_base="1.3", run_mode="RUN"):
    """Composes a tree given as {path: text}, or one that is a folder already.

    yaml is without the `hydra` node; `hydra` is that node without what is worded or depends on the machine.
    """
    if folder is None:
        with tree_of(tree or {}) as made:
            return compose(config_name, overrides, folder=made, version_base=version_base, run_mode=run_mode)
    with started(folder, version_base) as hydra, lists_made() as lists:
        config = hydra.compose_config(
            config_name=config_name,
            overrides=list(overrides),
            run_mode=RunMode[run_mode],
            from_shell=False,
            with_log_configuration=False,
        )
        HydraConfig.instance().set_config(config)
        node = config.hydra
        answer = {
            "choices": OmegaConf.to_container(node.runtime.choices, resolve=False),
            "defaults": [result_of(entry) for entry in lists[-1].defaults],
            "tree": tree_node(lists[-1].defaults_tree),
            "override_dirname": OmegaConf.to_container(node.job, resolve=False)["override_dirname"],
            "run": run_of(config),
            "hydra": to_json(unworded(OmegaConf.to_container(node, resolve=False))),
        }
        with open_dict(config):
            del config["hydra"]
        answer |= value_and_yaml(config)
        try:
            resolved = OmegaConf.create(config)
            OmegaConf.resolve(resolved)
            answer["yaml_resolved"] = without_machine(OmegaConf.to_yaml(resolved))
        except Exception as error:
            answer["resolve_error"] = refusal_of(error)
        return answer


def unworded(node):
    """Hydra's node without its help texts, and without what a machine or a version says."""
    kept = {key: value for key, value in node.items() if key not in ("help", "hydra_help")}
    kept["runtime"] = {"choices": node["runtime"]["choices"], "version_base": node["runtime"]["version_base"]}
    return kept


@contextmanager
def lists_made():
    """The defaults lists that are made meanwhile: composing keeps none."""
    make = config_loader_impl.create_defaults_list
    made = []

    def made_and_kept(*arguments, **named):
        made.append(make(*arguments, **named))
        return made[-1]

    config_loader_impl.create_defaults_list = made_and_kept
    try:
        yield made
    finally:
        config_loader_impl.create_defaults_list = make


def run_of(config):
    """Where a run would write, with the working directory and the clock left out; null where it cannot be told."""
    places = {}
    for key in ("run.dir", "sweep.dir", "sweep.subdir", "job.name"):
        try:
            places[key] = without_machine(OmegaConf.select(config, f"hydra.{key}", throw_on_missing=True))
        except Exception as error:
            places[key] = {"error": type(error).__name__}
    return places


def result_of(entry):
    return {
        "config_path": entry.config_path,
        "package": entry.package,
        "parent": entry.parent,
        "is_self": entry.is_self,
        "primary": entry.primary,
        "override_key": entry.override_key,
    }


def tree_node(node):
    """A defaults tree as nested labels: a config path, `group: option`, or <root>."""
    if hasattr(node, "node"):
        children = node.children
        plain = {"node": label_of(node.node)}
        if children is not None:
            plain["children"] = [tree_node(child) for child in children]
        return plain
    return {"node": label_of(node)}


def label_of(entry):
    if isinstance(entry, VirtualRoot):
        return "<root>"
    if isinstance(entry, GroupDefault):
        return f"{entry.group}: {'null' if entry.value is None else entry.value}"
    assert isinstance(entry, ConfigDefault)
    return entry.path


# ---- a fresh state -----------------------------------------------------------------------------------------------


@contextmanager
def started(folder, version_base):
    """Hydra initialised over one folder, which is the working directory meanwhile, and forgotten afterwards."""
    GlobalHydra.instance().clear()
    before = os.getcwd()
    os.chdir(folder)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with initialize_config_dir(str(Path(folder).resolve()), job_name="app", version_base=version_base):
                yield GlobalHydra.instance().hydra
    finally:
        os.chdir(before)
        GlobalHydra.instance().clear()
        HydraConfig.instance().cfg = None


# Where there is one, a file system without a disk.
IN_MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None


@contextmanager
def tree_of(files):
    """A temporary folder with these files; a path without .yaml gets it."""
    with tempfile.TemporaryDirectory(prefix="tree-", dir=IN_MEMORY) as folder:
        for path, text in files.items():
            file = Path(folder) / (path if path.endswith((".yaml", ".yml")) else f"{path}.yaml")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        yield folder


def search_path_of(folder):
    path = ConfigSearchPathImpl()
    path.append("main", f"file://{Path(folder).resolve()}")
    return path


def without_machine(text):
    """The working directory as $CWD, the moment of the run as $NOW, or as $DAY/$TIME where it makes two folders."""
    text = str(text).replace(os.getcwd(), "$CWD")
    text = re.sub(r"\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}", "$NOW", text)
    return re.sub(r"\d{4}-\d{2}-\d{2}/\d{2}-\d{2}-\d{2}", "$DAY/$TIME", text)
