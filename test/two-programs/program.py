"""Prices orders and stores them: the program that program.mjs is, for Hydra."""

import json
import logging
import os
import sys

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.utils import get_original_cwd, to_absolute_path
from omegaconf import DictConfig, OmegaConf

log = logging.getLogger("shop")


@hydra.main(version_base="1.3", config_path="conf", config_name="config")
def main(config: DictConfig):
    run = HydraConfig.get()
    out = run.runtime.output_dir
    log.info("%s: %s orders into %s", config.shop.title, config.source.kind, config.store.kind)
    orders = read_orders(config)
    priced = [price(order, config) for order in orders]
    for order in priced:
        log.debug("%s costs %d", order["name"], order["cents"])
    total = sum(order["cents"] for order in priced)
    if config.limits.most is not None and len(priced) > config.limits.most:
        raise ValueError(f"{len(priced)} orders are more than {config.limits.most}")
    store(priced, config, out)
    tell(config, total)
    if config.dump:
        print(OmegaConf.to_yaml(config), end="")
    if config.trace:
        with open("trace.txt", "a") as file:
            file.write(f"{run.job.name} {len(priced)} {total}\n")
    same = os.path.realpath(os.getcwd()) == os.path.realpath(get_original_cwd())
    print(f"{len(priced)} orders, {total / 100:.2f} {config.region.currency}, {'here' if same else 'there'}")
    if config.limits.exit_code != 0:
        sys.exit(config.limits.exit_code)
    return total


def read_orders(config):
    source = config.source
    if source.kind == "made":
        return [{"name": f"{source.prefix}{at}", "pieces": at + 1, "cents": source.cents} for at in range(source.count)]
    with open(to_absolute_path(source.path)) as file:
        lines = [line.strip() for line in file if line.strip() != ""]
    if source.kind == "jsonl":
        return [json.loads(line) for line in lines]
    names = lines[0].split(source.separator)
    rows = [dict(zip(names, line.split(source.separator))) for line in lines[1:]]
    return [{"name": row["name"], "pieces": int(row["pieces"]), "cents": int(row["cents"])} for row in rows]


def price(order, config):
    pricing = config.pricing
    cents = order["pieces"] * order["cents"]
    if pricing.kind == "tiered":
        for step in pricing.steps:
            if order["pieces"] >= step.pieces:
                cents = cents * (100 - step.percent) // 100
    elif pricing.kind == "discount":
        cents = cents * (100 - pricing.percent) // 100
    return {"name": order["name"], "cents": cents + pricing.fee}


def store(priced, config, out):
    if config.store.kind == "none":
        log.warning("nothing is stored")
        return
    lines = [f"{order['name']}{config.store.separator}{order['cents']}" for order in priced]
    if config.store.kind == "stdout":
        for line in lines:
            print(line)
        return
    with open(os.path.join(out, config.store.file), "w") as file:
        file.write("".join(f"{line}\n" for line in lines))
    if config.store.summary:
        summary = {"orders": len(priced), "tags": list(config.store.tags)}
        with open(os.path.join(out, "summary.json"), "w") as file:
            json.dump(summary, file, sort_keys=True)


def tell(config, total):
    for name, notify in config.notify.items():
        if notify is not None and notify.active:
            print(f"{name}: {notify.kind} to {notify.to}: {config.shop.greeting}")
            if total < notify.alarm_below:
                log.error("%s: only %d", name, total)


if __name__ == "__main__":
    main()
