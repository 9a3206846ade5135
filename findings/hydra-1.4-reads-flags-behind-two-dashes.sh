#!/bin/sh
# Two dashes end the flags of a command line, so that --cfg behind them is an
# override, and refused as one. Hydra 1.3 keeps to that. Hydra 1.4, which takes
# flags between overrides, keeps to it only where an override stands before the
# dashes or a flag directly behind them. Behind `-- rate=1` a flag is a flag
# again: the job does not run, and its config is printed.
#
# hydra-core 1.3.5 with omegaconf 2.3.1, hydra-core 1.4.0rc3 with omegaconf
# 2.4.1rc1, Python 3.11.
# Seen:
#   1.3.5 [rate=1 -- --cfg job] refused
#   1.3.5 [-- rate=1 --cfg job] refused
#   1.4.0rc3 [rate=1 -- --cfg job] refused
#   1.4.0rc3 [-- rate=1 --cfg job] rate: 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/conf"
echo 'rate: 0' > "$folder/conf/config.yaml"
cat > "$folder/app.py" <<'PYTHON'
import hydra


@hydra.main(version_base=None, config_path="conf", config_name="config")
def app(config):
    print("the job ran with", config.rate)


app()
PYTHON

ask() {
  python="$folder/$1/bin/python"
  shown="$1 [$2 $3 $4 $5]"
  shift
  printf '%s ' "$shown"
  (cd "$folder" && "$python" app.py "$@" 2> /dev/null) || echo refused
}
{
  for pinned in 1.3.5/2.3.1 1.4.0rc3/2.4.1rc1; do
    hydra=${pinned%/*}
    python3 -m venv "$folder/$hydra"
    "$folder/$hydra/bin/pip" install --quiet --disable-pip-version-check "hydra-core==$hydra" "omegaconf==${pinned#*/}"
    ask "$hydra" rate=1 -- --cfg job
    ask "$hydra" -- rate=1 --cfg job
  done
} > "$folder/seen"
cat "$folder/seen"

cat > "$folder/expected" <<'TEXT'
1.3.5 [rate=1 -- --cfg job] refused
1.3.5 [-- rate=1 --cfg job] refused
1.4.0rc3 [rate=1 -- --cfg job] refused
1.4.0rc3 [-- rate=1 --cfg job] rate: 1
TEXT
diff "$folder/expected" "$folder/seen"
