#!/bin/sh
# A defaults list may name an option with a slash before it (- db: /one). Both
# Hydra 1.3 and 1.4 then load db/one.yaml. One would expect the same config of
# both, or a refusal. In 1.4 the slash is counted as a part of the package: the
# values lie one level deeper, under a key without a name.
#
# hydra-core 1.3.5 with omegaconf 2.3.1, hydra-core 1.4.0rc3 with omegaconf
# 2.4.1rc1, Python 3.11.
# Seen:
#   1.3: {"db": {"port": 1}}
#   1.4: {"db": {"": {"port": 1}}}
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/conf/db"
printf 'defaults:\n  - db: /one\n' > "$folder/conf/config.yaml"
echo 'port: 1' > "$folder/conf/db/one.yaml"
cat > "$folder/show.py" <<'PYTHON'
import json
import sys

import hydra
from hydra import compose, initialize_config_dir
from omegaconf import OmegaConf

with initialize_config_dir(sys.argv[1], version_base=None):
    config = OmegaConf.to_container(compose("config"))
print(hydra.__version__[:3] + ":", json.dumps(config))
PYTHON

show() {
  python3 -m venv "$folder/$1"
  "$folder/$1/bin/pip" install --quiet --disable-pip-version-check "hydra-core==$1" "omegaconf==$2"
  "$folder/$1/bin/python" "$folder/show.py" "$folder/conf" 2> /dev/null
}
{ show 1.3.5 2.3.1; show 1.4.0rc3 2.4.1rc1; } > "$folder/seen"
cat "$folder/seen"
printf '1.3: {"db": {"port": 1}}\n1.4: {"db": {"": {"port": 1}}}\n' | diff - "$folder/seen"
