"""An Optuna study for another program: a line of JSON in, a line of JSON out.

    {"do": "create", "study_name", "storage", "sampler", "directions", "space"}  ->  {"name", "sampler", "trials"}
    {"do": "recall", "trials": [{"params", "values"}]}                           ->  {}
    {"do": "ask", "count"}                                                       ->  {"trials": [{"number", "params"}]}
    {"do": "tell", "number", "values"}                                           ->  {}
    {"do": "best"}                                                               ->  {"trials": [{"params", "values"}]}

`hydraconf_lines` says how values stand in it. Works with Optuna 2.10 to 5.
"""

import importlib
import inspect
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import optuna
from hydraconf_lines import scalar, serve, wire


class Study:
    def create(self, study_name, storage, sampler, directions, space):
        self.space = {name: distribution_of(said) for name, said in space}
        made = sampler_of(sampler, self.space, 0)
        self.study = optuna.create_study(
            study_name=study_name, storage=storage, sampler=made, directions=directions, load_if_exists=True
        )
        known = len(self.study.trials)
        if known > 0:
            # The same seed would give the points of the first run again.
            self.study.sampler = sampler_of(sampler, self.space, known)
            for trial in self.study.trials:
                if trial.state == optuna.trial.TrialState.RUNNING:
                    self.study.tell(trial.number, state=optuna.trial.TrialState.FAIL)
        return {"name": self.study.study_name, "sampler": type(self.study.sampler).__name__, "trials": known}

    def recall(self, trials):
        for said in trials:
            params = {name: self.value(name, value) for name, value in said["params"]}
            space = {name: self.space[name] for name in params}
            values = numbers(said["values"])
            state = optuna.trial.TrialState.FAIL if values is None else optuna.trial.TrialState.COMPLETE
            self.study.add_trial(
                optuna.trial.create_trial(params=params, distributions=space, values=values, state=state)
            )
        return {}

    def ask(self, count, fixed):
        asked = [self.study.ask() for _ in range(count)]
        for trial in asked:
            for name, distribution in self.space.items():
                trial._suggest(name, distribution)
            for name, text in fixed:
                trial.set_user_attr(name, text)
        return {"trials": [{"number": trial.number, "params": self.params(trial.params)} for trial in asked]}

    def tell(self, number, values):
        if values is None:
            self.study.tell(number, state=optuna.trial.TrialState.FAIL)
            return {}
        try:
            self.study.tell(number, numbers(values))
        except RuntimeError as error:
            # The grid sampler wants to stop a study that nobody runs.
            if "`Study.stop` is supposed" not in str(error):
                raise
        return {}

    def best(self):
        complete = [t for t in self.study.trials if t.state == optuna.trial.TrialState.COMPLETE]
        if not complete:
            return {"trials": []}
        best = [self.study.best_trial] if len(self.study.directions) == 1 else self.study.best_trials
        return {"trials": [{"params": self.params(trial.params), "values": [repr(float(value)) for value in trial.values]} for trial in best]}

    def params(self, params):
        return [
            [name, wire(value, getattr(self.space[name], "choices", None))]
            for name, value in params.items()
            if name in self.space
        ]

    def value(self, name, said):
        return self.space[name].choices[said] if isinstance(said, int) else scalar(said)


def numbers(texts):
    return None if texts is None else [float(text) for text in texts]


def distribution_of(said):
    kinds = optuna.distributions
    if "choices" in said:
        return kinds.CategoricalDistribution([scalar(choice) for choice in said["choices"]])
    low, high, log, step = scalar(said["low"]), scalar(said["high"]), said["log"], said.get("step")
    step = None if step is None else scalar(step)
    if said["kind"] == "int":
        if hasattr(kinds, "IntDistribution"):
            return kinds.IntDistribution(low, high, log=log, step=step or 1)
        return kinds.IntLogUniformDistribution(low, high) if log else kinds.IntUniformDistribution(low, high, step or 1)
    if hasattr(kinds, "FloatDistribution"):
        return kinds.FloatDistribution(low, high, log=log, step=step)
    if step is not None:
        return kinds.DiscreteUniformDistribution(low, high, step)
    return kinds.LogUniformDistribution(low, high) if log else kinds.UniformDistribution(low, high)


# What Hydra's plugin puts between its settings and Optuna's classes.
STAND_INS = {"create_nsgaii_sampler": "NSGAIISampler", "create_nsgaiii_sampler": "NSGAIIISampler"}


def sampler_of(settings, space, known):
    settings = dict(settings)
    path = settings.pop("_target_")
    settings.pop("_partial_", None)
    module, _, name = path.rpartition(".")
    if module.startswith("hydra_plugins."):
        if name not in STAND_INS:
            raise ValueError(f"{name}: this sampler is no longer part of Optuna; choose another")
        module, name = "optuna.samplers", STAND_INS[name]
    make = getattr(importlib.import_module(module), name)
    if name == "GridSampler":
        return make({key: points_of(distribution) for key, distribution in space.items()})
    takes = inspect.signature(make).parameters
    given = {}
    for key, value in settings.items():
        # Null is what the plugin's settings say where Optuna's own default is meant.
        if value is None and (key not in takes or takes[key].default is not None):
            continue
        if isinstance(value, dict) and "_target_" in value:
            value = sampler_of(value, space, known)
        if key == "reference_points":
            value = importlib.import_module("numpy").asarray(value, dtype=float)
        given[key] = value + known if key == "seed" and value is not None else value
    return make(**given)


def points_of(distribution):
    if hasattr(distribution, "choices"):
        return list(distribution.choices)
    step = getattr(distribution, "step", None) or getattr(distribution, "q", None)
    if step is None:
        raise ValueError("the grid sampler takes choices and ranges, no intervals")
    count = int(round((distribution.high - distribution.low) / step)) + 1
    return [distribution.low + at * step for at in range(count)]


def study():
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    return Study()


serve(study)
