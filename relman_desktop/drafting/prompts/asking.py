"""What a model is told: the prompts with their names filled in, from the table of fields and from one request."""

from collections.abc import Mapping, Sequence

from ...fields import BY_NAME, WRITTEN, Field
from .collection import Prompts
from .names import names_of
from .prompt import Origin, Prompt, render

# What stands in a preview for what only a request knows; its words mean nothing.
_SAMPLE = {
    "nonce": "000000000000",
    "canary": "vellum-quarrel-0000",
    "claims": '{"field": "title", "text": "Snorp the blik vorn.", "reason": "zub0 does not hold “blik”."}',
}


def system_prompt(prompts: Prompts, *, nonce: str, language: str, canary: str) -> str:
    """What stands first in a request.

    nonce: the pack's, which marks the blocks of evidence. canary: a word whose repetition drops the draft; like the
    nonce it must be the same for the same pack, or no server could reuse the prefix.
    """
    return render(prompts.get("system"), {"nonce": nonce, "language": _one_line(language), "canary": canary})


def field_prompt(prompts: Prompts, field: Field) -> str:
    """The prompt of one drafted field: its questions, its sources and its rules."""
    return render(prompts.get(field.name), _names_of_field(field))


def task_prompt(prompts: Prompts, fields: Sequence[Field]) -> str:
    """What stands last in a request, after the evidence: which fields are wanted, and their prompts."""
    return render(prompts.get("task"), _names_of_task(prompts, fields))


def repair_prompt(prompts: Prompts, claims_text: str, *, nonce: str) -> str:
    """What asks once more for claims that failed. claims_text: each with its field and its reason, one a line."""
    return render(prompts.get("repair"), {"claims": claims_text, "nonce": nonce})


def preview(prompts: Prompts, name: str, text: str, language: str) -> str:
    """A text as a model would get it as the prompt `name`. Raises `InputError` for a faulty one."""
    names_of(name)
    names: Mapping[str, str] = {**_SAMPLE, "language": _one_line(language)}
    if name in BY_NAME:
        names = _names_of_field(BY_NAME[name])
    elif name == "task":
        names = _names_of_task(prompts, WRITTEN)
    return render(Prompt(name, text, Origin.YOURS, "This text"), names)


def _names_of_field(field: Field) -> Mapping[str, str]:
    return {"questions": _bullets(field.questions), "sources": ", ".join(field.sources), "limit": str(field.limit)}


def _names_of_task(prompts: Prompts, fields: Sequence[Field]) -> Mapping[str, str]:
    texts = (f'## "{field.name}"\n\n{field_prompt(prompts, field).strip()}' for field in fields)
    return {"wanted": ", ".join(f'"{field.name}"' for field in fields), "fields": "\n\n".join(texts)}


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())
