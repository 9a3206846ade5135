"""A search with Nevergrad for another program.

    {"do": "create", "optimizer", "budget", "num_workers", "noisy", "seed", "params"}  ->  {"parametrization"}
    {"do": "recall", "trials": [{"params", "loss"}]}                                   ->  {}
    {"do": "ask", "count"}                                                             ->  {"trials": [{"number", "params"}]}
    {"do": "tell", "number", "loss"}                                                   ->  {}
    {"do": "recommend"}                                                                ->  {"params"}

`params` are names with {"choices", "ordered"}, {"scalar": {lower, upper, init, step, integer, log}, "key"} or {"fixed"}, in the
order of the jobs' overrides. What is smaller is better. `hydraconf_lines` says how values stand in it.
"""

import difflib
import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from hydraconf_lines import Refused, scalar, serve, wire


class Study:
    def __init__(self):
        import nevergrad

        self.ng = nevergrad
        self.asked = []

    def create(self, optimizer, budget, num_workers, noisy, seed, params):
        registry = self.ng.optimizers.registry
        if optimizer not in registry:
            near = difflib.get_close_matches(optimizer, list(registry), n=3)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            raise Refused("hydra.sweeper.optim.optimizer", f"Nevergrad has no optimizer '{optimizer}'{hint}")
        self.choices = {name: [scalar(one) for one in said["choices"]] for name, said in params if "choices" in said}
        self.searched = [name for name, said in params if "fixed" not in said]
        self.parametrization = self.ng.p.Dict(**{name: self.parameter(name, said) for name, said in params})
        self.parametrization.function.deterministic = not noisy
        self.parametrization.random_state.seed(seed)
        self.optimizer = registry[optimizer](parametrization=self.parametrization, budget=budget, num_workers=num_workers)
        return {"parametrization": str(self.parametrization)}

    def recall(self, trials):
        for said in trials:
            given = {name: self.value(name, value) for name, value in said["params"]}
            trial = self.parametrization.spawn_child(new_value={**self.parametrization.value, **given})
            try:
                self.optimizer.tell(trial, float(said["loss"]))
            except self.ng.errors.TellNotAskedNotSupportedError:
                # It learns from its own proposals alone.
                pass
        return {}

    def ask(self, count):
        first = len(self.asked)
        self.asked += [self.optimizer.ask() for _ in range(count)]
        return {
            "trials": [
                {"number": number, "params": self.params(self.asked[number])} for number in range(first, first + count)
            ]
        }

    def tell(self, number, loss):
        self.optimizer.tell(self.asked[number], float(loss))
        return {}

    def recommend(self):
        return {"params": self.params(self.optimizer.provide_recommendation())}

    def params(self, trial):
        return [[name, wire(trial.value[name], self.choices.get(name))] for name in self.searched]

    def value(self, name, said):
        return self.choices[name][said] if isinstance(said, int) else scalar(said)

    def parameter(self, name, said):
        if "choices" in said:
            return (self.ng.p.TransitionChoice if said["ordered"] else self.ng.p.Choice)(self.choices[name])
        if "fixed" in said:
            return scalar(said["fixed"])
        lower, upper, init, step = (self.number(said["scalar"][key]) for key in ("lower", "upper", "init", "step"))
        try:
            if said["scalar"]["log"]:
                exponent = {} if step is None else {"exponent": step}
                made = self.ng.p.Log(init=init, lower=lower, upper=upper, **exponent)
            else:
                made = self.ng.p.Scalar(init=init, lower=lower, upper=upper)
                if step is not None:
                    made.set_mutation(sigma=step)
            return made.set_integer_casting() if said["scalar"]["integer"] else made
        except Exception as error:
            raise Refused(said["key"], f"Nevergrad refuses {name}: {error}") from error

    def number(self, said):
        return None if said is None else scalar(said)


def study():
    warnings.simplefilter("ignore")
    return Study()


serve(study)
