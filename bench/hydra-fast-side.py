"""hydra-fast's side of the bench: one JSON line in, one JSON line out. Times are CPU milliseconds of this process."""
import hashlib
import json
import sys
import time

from hydra_fast import OmegaConf, compose, initialize_config_dir

clock = time.process_time


def points(ask):
    with initialize_config_dir(config_dir=ask["dir"], version_base="1.3"):
        texts = hashlib.sha1()
        for overrides in ask["points"]:
            texts.update(OmegaConf.to_yaml(compose(ask["configName"], overrides=overrides), resolve=True).encode())

        def every():
            for overrides in ask["points"]:
                OmegaConf.to_container(compose(ask["configName"], overrides=overrides), resolve=True)

        every()
        samples = []
        for _ in range(ask["times"]):
            start = clock()
            every()
            samples.append((clock() - start) * 1e3 / len(ask["points"]))
    return {"sum": texts.hexdigest(), "times": samples}


for line in sys.stdin:
    print(json.dumps(points(json.loads(line))), flush=True)
