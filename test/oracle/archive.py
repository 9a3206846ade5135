"""Archives: several small texts in one file that people read and git compares line by line.

    What this case shows, in a sentence or two.

    -- config.yaml --
    a: 1
    == config ==
    a: 1

`-- name --` opens what the case puts in: written by people.
`== name ==` opens what real Hydra answered: written by record.py alone.
`.. name ..` opens what hydraconf says in words of its own: written by the tests' update flag alone.
A section is its lines; every one of them ends in a line break. A line that would look like a section is kept
apart with a leading backslash, and so is one that starts with a backslash.
"""

import re
from dataclasses import dataclass, field

SECTION = re.compile(r"^(--|==|\.\.) (.+) \1$")
PUT_IN, ANSWER, OURS = "--", "==", ".."


@dataclass
class Archive:
    about: str = ""
    sections: list = field(default_factory=list)  # (mark, name, text)

    def texts(self, mark):
        return {name: text for kind, name, text in self.sections if kind == mark}


def read(text):
    about, sections, mark, name, lines = "", [], None, None, []

    def close():
        nonlocal about
        body = "".join(f"{line}\n" for line in lines)
        if mark is None:
            about = body
        else:
            sections.append((mark, name, body))

    for line in text.split("\n")[:-1] if text.endswith("\n") else text.split("\n"):
        opened = SECTION.match(line)
        if opened:
            close()
            mark, name, lines = opened[1], opened[2], []
        else:
            lines.append(line[1:] if line.startswith("\\") else line)
    close()
    return Archive(about, sections)


def write(archive):
    parts = [archive.about]
    for mark, name, text in archive.sections:
        parts.append(f"{mark} {name} {mark}\n")
        if text and not text.endswith("\n"):
            raise ValueError(f"Section {name} does not end in a line break")
        for line in text.split("\n")[:-1]:
            parts.append(("\\" if SECTION.match(line) or line.startswith("\\") else "") + line + "\n")
    return "".join(parts)
