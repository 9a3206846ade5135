#!/bin/sh
# OmegaConf 2.4 takes unions that hold containers. A field typed Dict[str, int]
# keeps the keys of its default when another map is merged over it. The same
# field typed Union[Dict[str, int], List[int]], with the same default and the
# same map, loses them: merge replaces the map as it would replace a scalar.
# OmegaConf.update, which merges maps too unless told otherwise, keeps the keys
# in both. So to widen a type changes the config that a layer over it makes.
#
# omegaconf 2.4.1rc1, Python 3.11.
# Seen:
#   Dict: merge {'a': 1, 'b': 2} update {'a': 1, 'b': 2}
#   Union: merge {'b': 2} update {'a': 1, 'b': 2}
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check omegaconf==2.4.1rc1

cat > "$folder/widen.py" <<'PYTHON'
from dataclasses import dataclass, field
from typing import Dict, List, Union

from omegaconf import OmegaConf


@dataclass
class Narrow:
    limits: Dict[str, int] = field(default_factory=lambda: {"a": 1})


@dataclass
class Wide:
    limits: Union[Dict[str, int], List[int]] = field(default_factory=lambda: {"a": 1})


for name, schema in ("Dict", Narrow), ("Union", Wide):
    merged = OmegaConf.merge(schema, {"limits": {"b": 2}})
    updated = OmegaConf.structured(schema)
    OmegaConf.update(updated, "limits", {"b": 2})
    print(f"{name}: merge {merged.limits} update {updated.limits}")
PYTHON
"$folder/venv/bin/python" "$folder/widen.py" | tee "$folder/seen"

cat > "$folder/expected" <<'TEXT'
Dict: merge {'a': 1, 'b': 2} update {'a': 1, 'b': 2}
Union: merge {'b': 2} update {'a': 1, 'b': 2}
TEXT
diff "$folder/expected" "$folder/seen"
