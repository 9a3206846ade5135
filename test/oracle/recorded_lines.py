"""A file of answers, one JSON value a line, behind the line that says which versions gave them; `test/recorded-lines.ts` reads it."""

import json

import reference


def hydra():
    """Which Hydra answers: 1.3 or 1.4."""
    return ".".join(reference.versions()["hydra-core"].split(".")[:2])


def attempt(what):
    """What it gives, or the class of what refuses it."""
    try:
        return what()
    except Exception as error:
        return type(error).__name__


def recorded(name, lines):
    """The name of the file, and its text."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in [reference.versions(), *lines])
    return f"{name}-{hydra()}.jsonl", text
