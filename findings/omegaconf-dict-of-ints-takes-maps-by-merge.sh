#!/bin/sh
# OmegaConf's typed dicts. Of a field Dict[str, int] an assignment of a map or a
# list under a new key is refused: no int. OmegaConf.merge, and with it a layer
# of Hydra's, takes it as it is, and from then on merges into it as into any map.
# So a schema does not keep a nested map out of a dict of numbers. Where the key
# is there and holds an int, merging refuses as well. The same in both versions.
#
# omegaconf 2.3.1 and 2.4.1rc1, Python 3.11.
# Seen, of each:
#   assign ValidationError
#   merge new map {'old': 1, 'new': {'deep': 'text'}}
#   merge new list {'old': 1, 'new': ['text']}
#   merge more {'old': 1, 'new': {'deep': 'text', 'more': None}}
#   merge old map ValidationError
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/layers.py" <<'PYTHON'
from dataclasses import dataclass, field
from typing import Dict

from omegaconf import OmegaConf


@dataclass
class Schema:
    sizes: Dict[str, int] = field(default_factory=lambda: {"old": 1})


def assign():
    config = OmegaConf.structured(Schema)
    config.sizes.new = {"deep": "text"}
    return config


def merge(*layers):
    return lambda: OmegaConf.merge(Schema, *({"sizes": layer} for layer in layers))


def show(name, make):
    try:
        print(name, make().sizes)
    except Exception as error:
        print(name, type(error).__name__)


show("assign", assign)
show("merge new map", merge({"new": {"deep": "text"}}))
show("merge new list", merge({"new": ["text"]}))
show("merge more", merge({"new": {"deep": "text"}}, {"new": {"more": None}}))
show("merge old map", merge({"old": {"deep": "text"}}))
PYTHON

cat > "$folder/expected" <<'TEXT'
assign ValidationError
merge new map {'old': 1, 'new': {'deep': 'text'}}
merge new list {'old': 1, 'new': ['text']}
merge more {'old': 1, 'new': {'deep': 'text', 'more': None}}
merge old map ValidationError
TEXT

for version in 2.3.1 2.4.1rc1; do
  python3 -m venv "$folder/$version"
  "$folder/$version/bin/pip" install --quiet --disable-pip-version-check "omegaconf==$version"
  echo "omegaconf $version"
  "$folder/$version/bin/python" "$folder/layers.py" | tee "$folder/seen"
  diff "$folder/expected" "$folder/seen"
done
