"""A made-up service in six languages whose release touches a bit of everything that facts are told of.

The same number of files gives the same bytes. Each changed file has some fifty changed lines, in several hunks.
"""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

_BLOCKS = 10  # functions of a file; every second one changes

Texts = tuple[str, str, str]  # path, before, after; "" is not there


def make_service(folder: Path, files: int) -> Path:
    """A bare repository whose `base..head` changes `files` files by about `50 * files` lines."""
    subprocess.run(["git", "init", "--quiet", "--bare", folder], check=True)
    texts = [_KINDS[number % len(_KINDS)](number) for number in range(files)]
    stream = b"".join([*_commit("base", None, texts, 1), *_commit("head", "base", texts, 2)])
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
    return folder


def _commit(branch: str, parent: str | None, texts: list[Texts], side: int) -> Iterator[bytes]:
    come_from = f"from refs/heads/{parent}\n" if parent else ""
    yield (
        f"commit refs/heads/{branch}\ncommitter A Person <a@example.org> 1700000000 +0000\ndata 4\nIt.\n\n{come_from}"
    ).encode()
    for text in texts:
        data = text[side].encode()
        if data:
            yield b"M 100644 inline %s\ndata %d\n%s\n" % (text[0].encode(), len(data), data)


def _pair(path: str, block: Callable[[int, bool], str], head: str = "") -> Texts:
    sides = (head + "".join(block(at, after and at % 2 == 0) for at in range(_BLOCKS)) for after in (False, True))
    before, after = sides
    return path, before, after


def _body(number: int, at: int, after: bool, comment: str) -> str:
    word = "after" if after else "before"
    return "".join(
        f"    {comment} step {line} of {number}.{at}: {word if line < 4 else 'same'}\n" for line in range(10)
    )


def _python(number: int) -> Texts:
    def block(at: int, after: bool) -> str:
        route = f'@app.get("/area{number}/thing{at}{"/new" if after else ""}")\n'
        timeout = f'    call(timeout={60 if after else 30}, url=os.environ["SERVICE_{number}_{at}_{after}"])\n'
        return f"{route}def view_{at}():\n{timeout}{_body(number, at, after, '#')}\n\n"

    return _pair(f"shop/area{number % 40}/views_{number}.py", block, "import os\n\n")


def _typescript(number: int) -> Texts:
    def block(at: int, after: bool) -> str:
        return (
            f"router.{'post' if after else 'get'}('/ts{number}/{at}', async () => {{\n"
            f"{_body(number, at, after, '//')}  const retries = {5 if after else 3}\n}})\n\n"
        )

    return _pair(f"web/src/area{number % 40}/routes{number}.ts", block)


def _go(number: int) -> Texts:
    def block(at: int, after: bool) -> str:
        return (
            f"func Handle{number}x{at}() {{\n{_body(number, at, after, '//')}"
            f'\tgroup.GET("/go{number}/{at}{"b" if after else ""}", h)\n'
            f"\tclient.Timeout = {9 if after else 3} * time.Second\n}}\n\n"
        )

    return _pair(f"internal/area{number % 40}/handler_{number}.go", block, "package area\n\n")


def _ruby(number: int) -> Texts:
    def block(at: int, after: bool) -> str:
        return f"  def step_{at}\n{_body(number, at, after, '#')}    ENV.fetch('R_{number}_{at}_{after}')\n  end\n\n"

    path, before, after = _pair(f"app/models/area{number % 40}/model_{number}.rb", block, f"class Model{number}\n")
    return path, before + "end\n", after + "end\n"


def _java(number: int) -> Texts:
    def block(at: int, after: bool) -> str:
        return (
            f'    @GetMapping("/java{number}/{at}{"/v2" if after else ""}")\n    public String get{at}() {{\n'
            f"{_body(number, at, after, '//')}        return null;\n    }}\n\n"
        )

    path, before, after = _pair(
        f"src/main/java/shop/Area{number}Controller.java", block, f"@RestController\nclass Area{number}Controller {{\n"
    )
    return path, before + "}\n", after + "}\n"


def _migration(number: int) -> Texts:
    lines = "".join(f"ALTER TABLE table_{number} ADD COLUMN column_{at} text;\n" for at in range(30))
    return (
        f"db/migrations/{number:05}_columns.up.sql",
        "",
        lines + f"ALTER TABLE table_{number} DROP COLUMN old_{number};\n",
    )


def _yaml(number: int) -> Texts:
    def block(at: int, after: bool) -> str:
        steps = "".join(f"    key{line}: {'new' if after and line < 4 else 'old'}{line}\n" for line in range(8))
        return f"  service{at}:\n    image: registry.example/s{at}:{2 if after else 1}\n{steps}"

    return _pair(f"deploy/area{number % 40}/values-{number}.yaml", block, "services:\n")


def _test(number: int) -> Texts:
    def block(at: int, after: bool) -> str:
        return f"def test_{at}{'_new' if after else ''}():\n{_body(number, at, after, '#')}    assert view()\n\n\n"

    return _pair(f"tests/area{number % 40}/test_views_{number}.py", block)


_KINDS = (_python, _typescript, _go, _python, _ruby, _java, _migration, _yaml, _test, _typescript)
