"""The prompts: text files with `$names`, which the person may replace, and what a model is told made of them.

The files are in `prompts/`, one for each drafted field and three around them. Loops and conditions are here, in
Python; a text only says where a name stands.
"""

from .asking import field_prompt, preview, repair_prompt, system_prompt, task_prompt
from .collection import Prompts, load_prompts
from .names import NAMES, Names
from .overrides import (
    drop_override,
    drop_typed,
    keep_override,
    keep_typed,
    ours_before,
    save_override,
    typed_text,
)
from .prompt import Origin, Prompt, fault, render
from .suggested import Suggestion, agreed_texts, agreement, suggested_prompts

__all__ = [
    "NAMES",
    "Names",
    "Origin",
    "Prompt",
    "Prompts",
    "Suggestion",
    "agreed_texts",
    "agreement",
    "drop_override",
    "drop_typed",
    "fault",
    "field_prompt",
    "keep_override",
    "keep_typed",
    "load_prompts",
    "ours_before",
    "preview",
    "render",
    "repair_prompt",
    "save_override",
    "suggested_prompts",
    "system_prompt",
    "task_prompt",
    "typed_text",
]
