"""Many deployment steps, and what of the repository may do some of them."""

from collections.abc import Iterator

from ..drafting.template.steps import best_command
from ..facts.fact import Fact
from ..wording import joined, named
from .piece import Advice, Case, cited, command, place
from .table import table

_MOST = 3  # commands that are named
_DEPLOYING = ("upgrade", "deploy")


def friction(case: Case) -> Iterator[Advice]:
    """Where much is done by hand, or there is much to do at all."""
    told, least = case.signals, table().least
    if told.by_hand >= least["many"] and told.by_hand >= least["share"] * told.done:
        yield _manual(case)
    elif told.done >= least["steps"]:
        text = (
            f"The deployment has {told.done} steps to do, {told.run} of them with a command or a pipeline already: "
            "one script that runs these in their order would leave less to get wrong."
        )
        yield Advice("many_steps", text, (), "deployment", "deployment_steps")


def _manual(case: Case) -> Advice:
    number, done = case.signals.by_hand, case.signals.done
    opening = f"All {done} deployment steps are" if number == done else f"{number} of {done} deployment steps are"
    helps = list(_helping(case))[:_MOST]
    behind = case.behind("deployment", (step for _, step in case.by_hand))
    if not helps:
        text = f"{opening} done by hand. A script for those that come back each time would make them quick and alike."
        return Advice("manual_steps", text, cited(*behind), "deployment", "deployment_steps")
    what = joined([f"{words} may do {_numbered(numbers)}" for _, words, numbers in helps])
    evidence = cited(*(fact.id for fact, _, _ in helps), *behind)
    return Advice("manual_steps", f"{opening} done by hand; {what}.", evidence, "deployment", "deployment_steps")


def _helping(case: Case) -> Iterator[tuple[Fact, str, list[int]]]:
    """Commands and pipelines of the repository that the ticket does not name, with the steps that each may do."""
    left = dict(case.by_hand)
    for purpose, pattern in table().purposes.items():
        numbers = [number for number, step in left.items() if pattern.search(step.words)]
        found = _fact(case, purpose) if numbers else None
        if found:
            yield *found, numbers
            left = {number: step for number, step in left.items() if number not in numbers}


def _fact(case: Case, purpose: str) -> tuple[Fact, str] | None:
    quoted = best_command(case.material, purpose)
    if quoted and not case.says(quoted.fact.get("command")):
        return quoted.fact, command(quoted.fact)
    pipeline = case.material.facts.first("command.pipeline") if purpose in _DEPLOYING else None
    if pipeline and not case.says(pipeline.get("path")):
        return pipeline, f"the pipeline {named(pipeline.get('path'))} ({place(pipeline)})"
    return None


def _numbered(numbers: list[int]) -> str:
    return f"step {numbers[0]}" if len(numbers) == 1 else f"steps {joined([str(one) for one in numbers], 6)}"
