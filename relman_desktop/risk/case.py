"""A case to assess: the change, its ticket and its background, or all this as if something were otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..drafting.proposal import Material
from ..ticket import Ticket
from .background import Background


@dataclass(frozen=True)
class Case:
    """What is assessed. Nothing in it is read from a disk: assessing takes milliseconds."""

    material: Material
    ticket: Ticket
    background: Background = field(default_factory=Background)
    left_out: frozenset[str] = frozenset()  # ids of files that a counterfactual leaves out of the change

    @property
    def answers(self) -> Mapping[str, str]:
        return self.material.answers

    def without(self, *files: str) -> "Case":
        """The case as if the change did not have these files; facts that rest on nothing else go with them."""
        return replace(self, left_out=self.left_out | frozenset(files))

    def with_answer(self, question: str, answer: str) -> "Case":
        """The case as if this question were answered so; "" takes an answer back."""
        ticket = self.ticket.with_answer(question, answer)
        return replace(self, ticket=ticket, material=replace(self.material, answers=ticket.answers))

    @cached_property
    def left_paths(self) -> frozenset[str]:
        """All paths of the files that are left out, also those that they had before."""
        files = [file for file in self.material.change.files if file.id in self.left_out]
        return frozenset(path for file in files for path in (file.path, file.old_path) if path)
