"""The jobs that a Python file says run by the clock, and its queues, read from its syntax tree: nothing of it runs."""

import ast
import warnings
from collections.abc import Iterator

_ADDS = ("add_periodic_task", "add_job", "scheduled_job", "periodic_task", "db_periodic_task", "system_job")
_ADDED_BY = ("schedule", "trigger", "run_every", "interval", "cron", "crontab", "hours", "minutes", "seconds", "days")
_FIELDS = ("minute", "hour", "day", "day_of_week", "day_of_month", "month", "month_of_year", "second", "week")
_TASKS = ("task", "shared_task", "actor", "job", "apply_async", "send_task", "enqueue_in", "Task", "Queue", "Exchange")
_JOB = "job"  # whose first argument is a queue, as in RQ
_LONGEST = 80  # characters of a schedule
_NOT_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)

Found = tuple[str, str | None, int]  # name, schedule or None for a queue, line


def python_jobs(text: str) -> Iterator[Found]:
    """Celery's beat and periodic tasks, APScheduler, huey, Twisted's loops; queues of Celery, RQ, dramatiq."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the repository's code
            module = ast.parse(text)
    except _NOT_PYTHON:
        return
    for node in ast.walk(module):
        if isinstance(node, ast.Dict):
            yield from _of_table(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _of_decorators(node)
        elif isinstance(node, ast.Call):
            yield from _of_call(node)


def _of_table(node: ast.Dict) -> Iterator[Found]:
    """`{"name": {"task": ..., "schedule": ...}}`, and the queue of a route."""
    for key, value in zip(node.keys, node.values, strict=True):
        if not (isinstance(key, ast.Constant) and isinstance(key.value, str) and isinstance(value, ast.Dict)):
            continue
        inside = {
            one.value: each for one, each in zip(value.keys, value.values, strict=True) if isinstance(one, ast.Constant)
        }
        if "task" in inside and "schedule" in inside:
            yield key.value, _written(inside["schedule"]), inside["schedule"].lineno
        queue = inside.get("queue")
        if isinstance(queue, ast.Constant) and isinstance(queue.value, str):
            yield queue.value, None, queue.lineno


def _of_decorators(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Iterator[Found]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and _name(decorator.func) in _ADDS and (when := _schedule(decorator)):
            yield node.name, when, decorator.lineno


def _of_call(node: ast.Call) -> Iterator[Found]:
    """A job that is added by a call; a call that names a queue."""
    name = _name(node.func)
    if name in ("add_periodic_task", "add_job") and (when := _schedule(node)):
        yield _job(node, name), when, node.lineno
    if name == "looping_call" and len(node.args) > 1 and (repeated := _name(node.args[0])):
        yield repeated, _written(node.args[1]), node.lineno
    if name == "start" and node.args and isinstance(node.func, ast.Attribute) and (looped := _looped(node.func.value)):
        yield looped, _written(node.args[0]), node.lineno
    if name in _TASKS:
        told = next((one.value for one in node.keywords if one.arg == "queue"), None)
        first = node.args[0] if node.args and name in (_JOB, "Queue") else None
        queue = told or first
        if isinstance(queue, ast.Constant) and isinstance(queue.value, str):
            yield queue.value, None, queue.lineno


def _looped(node: ast.expr) -> str:
    """What `LoopingCall(function)`, as Twisted has it, calls again and again; "" for anything else."""
    is_loop = isinstance(node, ast.Call) and _name(node.func).endswith("LoopingCall") and node.args
    return _name(node.args[0]) if is_loop and isinstance(node, ast.Call) else ""


def _job(node: ast.Call, call: str) -> str:
    """What a call adds: what it is named, else the function."""
    told = next((one.value for one in node.keywords if one.arg in ("name", "id")), None)
    if isinstance(told, ast.Constant):
        return str(told.value)
    place = 1 if call == "add_periodic_task" else 0
    function = node.args[place] if len(node.args) > place else None
    function = function.func if isinstance(function, ast.Call) else function
    if isinstance(function, ast.Attribute) and function.attr in ("s", "si", "signature"):
        function = function.value
    return _name(function) if function else ""


def _schedule(node: ast.Call) -> str | None:
    """The arguments that say when."""
    is_added = _name(node.func) == "add_job"
    first = node.args[1:2] if is_added else node.args[:1]
    told = [one for one in node.keywords if one.arg in (*_ADDED_BY, *_FIELDS)]
    words = [*map(_written, first), *(f"{one.arg}={_written(one.value)}" for one in told)]
    return ", ".join(words)[:_LONGEST] or None


def _written(node: ast.expr) -> str:
    try:
        return ast.unparse(node)[:_LONGEST].strip("'\"")
    except (RecursionError, ValueError):
        return "…"


def _name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
