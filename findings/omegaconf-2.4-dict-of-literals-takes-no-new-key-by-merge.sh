#!/bin/sh
# OmegaConf 2.4 types with Literal. Of a field Dict[str, Literal["a", "b"]] an
# assignment, OmegaConf.update and a whole map as a value take every key whose
# value is one of the two. OmegaConf.merge, and with it a layer of Hydra's, takes
# none that is new: the very value that the type lists is called incompatible
# with it. A key that is there may get another value.
#
# omegaconf 2.4.1rc1, Python 3.11.
# Seen:
#   assign {'old': 'a', 'new': 'b'}
#   update {'old': 'a', 'new': 'b'}
#   merge old {'old': 'b'}
#   merge new ValidationError Value 'b' (str) is incompatible with type hint 'typing.Literal['a', 'b']'
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check omegaconf==2.4.1rc1

cat > "$folder/layers.py" <<'PYTHON'
from dataclasses import dataclass, field
from typing import Dict, Literal

from omegaconf import OmegaConf


@dataclass
class Schema:
    kinds: Dict[str, Literal["a", "b"]] = field(default_factory=lambda: {"old": "a"})


def assign():
    config = OmegaConf.structured(Schema)
    config.kinds.new = "b"
    return config


def update():
    config = OmegaConf.structured(Schema)
    OmegaConf.update(config, "kinds.new", "b")
    return config


def show(name, make):
    try:
        print(name, make().kinds)
    except Exception as error:
        print(name, type(error).__name__, str(error).splitlines()[0])


show("assign", assign)
show("update", update)
show("merge old", lambda: OmegaConf.merge(Schema, {"kinds": {"old": "b"}}))
show("merge new", lambda: OmegaConf.merge(Schema, {"kinds": {"new": "b"}}))
PYTHON
"$folder/venv/bin/python" "$folder/layers.py" | tee "$folder/seen"

cat > "$folder/expected" <<'TEXT'
assign {'old': 'a', 'new': 'b'}
update {'old': 'a', 'new': 'b'}
merge old {'old': 'b'}
merge new ValidationError Value 'b' (str) is incompatible with type hint 'typing.Literal['a', 'b']'
TEXT
diff "$folder/expected" "$folder/seen"
