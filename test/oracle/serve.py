"""Real Hydra as a server: one JSON question a line on stdin, one JSON answer a line on stdout, in the same order.

    {"id": 1, "op": "parse_override", "text": "a=1"}
    {"id": 1, "ok": {...}}   or   {"id": 1, "error": {"type": "OverrideParseException", ...}}

The operations are functions of reference.py and take their arguments by the same names. `compose` is answered from
memory where that changes nothing (memory.py): whole unless the question says `"hydra": "bare"`, and afresh, by a Hydra
that remembers nothing, in a server started with --afresh; `classes` and `store` are for structs.py. Every question is answered:
one that takes longer than SECONDS gets the error `Timeout`, one that makes no sense `BadQuestion`.
"""

import json
import os
import signal
import sys
import warnings

SECONDS = 20


def main():
    # What Hydra or a resolver prints must not end up between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    questions = os.fdopen(os.dup(sys.stdin.fileno()), encoding="utf-8")
    warnings.simplefilter("ignore")

    import memory
    import reference
    import structs

    if "--afresh" not in sys.argv:
        memory.remember()

    def compose(hydra="whole", classes=(), store=(), **question):
        if hydra == "whole" or "--afresh" in sys.argv:
            return structs.composed(classes, store, **question)
        with memory.without_own_configs():
            return structs.composed(classes, store, **question)

    operations = {
        "versions": reference.versions,
        "parse_override": reference.parse_override,
        "sweep": reference.sweep,
        "yaml_load": reference.yaml_load,
        "to_yaml": reference.to_yaml,
        "merge": reference.merge,
        "interpolate": reference.interpolate,
        "resolve": reference.resolve,
        "read_document": reference.read_document,
        "compose": compose,
    }
    for line in questions:
        if line.strip():
            answers.write(json.dumps(answer(line, operations, reference.refusal_of)) + "\n")
            answers.flush()


def answer(line, operations, refusal_of):
    identity = None
    try:
        question = json.loads(line)
        identity = question.pop("id", None)
        operation = operations[question.pop("op")]
    except Exception as error:
        return {"id": identity, "error": {"type": "BadQuestion", "module": "oracle", "message": repr(error)}}
    try:
        with deadline(SECONDS):
            return {"id": identity, "ok": operation(**question)}
    except Timeout:
        return {"id": identity, "error": {"type": "Timeout", "module": "oracle", "message": f"no answer in {SECONDS} s"}}
    except Exception as error:
        return {"id": identity, "error": refusal_of(error)}


class Timeout(BaseException):
    """Not an Exception: nothing that catches those may swallow it."""


class deadline:
    """Raises Timeout in the main thread; does nothing where there is no SIGALRM."""

    def __init__(self, seconds):
        self.seconds = seconds

    def __enter__(self):
        if hasattr(signal, "SIGALRM"):
            signal.signal(signal.SIGALRM, self.ring)
            signal.alarm(self.seconds)

    def __exit__(self, *_):
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)

    @staticmethod
    def ring(*_):
        raise Timeout()


if __name__ == "__main__":
    main()
