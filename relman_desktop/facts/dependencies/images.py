"""The languages that a container's base images bring along; the images themselves are delivery's to tell of."""

import re

from ..delivery.dockerfile import shipped, stages
from .requirement import Reading, Runtime
from .scopes import table

_TAG = re.compile(r"(?:.*/)?([\w.-]+):v?(\d+(?:\.\d+){0,2})")


def base_images(text: str) -> Reading:
    """`FROM python:3.12-slim` runs Python 3.12. What only builds counts where the language is compiled."""
    names = table()["runtimes"]["images"]
    everything = stages(text.splitlines())
    runs = {stage.image for stage in shipped(everything)}
    found: dict[str, Runtime] = {}
    for stage in sorted(everything, key=lambda stage: stage.image in runs):
        tag = _TAG.match(stage.image)
        if tag and tag[1].lower() in names:
            found[names[tag[1].lower()]] = Runtime(tag[2], minimum=False, image=True)
    return Reading(runtimes=found)
