#!/bin/sh
# Hydra 1.4 has extend_list(...): an override that puts values behind those of a
# list. One would expect the same override to mean the same under --multirun.
# It does not: the sweeper writes it out for the jobs as a plain list, so that
# the jobs get a list with the new values alone, without a word.
#
# hydra-core 1.4.0rc3, omegaconf 2.4.1rc1, Python 3.11.
# Seen:
#   run: ['base', 'more']
#   multirun: ['more']
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check hydra-core==1.4.0rc3 omegaconf==2.4.1rc1

mkdir "$folder/conf"
echo 'tags: [base]' > "$folder/conf/config.yaml"
cat > "$folder/app.py" <<'PYTHON'
import hydra
from hydra.core.hydra_config import HydraConfig

@hydra.main(config_path="conf", config_name="config")
def main(config):
    print(HydraConfig.get().mode.name.lower() + ":", list(config.tags))

main()
PYTHON

cd "$folder"
venv/bin/python app.py 'tags=extend_list(more)' 2> /dev/null > seen
venv/bin/python app.py --multirun 'tags=extend_list(more)' 2> /dev/null | grep '^multirun' >> seen
cat seen
printf "run: ['base', 'more']\nmultirun: ['more']\n" | diff - seen
