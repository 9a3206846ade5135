#!/bin/sh
# OmegaConf.resolve puts the value of each interpolation in its place; that of
# ${oc.create:...} and ${oc.dict.keys:...} is a list or map, which 2.3.1 puts in
# as well. In 2.4.1rc1 reading such a value works as before, and resolving the
# config that holds it is refused with an error about the type of a key, though
# no key is at fault; its text shows a placeholder that was never filled in.
#
# omegaconf 2.3.1 and 2.4.1rc1, Python 3.11.
# Seen:
#   2.3.1 read [1] resolved {'a': [1]}
#   2.4.1rc1 read [1] KeyValidationError Incompatible key type '$KEY_TYPE'
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/resolve.py" <<'PYTHON'
from importlib.metadata import version
from omegaconf import OmegaConf

config = OmegaConf.create("a: ${oc.create:[1]}")
print(version("omegaconf"), "read", config.a, end=" ")
try:
    OmegaConf.resolve(config)
    print("resolved", config)
except Exception as error:
    print(type(error).__name__, str(error).splitlines()[0])
PYTHON

for pinned in 2.3.1 2.4.1rc1; do
  python3 -m venv "$folder/$pinned"
  "$folder/$pinned/bin/pip" install --quiet --disable-pip-version-check "omegaconf==$pinned"
  "$folder/$pinned/bin/python" "$folder/resolve.py"
done | tee "$folder/seen"

cat > "$folder/expected" <<'TEXT'
2.3.1 read [1] resolved {'a': [1]}
2.4.1rc1 read [1] KeyValidationError Incompatible key type '$KEY_TYPE'
TEXT
diff "$folder/expected" "$folder/seen"
