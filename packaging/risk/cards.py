"""The terms of `terms.toml`, and their values in the data."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from data import Data, Numbers

_TABLE = tomllib.loads(Path(__file__).with_name("terms.toml").read_text("utf-8"))
CARDS: Mapping[str, Sequence[str]] = _TABLE["cards"]
WORDS: Mapping[str, Mapping[str, Any]] = _TABLE["words"]
_TRANSFORMS = {
    "log": lambda column: np.log1p(np.maximum(column, 0)),
    "any": lambda column: np.asarray(column > 0, float),
    "as it is": lambda column: column,
}


def values(data: Data, terms: Sequence[Mapping[str, Any]]) -> Numbers:
    """The transformed values of terms: a row for each commit. A column that the data lacks is 0."""
    return np.column_stack([_transformed(data, term) for term in terms])


def _transformed(data: Data, term: Mapping[str, Any]) -> Numbers:
    found = np.minimum(counted(data, term["column"]), term.get("most", np.inf))
    return np.asarray(_TRANSFORMS[term["transform"]](found))


def counted(data: Data, column: str) -> Numbers:
    """A column as if the commits touched no tests and no documentation, as far as the data can tell.

    Folders are told from the share of the files that count; the fixes of the year before are those of all files.
    """
    found = data.columns.get(column, np.zeros(len(data)))
    if column in ("la", "nf"):
        return found - data.columns[f"{column}_test"] - data.columns.get(f"{column}_doc", 0.0)
    if column == "nd":
        return np.ceil(found * counted(data, "nf") / np.maximum(data.columns["nf"], 1))
    return found


def terms_of(card: str) -> list[Mapping[str, Any]]:
    return [{"name": name, **WORDS[name]} for name in CARDS[card]]
