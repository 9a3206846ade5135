"""Says what its config is and where it runs, logs, leaves two files: the program that program.mjs is, for Hydra."""

import logging
import os

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.utils import get_original_cwd
from omegaconf import OmegaConf

log = logging.getLogger("shop")

# 1.3 has a dialect of its own by this number; 1.4 is to be asked without one.
VERSION = {"version_base": "1.3"} if hydra.__version__.startswith("1.3") else {}


@hydra.main(config_path="conf", config_name="config", **VERSION)
def main(config):
    run = HydraConfig.get()
    log.debug("a debug line")
    log.info("in %s", run.job.name)
    log.warning("a warning")
    logging.getLogger("other").debug("of another")
    print(OmegaConf.to_yaml(config), end="")
    print(os.path.realpath(os.getcwd()), os.path.realpath(get_original_cwd()), run.runtime.output_dir)
    with open(os.path.join(run.runtime.output_dir, "out.txt"), "w") as file:
        file.write(run.job.name)
    with open("trace.txt", "a") as file:
        file.write("ran\n")
    return 1


if __name__ == "__main__":
    main()
