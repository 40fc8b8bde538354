"""What the card is compared with: models of the literature, and the largest that the data allow."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from data import Data, Numbers
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

Learn = Callable[[Data], Callable[[Data], Numbers]]  # from commits to what tells the chances of others
_KAMEI = ("ns", "nd", "nf", "ent", "la", "ld", "lt", "fix", "ndev", "age", "nuc", "aexp", "arexp", "asexp")
_FIVE = ("la", "nf_src", "ld_src", "nfix365", "fixrate365")
_AS_THEY_ARE = ("fixrate365", "own", "fix", "revert", "ent")


def _columns(data: Data, names: Sequence[str]) -> Numbers:
    return np.column_stack([data.columns.get(name, np.zeros(len(data))) for name in names])


def _logs(data: Data, names: Sequence[str]) -> Numbers:
    found = _columns(data, names)
    logs = [place for place, name in enumerate(names) if name not in _AS_THEY_ARE]
    found[:, logs] = np.log1p(np.maximum(found[:, logs], 0))
    return found


def _five(data: Data, names: Sequence[str]) -> Numbers:
    found = _logs(data, names)
    found[:, 1] = found[:, 1] > 0  # any source file
    return found


def _logistic(
    names: Sequence[str], read: Callable[[Data, Sequence[str]], Numbers], data: Data
) -> Callable[[Data], Numbers]:
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(read(data, names), data.buggy)
    return lambda other: np.asarray(model.predict_proba(read(other, names))[:, 1])


def _forest(names: Sequence[str] | None, data: Data) -> Callable[[Data], Numbers]:
    chosen = names or [name for name in data.columns if name != "ts"]
    model = RandomForestClassifier(100, min_samples_leaf=10, max_features="sqrt", random_state=0, n_jobs=2)
    model.fit(_columns(data, chosen), data.buggy)
    return lambda other: np.asarray(model.predict_proba(_columns(other, chosen))[:, 1])


RIVALS: Mapping[str, Learn] = {
    "la only, logistic": partial(_logistic, ("la",), _logs),
    "Kamei's 14, logistic on logs": partial(_logistic, _KAMEI, _logs),
    "Kamei's 14, random forest": partial(_forest, _KAMEI),
    "all columns, random forest": partial(_forest, None),
    "five terms with tests, logistic": partial(_logistic, _FIVE, _five),
}
