"""Of Kubernetes manifests only what a ConfigMap holds is configuration; the rest is told as delivery."""

from collections import defaultdict

from .values import Value

Table = dict[tuple[str, ...], Value]


def configuration(table: Table, piece: str, *, only_manifests: bool) -> Table:
    """A YAML file's table without its manifests, but with the keys of their ConfigMaps, below `piece` with its name.

    only_manifests: what is no manifest is left out too.
    """
    documents: dict[str, Table] = defaultdict(dict)
    for path, value in table.items():
        number = path[0] if path[0].startswith("#") else ""
        documents[number][path[1:] if number else path] = value
    found: Table = {}
    for number, document in documents.items():
        if ("apiVersion",) not in document or ("kind",) not in document:
            before = (number,) if number else ()
            found |= {} if only_manifests else {(*before, *path): value for path, value in document.items()}
        elif document["kind",] == "ConfigMap":
            name = str(document.get(("metadata", "name"), ""))
            data = {path: value for path, value in document.items() if path[0] == "data" and len(path) > 1}
            found |= {(f"{piece}{name}", *path[1:]): _lines(value) for path, value in data.items()}
    return found


def _lines(value: Value) -> Value:
    """A file that is held as a text is the list of its lines."""
    return tuple(value.splitlines()) if isinstance(value, str) and "\n" in value.strip() else value
