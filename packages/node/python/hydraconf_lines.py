"""Answers another program's questions: a line of JSON in, a line of JSON out.

A question is {"do": "ask", ...}: the method of that name is called with the rest. What goes wrong is {"error": "..."}, with the
"key" of the setting that is to blame where it is one. Values stand with their kind: {"int": "1"}, {"float": "0.5"},
{"str": "a"}, {"bool": true}, {"null": null}; those of a choice as their place among the choices. What a trial came to are texts:
JSON has no number for "inf".
"""

import json
import os
import sys


class Refused(Exception):
    """A setting that cannot be, named by its key."""

    def __init__(self, key, why):
        super().__init__(why)
        self.key = key


def serve(make):
    """Answers by the methods of what `make()` makes."""
    # What the libraries print is not an answer, nor what the programs print that they start.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    study = make()
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = getattr(study, asked.pop("do"))(**asked)
        except Refused as refused:
            answer = {"error": str(refused), "key": refused.key}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


def scalar(wire):
    ((kind, value),) = wire.items()
    return {"int": int, "float": float, "str": str, "bool": bool, "null": lambda _: None}[kind](value)


def wire(value, choices=None):
    """A value as it goes back: of a choice its place."""
    if choices is None:
        return {"float": repr(float(value))} if isinstance(value, float) else {"int": str(int(value))}
    same = [at for at, choice in enumerate(choices) if choice == value]
    exact = [at for at in same if type(choices[at]) is type(value)]
    return (exact or same)[0]
