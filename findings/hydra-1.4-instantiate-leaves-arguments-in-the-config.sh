#!/bin/sh
# instantiate of a config without a _target_ gives the config back, and leaves
# what else was passed unused: so does Hydra 1.3. Hydra 1.4 gives back another
# config: the positional arguments of the call stand in it as a tuple, under a
# key that is no text but a member of Hydra's private enum.
#
# hydra-core 1.3.5 with omegaconf 2.3.1, hydra-core 1.4.0rc3 with omegaconf
# 2.4.1rc1, Python 3.11.
# Seen:
#   1.3.5 [('str', 1)]
#   1.4.0rc3 [('str', 1), ('_Keys', (5,))]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/call.py" <<'PYTHON'
from importlib.metadata import version
from hydra.utils import instantiate

made = instantiate({"a": 1}, 5)
print(version("hydra-core"), [(type(key).__name__, value) for key, value in made.items()])
PYTHON

for pinned in 1.3.5+2.3.1 1.4.0rc3+2.4.1rc1; do
  python3 -m venv "$folder/$pinned"
  "$folder/$pinned/bin/pip" install --quiet --disable-pip-version-check "hydra-core==${pinned%+*}" "omegaconf==${pinned#*+}"
  "$folder/$pinned/bin/python" "$folder/call.py" 2> /dev/null
done | tee "$folder/seen"

cat > "$folder/expected" <<'TEXT'
1.3.5 [('str', 1)]
1.4.0rc3 [('str', 1), ('_Keys', (5,))]
TEXT
diff "$folder/expected" "$folder/seen"
