"""Records what real Hydra answers, in fixtures/.

    test/oracle/.venv/bin/python test/oracle/record.py [--check] [PART ...]

Parts: conf (the project's tree), stages (the archives of each stage), repeated (configs that come again) and merge-keys
(what `<<` brings, a file for each PyYAML and Hydra) and dialects (what Hydra 1.3 and 1.4 answer differently); all when none
is named. The last two are recorded by other environments as well, each in a file of its own, and so are, only when named, elements
(what comes to items whose type is declared), missing (what comes to missing fields that stand for lists and maps), struct-items
(what comes of the items of a list of structs), repeated-structs (structured configs that come again) and dict-places (what is there
before a dict is declared of it); types (what the types of OmegaConf 2.4 take) by that of Hydra 1.4 alone.
--check writes nothing: it asks again and names every file that says something else.
Only the recorder writes reference answers. In an archive it replaces the `== … ==` sections and leaves the rest alone.
"""

import re
import sys
from pathlib import Path

import conf_goldens
import dialects
import dict_places
import element_types
import merge_keys
import missing_nodes
import new_types
import repeated_configs
import repeated_structs
import stages
import struct_items
import unions

PROJECT = Path(__file__).resolve().parents[2]
FIXTURES = PROJECT / "fixtures"
CONF = PROJECT / "conf"
# The same answers from another Python say so in this line, and are the same answers.
WRITER = re.compile(r"Written by test/oracle/record\.py: [^\n]*")

WHEN_NAMED = {
    "elements": [element_types],
    "missing": [missing_nodes],
    "struct-items": [struct_items],
    "repeated-structs": [repeated_structs],
    "dict-places": [dict_places],
    "types": [new_types, unions],
}


def main(argv):
    parts = [word for word in argv if not word.startswith("--")] or ["conf", "stages", "repeated", "merge-keys", "dialects"]
    fresh = {}
    if "conf" in parts:
        fresh |= {FIXTURES / "conf" / path: text for path, text in conf_goldens.goldens(CONF).items()}
    if "stages" in parts:
        fresh |= stages.archives(FIXTURES)
    if "repeated" in parts:
        fresh[FIXTURES / "repeated-configs.jsonl"] = repeated_configs.recorded()
    if "merge-keys" in parts:
        name, text = merge_keys.recorded()
        fresh[FIXTURES / "merge-keys" / name] = text
    if "dialects" in parts:
        name, text = dialects.recorded()
        fresh[FIXTURES / "dialects" / name] = text
    for recorder in (of for part in parts for of in WHEN_NAMED.get(part, ())):
        name, text = recorder.recorded()
        fresh[FIXTURES / name] = text
    changed = [file for file, text in fresh.items() if not same(file, text)]
    stale = stale_goldens(fresh) if "conf" in parts else []
    if "--check" in argv:
        for file in changed + stale:
            print(f"differs from real Hydra: {file.relative_to(PROJECT)}")
        print(f"{len(fresh)} files asked again, {len(changed) + len(stale)} differ.")
        return 1 if changed or stale else 0
    for file in changed:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(fresh[file], encoding="utf-8", newline="")
    for file in stale:
        file.unlink()
    print(f"{len(fresh)} files, {len(changed)} written, {len(stale)} removed.")
    return 0


def same(file, text):
    if not file.exists():
        return False
    with file.open(encoding="utf-8", newline="") as kept:
        return WRITER.sub("", kept.read()) == WRITER.sub("", text)


def stale_goldens(fresh):
    """Recorded files that no question asks for any more."""
    kept = [*(FIXTURES / "conf").rglob("*.yaml"), *(FIXTURES / "conf").rglob("*.txt")]
    return [file for file in kept if file not in fresh]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
