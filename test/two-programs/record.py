"""Runs program.py with every line of lines.txt and writes down what it printed, its exit code and the files it left.

    test/oracle/.venv/bin/python test/two-programs/record.py            # answers.jsonl
    test/oracle/.venv/bin/python test/two-programs/record.py 3 17       # the answers to these lines, on stdout
    test/oracle/.venv/bin/python test/two-programs/record.py --serve    # those of the plain program to lines from stdin

Hydra is loaded once; every line runs in a process forked from there, in a copy of this folder. The Python of Hydra 1.4
records the program of the folder hydra-1.4, where ` ;; ` in a line parts a run from those before it in the same folder, and
`COMP_LINE=` in front of the words is a variable of the environment.
"""

import difflib
import json
import os
import platform
import re
import runpy
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

import hydra
import hydra.core.hydra_config  # noqa: F401
import omegaconf
import yaml

FOLDER = Path(__file__).parent
SERVING = sys.argv[1:] == ["--serve"]
OF_14 = hydra.__version__.startswith("1.4")
HERE = FOLDER / ("hydra-1.4" if OF_14 and not SERVING else ".")
SOURCES = {name: HERE / name for name in ("conf", "extra", "data", "program.py") if (HERE / name).exists()}
if SERVING:
    SOURCES["program.py"] = FOLDER / "plain/program.py"
    if OF_14:
        SOURCES["conf/config.yaml"] = FOLDER / "plain/hydra-1.4/conf/config.yaml"
ENVIRONMENT = {"SHOP_TOKEN": "t0ken", "HOME": "/home/shop", "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}


def main():
    if SERVING:
        warm()
        for line in sys.stdin:
            print(json.dumps(answer(line.rstrip("\n"))), flush=True)
        return
    lines = [line for line in (HERE / "lines.txt").read_text().split("\n")[:-1] if not line.startswith("#")]
    # The first empty line is a command line without words; the others are for the eye.
    lines = [""] + [line for line in lines if line != ""]
    if len(sys.argv) > 1:
        for index in map(int, sys.argv[1:]):
            # What is not written yet would be written by the next fork, too.
            print(json.dumps(answer(lines[index]), ensure_ascii=False), flush=True)
        return
    versions = {
        "hydra": hydra.__version__,
        "omegaconf": omegaconf.__version__,
        "pyyaml": yaml.__version__,
        "python": platform.python_version(),
    }
    warm()
    answers = [answer(line) for line in lines]
    # Hydra's own config is long, and much the same in every run: it is kept as what differs from the first.
    first = answers[0]["files"]
    base = {
        "hydra.yaml": next(text for path, text in first.items() if path.endswith("/hydra.yaml")),
        "multirun.yaml": next(
            text for each in answers for path, text in each["files"].items() if path.endswith("multirun.yaml")
        ),
    }
    with open(HERE / "answers.jsonl", "w") as file:
        file.write(json.dumps({"recorded": versions, "base": base}, ensure_ascii=False) + "\n")
        for each in answers:
            each["stdout"] = shortened(each["stdout"], base)
            each["files"] = {path: shortened(text, base) for path, text in each["files"].items()}
            file.write(json.dumps(each, ensure_ascii=False) + "\n")
    print(f"{len(answers)} answers recorded")


def warm():
    """Lets the grammars be learned once, not once a line."""
    from hydra.core.override_parser.overrides_parser import OverridesParser

    OverridesParser.create().parse_overrides(["a=1,2", "+b=[x,{y: '1'}]", "~c", "d='${e.f:g,h}'", "i=range(1,3)"])
    omegaconf.OmegaConf.to_container(omegaconf.OmegaConf.create({"a": 1, "b": "x${a}${oc.env:HOME,null}"}), resolve=True)


def answer(line):
    *before, argv = [shlex.split(words) for words in line.split(" ;; ")]
    work = Path(os.path.realpath(tempfile.mkdtemp(prefix="two-programs-")))
    try:
        for part, source in SOURCES.items():
            (shutil.copytree if source.is_dir() else shutil.copy)(source, work / part)
        for words in before:
            run(words, work)
        code, stdout, stderr = run(argv, work)
        if code not in (0, 3) and os.environ.get("SHOW"):
            sys.stderr.write(f"{line}: {stderr[-300:]}\n")
        return {
            "line": line,
            **({"before": before} if before else {}),
            "argv": argv,
            "code": code,
            "stdout": normal(stdout, work),
            **({"announced": True} if "Hydra 1.5" in " ".join(stderr.split()) else {}),
            "files": dict(sorted(files(work).items())),
        }
    finally:
        shutil.rmtree(work)


def run(argv, work):
    out, err = work.parent / f"{work.name}.out", work.parent / f"{work.name}.err"
    child = os.fork()
    if child == 0:
        try:
            for path, number in ((out, 1), (err, 2)):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
            os.chdir(work)
            os.environ.clear()
            os.environ.update(ENVIRONMENT)
            while argv and argv[0].startswith("COMP_LINE="):
                os.environ.update([argv.pop(0).split("=", 1)])
            sys.argv = [str(work / "program.py"), *argv]
            sys.path[0] = str(work)
            code = 0
            try:
                runpy.run_path(str(work / "program.py"), run_name="__main__")
            except SystemExit as leaving:
                code = leaving.code if isinstance(leaving.code, int) else 0 if leaving.code is None else 1
            except BaseException:
                import traceback

                traceback.print_exc()
                code = 1
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    texts = [path.read_text() for path in (out, err)]
    for path in (out, err):
        path.unlink()
    return os.waitstatus_to_exitcode(status), *texts


def files(work):
    found = {}
    for path in work.rglob("*"):
        name = str(path.relative_to(work))
        if name.split("/")[0] in SOURCES or "__pycache__" in name:
            continue
        if path.is_dir():
            if not any(path.iterdir()):
                found[normal(name, work) + "/"] = ""
        else:
            found[normal(name, work)] = normal(path.read_text(), work)
    return found


def normal(text, work):
    """What no two runs share: the folder, the time, the name of the language's file."""
    text = text.replace(str(work), "$WORK")
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}", "$TIME", text)
    text = re.sub(r"(outputs|multirun)/\d{4}-\d\d-\d\d/\d\d-\d\d-\d\d", r"\1/$DATE", text)
    return text


def shortened(text, base):
    """A long text as the stretches of lines that differ from one of the texts at hand."""
    if len(text) < 1500:
        return text
    best = None
    for name, other in base.items():
        ours, theirs = text.split("\n"), other.split("\n")
        edits = [
            [start, end, ours[at:to]]
            for kind, start, end, at, to in difflib.SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
            if kind != "equal"
        ]
        size = len(json.dumps(edits))
        if size < len(text) / 2 and (best is None or size < best[0]):
            best = (size, {"like": name, "edits": edits})
    return text if best is None else best[1]


if __name__ == "__main__":
    main()
