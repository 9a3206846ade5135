"""A search with Ax for another program.

    {"do": "create", "experiment", "params"}                       ->  {}
    {"do": "recall", "trials": [{"params", "measured"}]}           ->  {}
    {"do": "ask", "count"}                                         ->  {"trials": [{"number", "params"}]}
    {"do": "tell", "number", "measured"}                           ->  {}
    {"do": "best"}                                                 ->  {"params", "value"}, the value null where there is none

`params` are names with {"range", "log"}, {"choices", "is_ordered"} or {"fixed"}; `measured` are metrics with their mean and its
standard error, or null where the trial failed. `hydraconf_lines` says how values stand in it. Works with Ax 1.0 and newer.
"""

import logging
import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from hydraconf_lines import scalar, serve, wire


class Study:
    def __init__(self):
        from ax.api import client, configs
        from ax.exceptions import core

        self.ax, self.configs, self.exceptions = client, configs, core

    def create(self, experiment, params):
        if not experiment["verbose"]:
            logging.getLogger("ax.api.client").setLevel(logging.WARNING)
        self.objective = experiment["objective"]
        self.choices = {name: [scalar(one) for one in said["choices"]] for name, said in params if "choices" in said}
        self.fixed = {name: scalar(said["fixed"]) for name, said in params if "fixed" in said}
        self.searched = [name for name, said in params if "fixed" not in said]
        self.client = self.ax.Client(random_seed=experiment["seed"])
        self.client.configure_experiment(
            parameters=[self.parameter(name, said) for name, said in params],
            parameter_constraints=experiment["parameter_constraints"],
            name=experiment["name"],
        )
        if experiment["status_quo"] is not None:
            self.client.attach_baseline(parameters=experiment["status_quo"])
        self.client.configure_optimization(
            objective=f"-{self.objective}" if experiment["minimize"] else self.objective,
            outcome_constraints=experiment["outcome_constraints"],
        )
        return {}

    def recall(self, trials):
        for said in trials:
            given = {name: self.value(name, value) for name, value in said["params"]}
            self.tell(self.client.attach_trial(parameters={**self.fixed, **given}), said["measured"])
        return {}

    def ask(self, count):
        try:
            trials = self.client.get_next_trials(max_trials=count)
        except self.exceptions.SearchSpaceExhausted:
            trials = {}
        return {"trials": [{"number": number, "params": self.params(given)} for number, given in trials.items()]}

    def tell(self, number, measured):
        if measured is None:
            self.client.mark_trial_failed(trial_index=number)
        else:
            self.client.complete_trial(trial_index=number, raw_data={name: metric(*of) for name, *of in measured})
        return {}

    def best(self):
        try:
            params, metrics, _, _ = self.client.get_best_parameterization(use_model_predictions=False)
        except (AssertionError, self.exceptions.UnsupportedError):
            return {"params": [], "value": None}
        value = metrics.get(self.objective)
        value = value[0] if isinstance(value, tuple) else value
        return {"params": self.params(params), "value": None if value is None else repr(float(value))}

    def params(self, given):
        return [[name, wire(given[name], self.choices.get(name))] for name in self.searched]

    def value(self, name, said):
        return self.choices[name][said] if isinstance(said, int) else scalar(said)

    def parameter(self, name, said):
        if "range" in said:
            bounds = tuple(scalar(bound) for bound in said["range"])
            return self.configs.RangeParameterConfig(
                name=name,
                bounds=bounds,
                parameter_type=type(bounds[0]).__name__,
                scaling="log" if said["log"] else None,
            )
        values = self.choices.get(name) or [self.fixed[name]]
        kind = type(values[0]).__name__
        # Numbers have an order, unless it is denied; one value alone has none.
        is_ordered = None if len(values) == 1 else said["is_ordered"] if said["is_ordered"] is not None else kind != "str"
        return self.configs.ChoiceParameterConfig(
            name=name, values=values, parameter_type=kind, is_ordered=is_ordered
        )


def metric(mean, error):
    return float(mean) if error is None else (float(mean), float(error))


def study():
    warnings.simplefilter("ignore")
    return Study()


serve(study)
