"""A program that plugins.py runs sweeps of."""

import os

import plugins

plugins.take_mutable_defaults()

import hydra  # noqa: E402


@hydra.main(version_base="1.3", config_path=os.path.join(os.getcwd(), "conf"), config_name="config")
def main(config):
    if config.get("fails") == config.get("x"):
        raise ValueError("it fails")


main()
