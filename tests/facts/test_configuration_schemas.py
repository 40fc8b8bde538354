"""Variables and settings of schemas, structs and modules: in diff files too, quickly, and with hostile text."""

from time import process_time

import pytest

from relman_desktop.facts.configuration import detect
from relman_desktop.facts.configuration.remarks import code
from relman_desktop.facts.fact import Finding
from relman_desktop.jobs import Cancel

from .changes import Texts, a_change


def found(files: dict[str, Texts], **options: object) -> list[Finding]:
    return list(detect(a_change(files, **options), Cancel()))  # type: ignore[arg-type]


DECLARED = [  # path, text before, text after, kind, name
    (
        "src/env.ts",
        'import { z } from "zod";\nconst s = z.object({\n  SHOP_A: z.string(),\n});\n',
        'import { z } from "zod";\nconst s = z.object({\n  SHOP_A: z.string(),\n  SHOP_B: z.string(),\n});\n',
        "config.env_added",
        "SHOP_B",
    ),
    (
        "src/config.ts",
        "const c = convict({\n  port: { default: 80, env: 'SHOP_PORT' },\n});\n",
        "const c = convict({\n  port: { default: 8080, env: 'SHOP_PORT' },\n});\n",
        "config.env_changed",
        "SHOP_PORT",
    ),
    (
        "src/env.js",
        "const env = cleanEnv(process.env, { // envalid\n  A_URL: url(),\n});\n",
        "const env = cleanEnv(process.env, { // envalid\n  A_URL: url(),\n  SHOP_MAIL: email(),\n});\n",
        "config.env_added",
        "SHOP_MAIL",
    ),
    (
        "internal/config.go",
        'type Config struct {\n\tA string `yaml:"a"`\n}\n',
        'type Config struct {\n\tA string `yaml:"a"`\n\tB string `yaml:"b" default:"x"`\n}\n',
        "config.key_added",
        "Config.b",
    ),
    (
        "src/ShopOptions.cs",
        "public class ShopOptions\n{\n    public int Size { get; set; } = 1;\n}\n",
        "public class ShopOptions\n{\n    public int Size { get; set; } = 2;\n}\n",
        "config.key_changed",
        "ShopOptions.Size",
    ),
    (
        "src/settings/mod.rs",
        "#[derive(Deserialize)]\npub struct Settings {\n  pub a: String,\n}\n",
        "#[derive(Deserialize)]\npub struct Settings {\n  pub a: String,\n  pub b: Option<String>,\n}\n",
        "config.key_added",
        "Settings.b",
    ),
    (
        "modules/a/variables.tf",
        'variable "a" {\n  default = 1\n}\n',
        'variable "a" {\n  default = 2\n}\n',
        "config.input_changed",
        "a",
    ),
    (
        "config/shop.php",
        "<?php\nreturn [\n  'a' => 1,\n];\n",
        "<?php\nreturn [\n  'a' => 2,\n];\n",
        "config.key_changed",
        "a",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "kind", "name"), DECLARED)
@pytest.mark.parametrize("origin", ["git", "diff"])
def test_of_whole_files_and_of_hunks(path: str, old: str, new: str, kind: str, name: str, origin: str) -> None:
    (finding,) = found({path: (old, new)}, origin=origin)
    assert (finding.kind, finding.data["name"], finding.evidence) == (kind, name, ("F1.h1",))


def test_inherited_prefixes_and_aliases_of_pydantic() -> None:
    old = "class A(BaseSettings):\n    class Config:\n        env_prefix = 'A_'\n"
    new = old + "\nclass B(A):\n    x: int = 1\n    y: str = Field(validation_alias=AliasChoices('NEW_Y', 'OLD_Y'))\n"
    assert sorted(str(one.data["name"]) for one in found({"app/conf.py": (old, new)})) == ["A_X", "NEW_Y", "OLD_Y"]


def test_a_prefix_that_changes_renames_every_field() -> None:
    text = "class A(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='%s_')\n    size: int = 1\n"
    names = [(one.kind, one.data["name"]) for one in found({"app/conf.py": (text % "OLD", text % "NEW")})]
    assert names == [("config.env_added", "NEW_SIZE"), ("config.env_removed", "OLD_SIZE")] or names == [
        ("config.env_renamed", "NEW_SIZE")
    ]


def test_what_a_program_says_when_a_variable_is_missing_makes_it_required() -> None:
    old = 'a := os.Getenv("SHOP_KEY")\n'
    new = old + 'if a == "" {\n\tlog.Fatal("SHOP_KEY must be set")\n}\n'
    assert [one.kind for one in found({"cmd/a.go": (old, new)})] == ["config.env_required"]


def test_a_default_that_goes() -> None:
    files = {"app/a.py": ('a = os.getenv("SHOP_A", "x")\n', 'a = os.getenv("SHOP_A")\n')}
    (finding,) = found(files)
    assert finding.text == "The environment variable `SHOP_A` has no default any more; it was `x`."


def test_many_inputs_of_a_module_are_one_sentence() -> None:
    text = "".join(f'variable "a{number}" {{\n  default = %s\n}}\n' for number in range(9))
    (finding,) = found({"modules/a/variables.tf": (text.replace("%s", "1"), text.replace("%s", "2"))})
    assert finding.text.startswith(
        "Changes the defaults of 9 inputs of the Terraform module `modules/a`: `a0` (`1` → `2`), "
    )
    assert finding.data["count"] == 9


def test_fewer_remarks_are_read_than_are_written() -> None:
    text = 'a = "# no remark"  # one\n"""doc\nstring"""\nb = """no doc"""\n'
    assert code(text, "a.py") == 'a = "# no remark"       \n      \n         \nb = """no doc"""\n'
    assert code('x := "//" // y\n', "a.go") == 'x := "//"     \n'
    assert code("$a = 1; # x\n", "a.php") == "$a = 1;    \n"


@pytest.mark.parametrize(
    "path",
    [
        "a/variables.tf",
        "src/env.ts",
        "config/a.php",
        "config/runtime.exs",
        "config/conf.go",
        "conf/settings.py",
        "app/env.rb",
        "src/settings/a.rs",
        "src/AProperties.java",
        "src/AOptions.cs",
        "chart/values.schema.json",
        "k8s/a.yaml",
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "x" * 3_000_000,
        "((((" * 100_000,
        "{[" * 50_000,
        '"' * 300_000,
        '\\"' * 200_000,
        "`" * 300_001,
        "/*" * 300_000,
        '"""' * 100_001,
        'zod BaseSettings A_B: z.string( env:"' * 20_000,
        'variable "a" {\n' * 20_000,
        '@ConfigurationProperties("a")\nclass A {\n' * 5_000,
        "type A struct {\n\tB string `yaml:" * 20_000,
    ],
    ids=range(12),
)
def test_hostile_text_costs_little(path: str, text: str) -> None:
    began = process_time()
    for old, new in (("a\n", text), (text, "a\n")):
        assert all(one.evidence and "\n" not in one.text for one in found({path: (old, new)}))
    assert process_time() - began < 8
