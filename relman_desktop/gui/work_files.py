"""Which dropped files hold work items rather than a change; asked by the window, which knows nothing of the engine."""

ENDINGS = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".md", ".markdown", ".eml", ".xml")


def is_work_file(name: str) -> bool:
    return name.lower().endswith(ENDINGS)
