#!/bin/sh
# OmegaConf 2.4 limits how far YAML aliases may expand: 10,000 nodes, by an
# error that points to a page on alias limits. One would expect a document
# without a single alias to be free of it. It is not: every key and every value
# of a plain document counts, so a flat file of 5,000 keys is refused, where
# one of 4,999 loads. PyYAML and OmegaConf 2.3.1 read both.
#
# omegaconf 2.4.1rc1, PyYAML 6.0.3, Python 3.11.
# Seen:
#   2.3.1 4999 keys: loads  5000 keys: loads
#   2.4.1rc1 4999 keys: loads  5000 keys: ConstructorError
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/load.py" <<'PYTHON'
from importlib.metadata import version
from omegaconf import OmegaConf

def answer(count):
    text = "".join(f"key{number}: 1\n" for number in range(count))
    try:
        return "loads" if len(OmegaConf.create(text)) == count else "loads otherwise"
    except Exception as error:
        return type(error).__name__

print(version("omegaconf"), "4999 keys:", answer(4999), " 5000 keys:", answer(5000))
PYTHON

for pinned in 2.3.1 2.4.1rc1; do
  python3 -m venv "$folder/$pinned"
  "$folder/$pinned/bin/pip" install --quiet --disable-pip-version-check "omegaconf==$pinned" PyYAML==6.0.3
  "$folder/$pinned/bin/python" "$folder/load.py"
done | tee "$folder/seen"

cat > "$folder/expected" <<'TEXT'
2.3.1 4999 keys: loads  5000 keys: loads
2.4.1rc1 4999 keys: loads  5000 keys: ConstructorError
TEXT
diff "$folder/expected" "$folder/seen"
