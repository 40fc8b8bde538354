"""The sentences about names, and their weights: by what a mention of the name does, and what becomes of it."""

from collections.abc import Mapping

from .rules import Role

_NOUN = "the environment variable {name}"
Phrases = dict[tuple[Role, str], str]

PHRASES: Phrases = {
    (Role.READ, "added"): "Reads a new environment variable {name}{default}.",
    (Role.READ, "removed"): f"No longer reads {_NOUN}.",
    (Role.READ, "changed"): f"Changes the default of {_NOUN} from {{old}} to {{new}}.",
    (Role.READ, "renamed"): f"Reads {_NOUN} instead of {{other}}.",
    (Role.READ, "succeeded"): f"Reads {_NOUN}, and still {{other}} where that is not set{{deprecated}}.",
    (Role.READ, "left"): f"Reads {_NOUN}, and no longer {{other}}, another name for it.",
    (Role.READ, "required"): "The environment variable {name} must be set now.",
    (Role.READ, "undefaulted"): "The environment variable {name} has no default any more; it was {old}.",
    (Role.READ, "optional"): "The environment variable {name} need not be set any more{default}.",
    (Role.READ, "deprecated"): "The environment variable {name} is deprecated and still read.",
    (Role.READ, "type"): "The environment variable {name} is of the type {new} now, not {old}.",
    (Role.KEY, "added"): "Reads a new setting {name}{default} in {path}.",
    (Role.KEY, "demanded"): "Reads a new setting {name} in {path}; it must be given.",
    (Role.KEY, "removed"): "No longer reads the setting {name} in {path}.",
    (Role.KEY, "changed"): "Changes the default of the setting {name} from {old} to {new} in {path}.",
    (Role.KEY, "renamed"): "Reads the setting {name} instead of {other} in {path}.",
    (Role.KEY, "succeeded"): "Reads the setting {name}, and still {other} where that is not set{deprecated} ({path}).",
    (Role.KEY, "required"): "The setting {name} must be given now ({path}).",
    (Role.KEY, "optional"): "The setting {name} need not be given any more{default} ({path}).",
    (Role.KEY, "deprecated"): "The setting {name} is deprecated and still read ({path}).",
    (Role.KEY, "type"): "The setting {name} is of the type {new} now, not {old} ({path}).",
    (Role.SET, "added"): f"Sets {_NOUN} to {{new}} in {{path}}.",
    (Role.SET, "removed"): f"No longer sets {_NOUN} in {{path}}.",
    (Role.SET, "changed"): f"Sets {_NOUN} to {{new}} instead of {{old}} in {{path}}.",
    (Role.SET, "renamed"): f"Sets {_NOUN} instead of {{other}} in {{path}}.",
    (Role.SET, "deprecated"): "The environment variable {name} is deprecated ({path}).",
    (Role.SAMPLE, "added"): f"Adds {_NOUN}{{default}} to {{path}}.",
    (Role.SAMPLE, "removed"): f"Removes {_NOUN} from {{path}}.",
    (Role.SAMPLE, "changed"): f"Shows {{new}} instead of {{old}} for {_NOUN} in {{path}}.",
    (Role.SAMPLE, "renamed"): f"Shows {_NOUN} instead of {{other}} in {{path}}.",
    (Role.SAMPLE, "deprecated"): "The environment variable {name} is deprecated ({path}).",
    (Role.FLAG, "added"): "Asks for a new feature flag {name}{default} in {path}.",
    (Role.FLAG, "removed"): "No longer asks for the feature flag {name} in {path}.",
    (Role.FLAG, "changed"): "Where the feature flag {name} is not set, it counts as {new} instead of {old} ({path}).",
    (Role.FLAG, "renamed"): "Asks for the feature flag {name} instead of {other} in {path}.",
    (Role.FLAG, "succeeded"): "Asks for the feature flag {name} besides {other} in {path}.",
    (Role.FLAG, "deprecated"): "The feature flag {name} is deprecated ({path}).",
}
# What a diff file shows of the code is not all of it: another place may read the variable before and after.
HERE: Phrases = {
    (Role.READ, "added"): f"Newly reads {_NOUN}{{default}} in {{path}}.",
    (Role.READ, "removed"): f"No longer reads {_NOUN} in {{path}}.",
    (Role.READ, "renamed"): f"Reads {_NOUN} instead of {{other}} in {{path}}.",
}
DEPRECATED = ", which is deprecated"

WEIGHTS: Mapping[tuple[Role, str], int] = {
    (Role.READ, "added"): 35,
    (Role.READ, "removed"): 40,
    (Role.READ, "changed"): 40,
    (Role.READ, "renamed"): 50,
    (Role.READ, "succeeded"): 35,
    (Role.READ, "left"): 50,
    (Role.READ, "required"): 50,
    (Role.READ, "undefaulted"): 45,
    (Role.READ, "optional"): 20,
    (Role.READ, "deprecated"): 35,
    (Role.READ, "type"): 40,
    (Role.KEY, "added"): 25,
    (Role.KEY, "removed"): 30,
    (Role.KEY, "changed"): 30,
    (Role.KEY, "renamed"): 45,
    (Role.KEY, "succeeded"): 30,
    (Role.KEY, "required"): 45,
    (Role.KEY, "optional"): 15,
    (Role.KEY, "deprecated"): 30,
    (Role.KEY, "type"): 35,
    (Role.SET, "added"): 20,
    (Role.SET, "removed"): 20,
    (Role.SET, "changed"): 30,
    (Role.SET, "renamed"): 30,
    (Role.FLAG, "added"): 30,
    (Role.FLAG, "removed"): 30,
    (Role.FLAG, "changed"): 40,
    (Role.FLAG, "renamed"): 35,
}
WEIGHT_OF_SAMPLES = 15
WEIGHT_OF_SETTLED = 40
WEIGHT_WITHOUT_DEFAULT = 45
