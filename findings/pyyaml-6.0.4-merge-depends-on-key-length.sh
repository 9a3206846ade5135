#!/bin/sh
# `<<: [*a, *b]` merges maps. In PyYAML 6.0.3 the first map that has a key wins,
# and a key of the map itself wins over merged ones. In 6.0.4 both hold only for
# keys of one character (below U+0100): of longer keys the last map wins. A map
# that overrides what it merged, and is merged in turn, gives back its own value
# for a longer key and the overridden one for a key of one character.
# Of several `<<` in one map 6.0.3 takes the last and 6.0.4 again goes by length.
#
# PyYAML 6.0.3 and 6.0.4, Python 3.11.
# Seen:
#   6.0.3 list k 1 key 1; chain k 9 key 9; twice k 2 key 2
#   6.0.4 list k 1 key 2; chain k 1 key 9; twice k 1 key 2
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat > "$folder/merge.py" <<'PYTHON'
import yaml

TEXTS = {
    "list": "a: &a {%s: 1}\nb: &b {%s: 2}\nc: {<<: [*a, *b]}",
    "chain": "a: &a {%s: 1}\nb: &b {<<: *a, %s: 9}\nc: {<<: *b}",
    "twice": "a: &a {%s: 1}\nb: &b {%s: 2}\nc: {<<: *a, <<: *b}",
}


def merged(text, key):
    return f"{key} {yaml.safe_load(text % (key, key))['c'][key]}"


said = (f"{name} {merged(text, 'k')} {merged(text, 'key')}" for name, text in TEXTS.items())
print(yaml.__version__, "; ".join(said))
PYTHON

for pinned in 6.0.3 6.0.4; do
  python3 -m venv "$folder/$pinned"
  "$folder/$pinned/bin/pip" install --quiet --disable-pip-version-check "PyYAML==$pinned"
  "$folder/$pinned/bin/python" "$folder/merge.py"
done | tee "$folder/seen"

cat > "$folder/expected" <<'TEXT'
6.0.3 list k 1 key 1; chain k 9 key 9; twice k 2 key 2
6.0.4 list k 1 key 2; chain k 1 key 9; twice k 1 key 2
TEXT
diff "$folder/expected" "$folder/seen"
