"""Real Hydra's side of the bench: one JSON line in, one JSON line out. Times are CPU milliseconds of this process."""
import hashlib
import json
import resource
import sys
import time

clock = time.process_time


def timed(call, times):
    samples = []
    for _ in range(times):
        start = clock()
        call()
        samples.append((clock() - start) * 1e3)
    return samples


def compose(ask):
    from hydra import compose as hydra_compose, initialize_config_dir
    from hydra.core.global_hydra import GlobalHydra
    from omegaconf import OmegaConf

    GlobalHydra.instance().clear()
    overrides = ask["overrides"]
    with initialize_config_dir(config_dir=ask["dir"], version_base="1.3", job_name="bench"):
        def one():
            return hydra_compose(ask["configName"], overrides=overrides)

        start = clock()
        config = one()
        first = (clock() - start) * 1e3
        text = OmegaConf.to_yaml(config)

        def again():
            if ask["how"] == "point":
                OmegaConf.to_container(one(), resolve=True)
            else:
                one()

        return {"first": first, "times": timed(again, ask["times"]), "sum": hashlib.sha1(text.encode()).hexdigest()}


def parse(ask):
    from hydra.core.override_parser.overrides_parser import OverridesParser

    parser = OverridesParser.create()
    texts = ask["texts"]
    for text in texts:
        parser.parse_override(text)

    def call():
        for text in texts:
            parser.parse_override(text)

    return {"times": [t / len(texts) for t in timed(call, ask["times"])]}


def sweep(ask):
    from hydra._internal.core_plugins.basic_sweeper import BasicSweeper
    from hydra.core.override_parser.overrides_parser import OverridesParser

    parsed = OverridesParser.create().parse_overrides(ask["overrides"])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    count = 0

    def call():
        nonlocal count
        count = sum(len(batch) for batch in BasicSweeper.split_arguments(parsed, None))

    times = timed(call, ask["times"])
    return {"times": times, "count": count, "grown": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}


def interpolate(ask):
    from omegaconf import OmegaConf

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 10**6))
    config = OmegaConf.create(ask["yaml"])
    return {"times": timed(lambda: OmegaConf.to_container(config, resolve=True), ask["times"])}


def to_yaml(ask):
    from omegaconf import OmegaConf

    config = OmegaConf.create(ask["yaml"])
    text = OmegaConf.to_yaml(config)
    return {"times": timed(lambda: OmegaConf.to_yaml(config), ask["times"]), "sum": hashlib.sha1(text.encode()).hexdigest()}


def merge(ask):
    from omegaconf import OmegaConf

    configs = [OmegaConf.create(text) for text in ask["yamls"]]
    text = OmegaConf.to_yaml(OmegaConf.merge(*configs))
    return {"times": timed(lambda: OmegaConf.merge(*configs), ask["times"]), "sum": hashlib.sha1(text.encode()).hexdigest()}


ASKS = {"compose": compose, "parse": parse, "sweep": sweep, "interpolate": interpolate, "toYaml": to_yaml, "merge": merge}

for line in sys.stdin:
    ask = json.loads(line)
    try:
        answer = ASKS[ask["ask"]](ask)
    except Exception as error:  # the table says which question failed, and goes on
        answer = {"error": f"{type(error).__name__}: {error}"[:300]}
    print(json.dumps(answer), flush=True)
