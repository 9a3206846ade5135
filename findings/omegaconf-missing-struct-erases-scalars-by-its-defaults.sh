#!/bin/sh
# A struct field without a value (`db: Base = MISSING`) that is merged over a map
# leaves the values there: it only declares their types. But a field typed Any
# whose default in the class is a map or a list sets a scalar, or null, that
# stands there to `???`, although the default itself is never used. A default
# that is a scalar erases nothing. In Hydra this is a schema composed after the
# group it describes. The same in both versions.
#
# omegaconf 2.3.1 and 2.4.1rc1, Python 3.11.
# Seen, of each:
#   scalar default: 'here'
#   map default: '???'
#   list default: '???'
#   map default over a map: {'k': 1}
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/layers.py" <<'PYTHON'
from dataclasses import dataclass, field
from typing import Any

from omegaconf import MISSING, OmegaConf


@dataclass
class Base:
    scalar: Any = 1
    map: Any = field(default_factory=lambda: {"a": 1})
    list: Any = field(default_factory=lambda: [1])


@dataclass
class Schema:
    db: Base = MISSING


def after(key, value):
    merged = OmegaConf.merge({"db": {key: value}}, Schema)
    return repr(OmegaConf.to_container(merged)["db"][key])


print("scalar default:", after("scalar", "here"))
print("map default:", after("map", "here"))
print("list default:", after("list", "here"))
print("map default over a map:", after("map", {"k": 1}))
PYTHON

cat > "$folder/expected" <<'TEXT'
scalar default: 'here'
map default: '???'
list default: '???'
map default over a map: {'k': 1}
TEXT

for version in 2.3.1 2.4.1rc1; do
  python3 -m venv "$folder/$version"
  "$folder/$version/bin/pip" install --quiet --disable-pip-version-check "omegaconf==$version"
  echo "omegaconf $version"
  "$folder/$version/bin/python" "$folder/layers.py" | tee "$folder/seen"
  diff "$folder/expected" "$folder/seen"
done
