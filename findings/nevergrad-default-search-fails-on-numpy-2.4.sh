#!/bin/sh
# Nevergrad asks for any numpy, and `pip install nevergrad` brings the newest.
# With numpy 2.4 its default optimizer NGOpt, with several workers and a search
# of numbers alone (what Hydra's Nevergrad sweeper does with its own settings:
# a budget of 80, ten workers), fails after the first batch: the metamodel that
# NGOpt chooses makes a number of an array of one, which numpy 2.4 refuses.
# With one worker, or numpy below 2.4, the same search ends well.
#
# Nevergrad 1.0.12, Python 3.11.
# Seen:
#   numpy>=2.4, 10 workers: TypeError after 10
#   numpy>=2.4, 1 workers: 80 done
#   numpy<2.4, 10 workers: 80 done
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/search.py" <<'PYTHON'
import sys
import warnings

import nevergrad as ng

warnings.simplefilter("ignore")
workers = int(sys.argv[1])
space = ng.p.Dict(x=ng.p.Scalar(lower=0, upper=9), y=ng.p.Scalar(lower=0, upper=1))
space.random_state.seed(1)
optimizer = ng.optimizers.registry["NGOpt"](space, budget=80, num_workers=workers)
done = 0
try:
    while done < 80:
        for trial in [optimizer.ask() for _ in range(workers)]:
            optimizer.tell(trial, (trial.value["x"] - 3) ** 2 + trial.value["y"])
            done += 1
    print(f"{done} done")
except Exception as error:
    print(f"{type(error).__name__} after {done}")
PYTHON

for numpy in 'numpy>=2.4' 'numpy<2.4'; do
  python3 -m venv --clear "$folder/venv"
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check nevergrad==1.0.12 "$numpy"
  for workers in 10 1; do
    [ "$numpy" = 'numpy<2.4' ] && [ "$workers" = 1 ] && continue
    echo "$numpy, $workers workers: $("$folder/venv/bin/python" "$folder/search.py" "$workers" 2> "$folder/said" | tail -n 1)"
  done
done | tee "$folder/seen"

cat > "$folder/expected" <<'TEXT'
numpy>=2.4, 10 workers: TypeError after 10
numpy>=2.4, 1 workers: 80 done
numpy<2.4, 10 workers: 80 done
TEXT
diff "$folder/expected" "$folder/seen"
