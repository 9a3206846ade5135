"""The archives of each stage under fixtures/: reads what people put in, asks real Hydra, writes its answers beside it.

One function a stage takes the texts put in and gives the answers as {section: text}. Where real Hydra refuses,
the one answer is `refused`: the class.
"""

import json
from pathlib import Path

import archive
import reference
import structs as declarations
from conf_goldens import written_by


def archives(fixtures):
    """Every archive with its answers renewed: {file: text}."""
    return {
        file: answered(file, stage)
        for name, stage in (STAGES | {"differences": difference}).items()
        for file in sorted((Path(fixtures) / name).glob("*.txt"))
    }


def answered(file, stage):
    with file.open(encoding="utf-8", newline="") as kept:
        case = archive.read(kept.read())
    try:
        answers = stage(case.texts(archive.PUT_IN))
    except Exception as error:
        answers = {"refused": f"{type(error).__name__}\n"}
    answers["recorded"] = f"{written_by()}\n"
    kept = [section for section in case.sections if section[0] != archive.ANSWER]
    put_in = [section for section in kept if section[0] == archive.PUT_IN]
    ours = [section for section in kept if section[0] == archive.OURS]
    told = [(archive.ANSWER, name, text) for name, text in answers.items()]
    return archive.write(archive.Archive(case.about, put_in + told + ours))


# ---- the stages --------------------------------------------------------------------------------------------------


def overrides(texts):
    """One override a line; each is answered alone, in a line of JSON."""
    lines = []
    for text in texts["overrides"].split("\n")[:-1]:
        try:
            whole = reference.parse_override(text)
            answer = {field: whole[field] for field in OVERRIDE_FIELDS if whole.get(field) is not None}
        except Exception as error:
            answer = {"refused": type(error).__name__}
        lines.append(json.dumps(answer, ensure_ascii=False))
    return {"parsed": lined(lines)}


OVERRIDE_FIELDS = ["type", "key_or_group", "package", "value_type", "value", "value_str", "sweep"]


def documents(texts):
    document = reference.read_document(texts["config.yaml"])
    return {
        "header": lined(f"{name}: {value}" for name, value in document["header"].items() if value is not None),
        "defaults": lined(json.dumps(entry, ensure_ascii=False) for entry in document["defaults"]),
        "body": json.dumps(document["body"], ensure_ascii=False) + "\n",
    }


def defaults(texts):
    answer = composed(texts)
    return {
        "tree": tree_text(answer["tree"], 0),
        "list": lined(list_row(entry) for entry in answer["defaults"] if not entry["config_path"].startswith("hydra/")),
        "choices": lined(
            f"{group}: {'null' if option is None else option}"
            for group, option in answer["choices"].items()
            if not group.startswith("hydra/")
        ),
    }


def compositions(texts):
    answer = composed(texts)
    told = defaults(texts) | {"config": answer["yaml"]}
    if "yaml_resolved" in answer:
        told["resolved"] = answer["yaml_resolved"]
    else:
        told["not resolved"] = answer["resolve_error"]["type"] + "\n"
    return told


def structs(texts):
    """Compositions beside stored configs: `stored` has a line for each class, then one for each entry, as structs.py reads them."""
    lines = [json.loads(line) for line in texts["stored"].splitlines()]
    classes = [line for line in lines if "members" in line or "fields" in line]
    with declarations.stored(classes, [line for line in lines if line not in classes]):
        told = compositions(texts)
    return {name: text for name, text in told.items() if name in ("config", "resolved", "not resolved")}


def edits(texts):
    return {"config": composed(texts)["yaml"]}


def merge(texts):
    return {"merged": reference.merge([texts[name] for name in sorted(texts)])["yaml"]}


def interpolation(texts):
    return {"resolved": reference.interpolate(texts["config.yaml"])["yaml"]}


def yaml(texts):
    source = texts["in.yaml"]
    told = {"value": json.dumps(reference.yaml_load(source), ensure_ascii=False) + "\n"}
    try:
        told["out.yaml"] = reference.to_yaml(source)
    except Exception as error:
        told["no config"] = f"{type(error).__name__}\n"
    return told


def difference(texts):
    """Of the stage that its sections speak of."""
    if "compose" in texts:
        return edits(texts)
    return merge(texts) if "1.yaml" in texts else interpolation(texts)


STAGES = {
    "overrides": overrides,
    "documents": documents,
    "defaults": defaults,
    "merge": merge,
    "edits": edits,
    "interpolation": interpolation,
    "yaml": yaml,
    "compositions": compositions,
    "structs": structs,
}


# ---- spelling ----------------------------------------------------------------------------------------------------


def composed(texts):
    """`compose` names the config in its first line, and has an override in each further line."""
    config, *given = texts["compose"].splitlines()
    tree = {name: text for name, text in texts.items() if name.endswith((".yaml", ".yml"))}
    return reference.compose(config, given, tree=tree)


def tree_text(node, depth):
    """Two spaces a level; Hydra's own part of the tree left out."""
    if node["node"] == "hydra/config":
        return ""
    below = "".join(tree_text(child, depth + 1) for child in node.get("children", []))
    return f"{'  ' * depth}{node['node']}\n{below}"


def list_row(entry):
    marks = [mark for mark in ("primary", "is_self") if entry[mark]]
    return " | ".join(
        [entry["config_path"], entry["package"] or "_global_", f"in {entry['parent']}", f"key {entry['override_key']}", *marks]
    )


def lined(lines):
    return "".join(f"{line}\n" for line in lines)
