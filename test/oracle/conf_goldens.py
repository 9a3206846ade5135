"""What real Hydra composes from the project's conf/: the files under fixtures/conf, as {path: text}."""

import json
from pathlib import Path

import archive
import reference

PRESET = "preset/qwen3_lm_sensitivity"
ROOT = "config"

SIZES = ["small", "medium", "large"]

# Each of these composes: name -> (config, overrides).
EDITS = {
    # deletions
    "delete-group": (PRESET, ["~hardware"]),
    "delete-group-by-option": (PRESET, ["~hardware=single_gpu"]),
    "delete-packaged-group": (PRESET, ["~model/qwen3_vl_4b_instruct/arch@model"]),
    "delete-key": (PRESET, ["~autoquant.verbose"]),
    "delete-key-by-value": (PRESET, ["~runner.report_only=false"]),
    "delete-map": (PRESET, ["~runner"]),
    "delete-overrides-of-overlay": (PRESET, ["quant_granularity=w_group64", "~quant_granularity.quant_cfg_overrides"]),
    "delete-granularity": (PRESET, ["~quant_granularity"]),
    # additions
    "add-key": (PRESET, ["+autoquant.seed=7"]),
    "add-map": (PRESET, ["+runner.retry={times: 3, wait: 1.5}"]),
    "add-list": (PRESET, ["+disabled_layers=[lm_head,'model.visual.*']"]),
    "add-by-force": (PRESET, ["++autoquant.batch_size=16", "++autoquant.steps=10"]),
    "add-group-to-root": (ROOT, ["+quant_granularity=w_group64"]),
    "add-pair-and-granularity-to-root": (ROOT, ["+quant_pair=wint8_aint8", "+quant_granularity=a_per_token_dynamic"]),
    "add-group-in-package": (ROOT, ["+quant_granularity@quant.weights=w_group128"]),
    "add-mistyped-group": (PRESET, ["+quant_gran=w_group64"]),
    # changes
    "change-float-to-int": (PRESET, ["autoquant.effective_bits=6"]),
    "change-null": (PRESET, ["runner.output_dir=results", "dataset.max_calib_samples=32"]),
    "change-to-null": (PRESET, ["experiment=null"]),
    "change-interpolated": (PRESET, ["experiment=${quant_pair.name}_study"]),
    "change-quoted": (PRESET, ["experiment='a b: \"c\"'"]),
    "change-colons": (PRESET, ["experiment=a:b:"]),
    "change-unicode": (PRESET, ["experiment='Größe ✓'"]),
    "change-map-merges": (PRESET, ["dataset.size_to_max_samples={small: 8}"]),
    "change-hydra": (PRESET, ["hydra.job.chdir=false", "hydra.run.dir=runs/${experiment}"]),
    "last-override-wins": (PRESET, ["autoquant.batch_size=1", "autoquant.batch_size=2"]),
    # overlays
    "two-overlays": (PRESET, ["quant_granularity=[w_group64,a_per_token_dynamic]"]),
    "overlays-that-exclude-each-other": (PRESET, ["quant_granularity=[w_per_out_channel,w_group64]"]),
    "overlay-list-of-none": (PRESET, ["quant_granularity=[]"]),
    "overlay-with-extension": (PRESET, ["quant_granularity=w_group64.yaml"]),
    "overlay-cleared": (PRESET, ["quant_granularity=w_group64", "quant_granularity.quant_cfg_overrides=null"]),
    "overlay-kept-by-empty-map": (PRESET, ["quant_granularity=w_group64", "quant_granularity.quant_cfg_overrides={}"]),
    "overlay-extended": (
        PRESET,
        ["quant_granularity=w_group64", "++quant_granularity.quant_cfg_overrides={*weight_quantizer: {axis: 1}}"],
    ),
    "overlay-from-scratch": (PRESET, ["+quant_granularity.quant_cfg_overrides={default: {block_sizes: {-1: 32}}}"]),
    # other choices
    "publish-eight-gpus": (PRESET, ["output_layout=publish", "hardware=multi_gpu_8x3090"]),
    "dataset-without-size": (PRESET, ["dataset=coco2017"]),
    "model-in-preset": (PRESET, ["model.variant=n", "model.dtype=fp16"]),
    "root-random-sampling": (ROOT, ["dataset/sampling=random"]),
    "root-whole-coco": (ROOT, ["dataset=coco2017", "hardware=multi_gpu_8x3090"]),
    "root-other-model": (ROOT, ["~model/yolo11n/infer@infer", "+model/qwen2_5_vl_3b_instruct/infer@infer=qwen2_5_vl_3b_instruct.default"]),
    "option-as-primary": ("quant_granularity/recipe_match_channel_token", []),
    "uncomposed-config-as-primary": ("cv-models/yolov10m/hyp.scratch", ["cv-models.yolov10m.lr0=1e-3", "cv-models.yolov10m.mixup=0.1"]),
    "no-config-at-all": (None, ["+a.b=1"]),
}

# Real Hydra refuses each of these.
REFUSED = [
    (PRESET, ["quant_granularity=w_group65"]),
    (PRESET, ["quant_granularity="]),
    (PRESET, ["quant_granularity=null"]),
    (PRESET, ["quant_granularity=64"]),
    (PRESET, ["quant_granularity=[w_group64,w_group65]"]),
    (PRESET, ["quant_granularity=w_group64,w_group128"]),
    (PRESET, ["quant_granularity=choice(w_group64,w_group128)"]),
    (PRESET, ["quant_granularity=glob(w_*)"]),
    (PRESET, ["+quant_granularity=w_group64"]),
    (PRESET, ["++quant_granularity=w_group64"]),
    (PRESET, ["/quant_granularity=w_group64"]),
    (PRESET, ["quant_granularity@elsewhere=w_group64"]),
    (PRESET, ["quant_granularity@quant_granularity=w_group64"]),
    (PRESET, ["quant_granularity=${nowhere}"]),
    (PRESET, ["quant_gran=w_group64"]),
    (PRESET, ["quant_granularity.nam=x"]),
    (PRESET, ["quant_granularity.quant_cfg_overrides={*weight_quantizer: {axis: 1}}"]),
    (PRESET, ["+quant_granularity.quant_cfg_overrides={'*weight_quantizer': {axis: 1}}"]),
    (PRESET, ["+quant_granularity.quant_cfg_overrides.*weight_quantizer.axis=1"]),
    (PRESET, ["quant_pair=wfp4"]),
    (PRESET, ["dataset=imagenet"]),
    (PRESET, ["dataset.bogus=1"]),
    (PRESET, ["dataset.size_to_max_samples={huge: 4096}"]),
    (PRESET, ["autoquant=[]", "autoquant.verbose=true"]),
    (PRESET, ["~nowhere"]),
    (PRESET, ["~runner.output_dir"]),
    (PRESET, ["~runner.nowhere"]),
    (PRESET, ["~autoquant.batch_size=9"]),
    (PRESET, ["~quant_granularity=w_group64"]),
    (PRESET, ["~model"]),
    (PRESET, ["hydra/launcher=rocket"]),
    (PRESET, ["experiment=[1,2"]),
    (PRESET, ["experiment={a:1"]),
    (PRESET, ["experiment='never closed"]),
    (PRESET, ["experiment"]),
    (PRESET, ["+experiment=again"]),
    (PRESET, ["+autoquant.batch_size=9"]),
    (PRESET, ["experiment.name=x"]),
    (ROOT, ["quant_granularity=w_group64"]),
    (ROOT, ["+preset=qwen3_lm_sensitivity"]),
    (ROOT, ["model/yolo11n/arch@model=yolo11x"]),
    (ROOT, ["dataset/sampling@dataset.sampling=random"]),
    ("preset/qwen4_lm_sensitivity", []),
    ("qwen3_lm_sensitivity", []),
    ("preset", []),
    ("conf/config", []),
]


def goldens(conf):
    """Every file of fixtures/conf, by its path there."""
    files, notes = {}, []
    for name, (config, overrides) in compositions(conf).items():
        answer = reference.compose(config, overrides, folder=conf, version_base=None)
        files[f"{name}.yaml"] = head(config, overrides) + answer["yaml"]
        notes.append((archive.ANSWER, name, notes_on(answer)))
        if "yaml_resolved" in answer and name in ("preset", "root"):
            files[f"resolved/{name}.yaml"] = head(config, overrides, "interpolations resolved, the working directory as $CWD") + answer["yaml_resolved"]
    files["choices.txt"] = archive.write(archive.Archive(f"{written_by()}\n{CHOICES_ABOUT}", notes))
    files["overlay-by-pair.txt"] = archive.write(archive.Archive(f"{written_by()}\n{MATRIX_ABOUT}", matrix(conf)))
    files["refused.jsonl"] = refused(conf)
    return files


CHOICES_ABOUT = """For each composition in this folder: the options chosen, in the order Hydra decides them; the configs merged, in
merge order, with the package each lands in (Hydra's own left out); and the folders a run would use.
"""
MATRIX_ABOUT = f"""Every pair with every overlay, on {PRESET}: quant_pair=<first word> quant_granularity=<second word>.
"""


def compositions(conf):
    found = {"preset": (PRESET, []), "root": (ROOT, [])}
    for option in options(conf, "quant_granularity"):
        found[f"overlay/{option}"] = (PRESET, [f"quant_granularity={option}"])
    for option in options(conf, "quant_pair"):
        found[f"pair/{option}"] = (PRESET, [f"quant_pair={option}"])
    for size in SIZES:
        found[f"size/{size}"] = (PRESET, [f"dataset.size={size}"])
    for name, question in EDITS.items():
        found[f"edit/{name}"] = question
    return found


def matrix(conf):
    rows = []
    for pair in options(conf, "quant_pair"):
        for overlay in options(conf, "quant_granularity"):
            overrides = [f"quant_pair={pair}", f"quant_granularity={overlay}"]
            answer = reference.compose(PRESET, overrides, folder=conf, version_base=None)
            rows.append((archive.ANSWER, f"{pair} {overlay}", answer["yaml"]))
    return rows


def refused(conf):
    lines = [json.dumps({"written_by": written_by()})]
    for config, overrides in REFUSED:
        try:
            reference.compose(config, overrides, folder=conf, version_base=None)
        except Exception as error:
            lines.append(json.dumps({"config": config, "overrides": overrides, "type": type(error).__name__}))
        else:
            raise SystemExit(f"Real Hydra accepts {config} {overrides}: it belongs to the edits")
    return "".join(f"{line}\n" for line in lines)


def notes_on(answer):
    lines = [f"choice {group}={'null' if option is None else option}" for group, option in answer["choices"].items() if not group.startswith("hydra/")]
    lines += [
        f"merges {entry['config_path']} -> {entry['package'] or '_global_'}"
        for entry in answer["defaults"]
        if not entry["config_path"].startswith("hydra/")
    ]
    lines += [f"{key} {place if isinstance(place, str) else place['error']}" for key, place in answer["run"].items()]
    return "".join(f"{line}\n" for line in lines)


def options(conf, group):
    return sorted(file.stem for file in (Path(conf) / group).glob("*.yaml"))


def head(config, overrides, remark=None):
    lines = [written_by(), f"config: {json.dumps(config)}", f"overrides: {json.dumps(overrides, ensure_ascii=False)}"]
    return "".join(f"# {line}\n" for line in lines + ([remark] if remark else []))


def written_by():
    versions = ", ".join(f"{name} {number}" for name, number in reference.versions().items())
    return f"Written by test/oracle/record.py: {versions}."
