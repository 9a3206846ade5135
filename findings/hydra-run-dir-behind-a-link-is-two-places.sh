#!/bin/sh
# hydra.run.dir=link/../out, where `link` is a link to the folder deep/er. Hydra
# makes the directory as the system reads such a path, beside the link's target:
# deep/out. The log file is then opened in a path from which the text `link/..`
# was taken out: in out, which nobody made. The job does not run, and an empty
# directory is left where nobody looks for it.
#
# hydra-core 1.3.5 with omegaconf 2.3.1, hydra-core 1.4.0rc3 with omegaconf
# 2.4.1rc1, Python 3.11.
# Seen, the same in both:
#   made: deep/out
#   FileNotFoundError: out/app.log
set -eu
folder=$(cd "$(mktemp -d)" && pwd -P)
trap 'rm -rf "$folder"' EXIT

try() {
  python3 -m venv "$folder/$1"
  "$folder/$1/bin/pip" install --quiet --disable-pip-version-check "hydra-core==$1" "omegaconf==$2"
  mkdir -p "$folder/run-$1/conf" "$folder/run-$1/deep/er"
  cd "$folder/run-$1"
  echo 'a: 1' > conf/config.yaml
  ln -s deep/er link
  cat > app.py <<'PYTHON'
import hydra


@hydra.main(version_base=None, config_path="conf", config_name="config")
def app(config):
    print("the job ran")


app()
PYTHON
  "$folder/$1/bin/python" app.py hydra.run.dir=link/../out > said 2>&1 || true
  echo "made: $(find . -type d -name out | cut -c3-)"
  sed -n "s#^FileNotFoundError.*'$folder/run-$1/\(.*\)'#FileNotFoundError: \1#p" said
}
{ try 1.3.5 2.3.1; try 1.4.0rc3 2.4.1rc1; } > "$folder/seen"
cat "$folder/seen"

cat > "$folder/expected" <<'TEXT'
made: deep/out
FileNotFoundError: out/app.log
made: deep/out
FileNotFoundError: out/app.log
TEXT
diff "$folder/expected" "$folder/seen"
