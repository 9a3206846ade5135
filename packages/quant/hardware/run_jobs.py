"""Runs the jobs of a plan through the real ModelOpt, on this machine, and writes one JSON line a job.

    hydraconf quant plan ... --modelopt 0.47 --json --configs > plan.json
    python run_jobs.py plan.json > seen.jsonl
    hydraconf quant plan ... --modelopt 0.47 --seen seen.jsonl

Needs nvidia-modelopt, torch and transformers. The model is a small random Qwen3 unless --model names one that is there; what
is compared are its logits, bit for bit, with those of the pair's own format without the overlay. The first line says what ran.
"""

import argparse
import copy
import json
import platform
import sys
import time
from importlib.metadata import version


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan", help="what `hydraconf quant plan --json --configs` wrote")
    parser.add_argument("--model", help="a folder with a causal language model; a small random Qwen3 unless told")
    parser.add_argument("--device", help="cpu or cuda; cuda where there is one unless told")
    parser.add_argument("--only", default="", help="jobs whose pair/overlay contains this")
    return parser.parse_args()


def literal(value):
    """A value of the plan, whose JSON keeps tuples, and keys that are no texts."""
    if isinstance(value, list):
        return [literal(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$tuple" in value:
        return tuple(literal(item) for item in value["$tuple"])
    if "$map" in value:
        return {literal(key): literal(item) for key, item in value["$map"]}
    if "$float" in value:
        return float(value["$float"])
    if "$int" in value:
        return int(value["$int"])
    return {key: literal(item) for key, item in value.items()}


def small_model():
    from transformers import Qwen3Config, Qwen3ForCausalLM

    config = Qwen3Config(
        vocab_size=512,
        hidden_size=256,
        intermediate_size=512,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=64,
        max_position_embeddings=128,
        tie_word_embeddings=False,
    )
    return Qwen3ForCausalLM(config)


def load_model(path):
    if path is None:
        return small_model()
    from transformers import AutoModelForCausalLM

    return AutoModelForCausalLM.from_pretrained(path)


class Runner:
    def __init__(self, model, device):
        import torch

        self.torch = torch
        self.device = device
        self.model = model.to(device).eval()
        generator = torch.Generator().manual_seed(0)
        shape = (2, 32)
        self.tokens = torch.randint(0, model.config.vocab_size, shape, generator=generator).to(device)
        self.bases = {}

    def logits(self, config):
        """The logits under a config, and how many quantizers are on in the end."""
        import modelopt.torch.quantization as mtq
        from modelopt.torch.quantization.nn import TensorQuantizer

        model = copy.deepcopy(self.model)
        with self.torch.no_grad():
            model = mtq.quantize(model, config, lambda each: each(self.tokens))
            logits = model(self.tokens).logits
        on = sum(module.is_enabled for module in model.modules() if isinstance(module, TensorQuantizer))
        return logits, on

    def base(self, config):
        """The logits of a format without an overlay; None where it does not run."""
        key = json.dumps(config, sort_keys=True)
        if key not in self.bases:
            try:
                self.bases[key] = self.logits(literal(config))[0]
            except Exception:
                self.bases[key] = None
        return self.bases[key]

    def run(self, job):
        started = time.monotonic()
        row = {"error": None}
        if self.device == "cuda":
            self.torch.cuda.reset_peak_memory_stats()
        try:
            logits, row["enabled"] = self.logits(literal(job["config"]))
        except Exception as error:
            row["error"] = type(error).__name__
            row["message"] = str(error).strip().split("\n")[0][:200]
        else:
            base = self.base(job["base"])
            row["same"] = None if base is None else bool(self.torch.equal(base, logits))
        row["seconds"] = round(time.monotonic() - started, 2)
        if self.device == "cuda":
            row["memory_mb"] = round(self.torch.cuda.max_memory_allocated() / 2**20)
        return row


def main():
    options = arguments()
    with open(options.plan, encoding="utf-8") as file:
        plan = json.load(file)
    jobs = [job for job in plan["jobs"] if options.only in f"{job['pair']}/{job['overlay']}"]
    if any("config" not in job for job in jobs):
        sys.exit("run_jobs.py: this plan has no configs: write it with --json --configs")

    import torch

    installed = version("nvidia-modelopt")
    if installed != plan["modelopt"]:
        print(f"run_jobs.py: the plan is for ModelOpt {plan['modelopt']}, and {installed} is installed", file=sys.stderr)
    device = options.device or ("cuda" if torch.cuda.is_available() else "cpu")
    name = torch.cuda.get_device_name() if device == "cuda" else platform.processor() or platform.machine()
    results, sys.stdout = sys.stdout, sys.stderr  # ModelOpt prints to standard output, which is for results here
    torch.manual_seed(0)
    runner = Runner(load_model(options.model), device)

    head = {"modelopt": installed, "torch": torch.__version__, "python": platform.python_version(), "device": name}
    model = options.model or "a random Qwen3 of 2 layers"
    print(json.dumps({**head, "model": model, "jobs": len(jobs)}), file=results, flush=True)
    for job in jobs:
        row = {"pair": job["pair"], "overlay": job["overlay"], **runner.run(job)}
        print(json.dumps(row), file=results, flush=True)


if __name__ == "__main__":
    main()
