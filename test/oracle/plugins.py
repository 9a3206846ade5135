"""Records the config groups that Hydra's plugins bring, and what Hydra composes with them.

    python3 test/oracle/plugins.py          write packages/node/plugin-configs/ and the answers in fixtures/plugins/

Makes an environment for each dialect beside this file (git ignores them), with the pinned plugins and without what they
run on: their configs are all that is asked for. Standard library only, until it starts itself in such an environment.
"""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DATA = ROOT / "packages/node/plugin-configs"
CASES = ROOT / "fixtures/plugins"

# Of each dialect: the reference, what its plugins need to be imported, and the plugins.
REFERENCES = {
    "1.3": ["hydra-core==1.3.5", "omegaconf==2.3.1", "evalidate==2.1.7", "colorlog==6.12.0"],
    "1.4": ["hydra-core==1.4.0rc3", "omegaconf==2.4.1rc1", "evalidate==2.1.7"],
}
OF_NOBODY = {"hydra-filter-sweeper": "2.1.0", "hydra-list-sweeper": "1.1.0", "hydra-random-sweeper": "1.0.1"}
OF_HYDRA = [
    "hydra-ax-sweeper",
    "hydra-colorlog",
    "hydra-joblib-launcher",
    "hydra-nevergrad-sweeper",
    "hydra-optuna-sweeper",
    "hydra-ray-launcher",
    "hydra-rq-launcher",
    "hydra-submitit-launcher",
]
PLUGINS = {
    "1.3": {name: "1.2.0" for name in OF_HYDRA}
    | {"hydra-optuna-sweeper": "1.3.0", "hydra-ray-launcher": "1.2.2"}
    | OF_NOBODY,
    "1.4": {name: "1.4.0rc3" for name in OF_HYDRA} | OF_NOBODY,
}
# Where each keeps its configs.
MODULES = {
    "hydra-ax-sweeper": "hydra_ax_sweeper.config",
    "hydra-joblib-launcher": "hydra_joblib_launcher.config",
    "hydra-nevergrad-sweeper": "hydra_nevergrad_sweeper.config",
    "hydra-optuna-sweeper": "hydra_optuna_sweeper.config",
    "hydra-ray-launcher": "hydra_ray_launcher._config",
    "hydra-rq-launcher": "hydra_rq_launcher.config",
    "hydra-submitit-launcher": "hydra_submitit_launcher.config",
    "hydra-filter-sweeper": "filter",
    "hydra-list-sweeper": "list_sweeper_plugin.list_sweeper",
    "hydra-random-sweeper": "random_sweeper_plugin.random_sweeper",
}
COLORLOG = "hydra-colorlog"


def main(argv):
    if argv[:1] == ["--inside"]:
        return record(argv[1])
    for dialect, plugins in PLUGINS.items():
        venv = HERE / f".plugins-{dialect}"
        python = venv / "bin/python"
        if not python.exists():
            print(f"Making {venv.relative_to(ROOT)} ...", flush=True)
            subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, *REFERENCES[dialect]], check=True)
        pins = [f"{name}=={version}" for name, version in plugins.items()]
        subprocess.run([*pip, "--no-deps", *pins], check=True)
        subprocess.run([str(python), __file__, "--inside", dialect], check=True)


def record(dialect):
    take_mutable_defaults()
    plugins = PLUGINS[dialect]
    for name, version in plugins.items():
        # Those that are the same for both are recorded with the first.
        if name in OF_NOBODY and dialect != "1.3":
            continue
        write(DATA / f"{name}@{version}.json", header(name, version) | configs_of(name))
    cases = json.loads((CASES / "cases.json").read_text())
    answers = {case["id"]: answer(case) for case in cases if case.get("only", dialect) == dialect}
    write(CASES / f"{dialect}.json", {"recorded": versions(), "answers": answers})
    if dialect == "1.3":
        lines = [[case, coloured(case)] for case in json.loads((CASES / "colorlog-cases.json").read_text())]
        sweeps = {case["id"]: swept(case) for case in json.loads((CASES / "sweep-cases.json").read_text())}
        write(CASES / "sweeps.json", {"recorded": versions() | OF_NOBODY, "sweeps": sweeps})
        write(CASES / "colorlog.json", {"recorded": {"colorlog": "6.12.0"}, "codes": colour_codes(), "lines": lines})


def header(name, version):
    return {"plugin": name, "version": version, "recorded": versions()}


def versions():
    from importlib.metadata import version

    return {"python": sys.version.split()[0]} | {name: version(name) for name in ("hydra-core", "omegaconf")}


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(spread(data) + "\n")


def spread(data, indent=""):
    """JSON, over several lines where one would be long."""
    line = json.dumps(data, ensure_ascii=False)
    if len(indent) + len(line) <= 140 or not isinstance(data, (dict, list)):
        return line
    deeper = indent + " "
    if isinstance(data, list):
        inner = [spread(item, deeper) for item in data]
    else:
        inner = [f"{json.dumps(key)}: {spread(item, deeper)}" for key, item in data.items()]
    begin, end = "[]" if isinstance(data, list) else "{}"
    return begin + ",".join(f"\n{deeper}{item}" for item in inner) + f"\n{indent}{end}"


def take_mutable_defaults():
    """Some of the plugins were written for Pythons that let a mutable object be a dataclass field's default."""
    import dataclasses

    refusing = dataclasses._get_field

    def taking(cls, name, kind, *rest):
        given = getattr(cls, name, dataclasses.MISSING)
        is_field = given is dataclasses.MISSING or isinstance(given, dataclasses.Field)
        if not is_field and given.__class__.__hash__ is None:
            setattr(cls, name, dataclasses.field(default_factory=lambda: given))
        return refusing(cls, name, kind, *rest)

    dataclasses._get_field = taking


# What a plugin stores: its classes, as test/oracle/structs.py declares them, and its configs.


def configs_of(plugin):
    if plugin == COLORLOG:
        return {"classes": [], "configs": colorlog_configs()}
    import importlib

    from hydra.core.config_store import ConfigStore

    before = {path for path, _ in stored(ConfigStore.instance().repo)}
    importlib.import_module(f"hydra_plugins.{MODULES[plugin]}")
    classes, configs = {}, []
    for path, node in sorted(stored(ConfigStore.instance().repo)):
        if path in before or node.provider == "hydra" and "basic" in path:
            continue
        of = node.node._metadata.object_type
        declare(of, classes)
        given = {"group": node.group, "name": node.name.removesuffix(".yaml"), "package": node.package}
        configs.append(known(given | {"provider": node.provider, "class": of.__name__}))
    return {"classes": list(classes.values()), "configs": configs}


def known(fields):
    return {name: value for name, value in fields.items() if value is not None}


def stored(repo, path=""):
    for name, held in repo.items():
        if isinstance(held, dict):
            yield from stored(held, f"{path}{name}/")
        else:
            yield path + name, held


def declare(of, classes):
    """The class, behind those that it extends or names."""
    import dataclasses
    import enum

    if of.__name__ in classes or of in (object,):
        return
    if issubclass(of, enum.Enum):
        classes[of.__name__] = {"name": of.__name__, "members": [[member.name, member.value] for member in of]}
        return
    bases = [base for base in of.__bases__ if dataclasses.is_dataclass(base)]
    for base in bases:
        declare(base, classes)
    own = [field for field in dataclasses.fields(of) if field.name in of.__dict__.get("__annotations__", {})]
    fields = [field_of(field, of, classes) for field in own]
    declared = {"name": of.__name__, "bases": [base.__name__ for base in bases], "fields": fields}
    classes[of.__name__] = declared if bases else {name: declared[name] for name in ("name", "fields")}


def field_of(field, of, classes):
    from omegaconf import OmegaConf

    node = OmegaConf.structured(of)._get_node(field.name)
    default = default_of(node, classes)
    return {"name": field.name, "type": type_of(node, classes)} | ({} if default is None else {"default": default})


def default_of(node, classes):
    import dataclasses
    import enum

    from omegaconf import Container, OmegaConf

    if node._is_missing():
        return None
    of = node._metadata.object_type
    if isinstance(node, Container) and dataclasses.is_dataclass(of):
        declare(of, classes)
        if node != OmegaConf.structured(of):
            raise ValueError(f"{of} with other values than its defaults")
        return {"instance": of.__name__}
    value = OmegaConf.to_container(node) if isinstance(node, Container) else node._value()
    if isinstance(value, enum.Enum):
        declare(type(value), classes)
        return {"member": [type(value).__name__, value.name]}
    return {"yaml": json.dumps(value)}


def type_of(node, classes):
    said = spelled(node._metadata.ref_type, classes)
    return f"Optional[{said}]" if node._metadata.optional and said != "Any" else said


def spelled(kind, classes):
    import typing

    if kind is typing.Any:
        return "Any"
    inner = [spelled(part, classes) for part in typing.get_args(kind)]
    if inner:
        return f"{'List' if typing.get_origin(kind) is list else 'Dict'}[{', '.join(inner)}]"
    if kind.__module__ != "builtins":
        declare(kind, classes)
    return kind.__name__


def colorlog_configs():
    """Of the one plugin that stores nothing and has files instead."""
    import hydra_plugins.hydra_colorlog
    from omegaconf import OmegaConf

    conf = Path(hydra_plugins.hydra_colorlog.__file__).parent / "conf"
    return [
        {
            "group": str(file.relative_to(conf).parent),
            "name": file.stem,
            "provider": COLORLOG,
            "yaml": json.dumps(OmegaConf.to_container(OmegaConf.load(file))),
        }
        for file in sorted(conf.rglob("*.yaml"))
    ]


# What Hydra composes with them.


def answer(case):
    import tempfile

    from hydra import compose, initialize_config_dir
    from omegaconf import OmegaConf

    with tempfile.TemporaryDirectory() as home:
        for name, text in ({"config.yaml": "x: 1\n"} | case.get("files", {})).items():
            path = Path(home) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        try:
            with initialize_config_dir(home, version_base="1.3"):
                config = compose("config", case["overrides"], return_hydra_config=True)
            part = OmegaConf.select(config, case["of"])
            return {"yaml": OmegaConf.to_yaml(part), "choices": choices(config)}
        except Exception as error:
            return {"error": type(error).__name__}


def choices(config):
    return {name: value for name, value in config.hydra.runtime.choices.items() if value not in ("default", "basic", None)}


def swept(case):
    """Which jobs a sweep has, in their order, and which a filter left out."""
    import re
    import tempfile

    with tempfile.TemporaryDirectory() as home:
        for name, text in case["files"].items():
            path = Path(home) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        program = [sys.executable, "-W", "ignore", str(HERE / "plugin_program.py"), *case["argv"]]
        ran = subprocess.run(program, capture_output=True, text=True, cwd=home)
        log = ran.stdout + ran.stderr
        jobs = re.findall(r"\t#(\d+) : (.*)", log)
        left_out = re.findall(r"Filtered: (.*)", log.replace(home, "$HOME"))
        return {"code": ran.returncode, "jobs": [list(job) for job in jobs], "filtered": left_out}


def colour_codes():
    """By name; those of the 256 numbered colours all look alike."""
    from colorlog.escape_codes import escape_codes

    return {name: code for name, code in escape_codes.items() if not name[-1].isdigit() or name.endswith(("_0", "_255"))}


def coloured(case):
    """What a formatter that colorlog makes of these settings prints at each level."""
    import logging
    import logging.config
    import os

    os.environ.pop("NO_COLOR", None)
    os.environ.update(case.get("env", {}))
    try:
        formatter = {"()": "colorlog.ColoredFormatter"} | case["formatter"]
        made = logging.config.DictConfigurator({"version": 1}).configure_formatter(formatter)
        return [
            made.format(logging.LogRecord("a.b", level, "x.py", 1, "says %s", ("it",), None))
            for level in (10, 20, 30, 40, 50, 25)
        ]
    except Exception as error:
        return {"error": type(error).__name__}
    finally:
        os.environ.pop("NO_COLOR", None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
