#!/bin/sh
# An expression of hydra-filter-sweeper is said to be Python over the job's
# config, of which Hydra's users write `model.depth`. It is not a config there:
# top-level keys are names, everything below is a plain dict, so that
# `model.depth == 3` fails the sweep and only `model['depth'] == 3` filters.
#
# hydra-filter-sweeper 2.1.0, hydra-core 1.3.5, omegaconf 2.3.1, Python 3.11.
# Seen:
#   model.depth == 3: 'dict' object has no attribute 'depth'
#   model['depth'] == 3: 1 jobs
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  hydra-core==1.3.5 omegaconf==2.3.1 hydra-filter-sweeper==2.1.0

mkdir "$folder/conf"
cat > "$folder/app.py" <<'PYTHON'
import hydra

@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(config):
    pass

main()
PYTHON

cd "$folder"
for expression in "model.depth == 3" "model['depth'] == 3"; do
  cat > conf/config.yaml <<YAML
defaults: [_self_, {override hydra/sweeper: filter}]
hydra:
  sweeper:
    filters:
      - hydra_filter_sweeper.Expression:
          expr: $expression
model: {depth: 3}
YAML
  venv/bin/python app.py -m model.depth=3,4 > said 2>&1 || true
  echo "$expression: $(grep -oE "'dict' object has no attribute '[a-z]+'|Launching [0-9]+ jobs" said | tail -n 1 | sed 's/Launching //')"
done | tee seen

cat > expected <<'TEXT'
model.depth == 3: 'dict' object has no attribute 'depth'
model['depth'] == 3: 1 jobs
TEXT
diff expected seen
