"""Says what it is given and leaves a file: the program that program.mjs is, for Hydra 1.4."""

import sys

import hydra
from omegaconf import OmegaConf


@hydra.main(config_path="conf", config_name="config")
def main(config):
    print(config.name)
    print(OmegaConf.to_yaml(config), end="")
    with open("trace.txt", "a") as file:
        file.write(f"{config.get('run')}\n")
    if config.get("code"):
        sys.exit(config.code)
    return config.rate


if __name__ == "__main__":
    main()
