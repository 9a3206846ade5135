#!/bin/sh
# hydra/job_logging=colorlog is meant to colour what the console shows. It moves
# the log file too: Hydra's own job_logging writes NAME.log into the directory of
# the run, that of hydra-colorlog names no directory, so that all runs append to
# one file in the folder they were started from, and their directories have none.
#
# hydra-colorlog 1.2.0, colorlog 6.12.0, hydra-core 1.3.5, Python 3.11.
# Seen:
#   default: outputs/app.log
#   colorlog: app.log
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  hydra-core==1.3.5 omegaconf==2.3.1 hydra-colorlog==1.2.0 colorlog==6.12.0

cat > "$folder/app.py" <<'PYTHON'
import logging
import hydra

@hydra.main(version_base=None)
def main(config):
    logging.getLogger("app").info("ran")

main()
PYTHON

for name in default colorlog; do
  mkdir "$folder/$name"
  cd "$folder/$name"
  "$folder/venv/bin/python" ../app.py hydra.run.dir=outputs "hydra/job_logging=$name" > /dev/null 2>&1
  echo "$name: $(find . -name '*.log' | sed 's/^..//')"
done | tee "$folder/seen"

printf 'default: outputs/app.log\ncolorlog: app.log\n' | diff - "$folder/seen"
