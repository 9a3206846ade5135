"""One library's answer to recorded compositions of public trees, counted against what real Hydra answered.

    peer.py LIBRARY CORPUS [TREE ...]      LIBRARY: hydra_fast or lerna; CORPUS: the folder with cases/ and trees/

Prints one JSON line: how many compositions were asked, and of those how many are the same YAML, refused by both, another
YAML, refused by the library alone, accepted by the library alone.
Compositions that need a search path of a plugin, or an override of Hydra's own settings, are left out: both are outside
what the libraries set out to do.
"""

import contextlib
import gzip
import importlib
import io
import json
import os
import sys
from pathlib import Path

ENVIRON = {"HOME": "/home/user", "USER": "user", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PROJECT_ROOT": "/project"}


def main(argv):
    library, corpus, trees = argv[0], Path(argv[1]).resolve(), argv[2:]
    lib = importlib.import_module(library)
    counts = {"asked": 0, "same": 0, "both_refuse": 0, "other_yaml": 0, "refused": 0, "accepted": 0}
    for case in cases(corpus, trees):
        counts["asked"] += 1
        counts[verdict(lib, case, corpus / "trees" / case["tree"])] += 1
    print(json.dumps({"library": library, **counts}))


def verdict(lib, case, root):
    theirs = answer(lib, case, root)
    ours = case.get("yaml")
    if ours is None:
        return "both_refuse" if theirs is None else "accepted"
    if theirs is None:
        return "refused"
    return "same" if theirs.replace(str(root), "$ROOT") == ours else "other_yaml"


def answer(lib, case, root):
    """The composed config as YAML, None where it is refused. Whatever a library raises is a refusal."""
    OmegaConf = getattr(lib, "OmegaConf", None) or importlib.import_module("omegaconf").OmegaConf
    os.environ.clear()
    os.environ.update(ENVIRON | case.get("environ", {}))
    os.chdir(root)
    overrides = [text.replace("$ROOT", str(root)) for text in case["overrides"]]
    try:
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            where = str(root / case["config_dir"])
            with lib.initialize_config_dir(config_dir=where, version_base=case.get("version_base", "1.3")):
                return OmegaConf.to_yaml(lib.compose(config_name=case["config_name"], overrides=overrides))
    except Exception:
        return None


def cases(corpus, trees):
    for path in sorted((corpus / "cases").glob("*.jsonl.gz")):
        known = {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                case = json.loads(line)
                expect = case.pop("expect", None)
                if expect is not None:
                    case["yaml"] = known[case["id"]] = whole(expect["yaml"], known)
                if is_asked(case) and (not trees or case["tree"] in trees):
                    yield case


def is_asked(case):
    return not case.get("search_path") and not any("hydra" in text.split("=")[0] for text in case["overrides"])


def whole(text, known):
    """A text, or how it differs from that of an earlier case."""
    if isinstance(text, str):
        return text
    lines = known[text["ref"]].split("\n")
    grown = 0
    for start, count, put in text["splice"]:
        at = start + grown
        lines[at : at + count] = put
        grown += len(put) - count
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
