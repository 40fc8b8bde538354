"""Environment variables, settings and configuration keys: what is new, gone or other, and no secret shown."""

from textwrap import dedent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relman_desktop.errors import Cancelled
from relman_desktop.facts.configuration import detect
from relman_desktop.facts.fact import Finding
from relman_desktop.jobs import Cancel

from .changes import Texts, a_change


def found(files: dict[str, Texts], **options: object) -> list[Finding]:
    return list(detect(a_change(files, **options), Cancel()))  # type: ignore[arg-type]


def texts(files: dict[str, Texts], **options: object) -> list[str]:
    return [finding.text for finding in found(files, **options)]


def one(files: dict[str, Texts], **options: object) -> Finding:
    (finding,) = found(files, **options)
    return finding


READS = [  # path, code, the name, its default, whether it must be set
    ("app/a.py", 'x = os.environ["SHOP_URL"]', "SHOP_URL", None, True),
    ("app/a.py", 'x = os.environ.get("SHOP_URL")', "SHOP_URL", None, None),
    ("app/a.py", 'x = os.getenv("SHOP_TIMEOUT", "30")', "SHOP_TIMEOUT", "30", False),
    ("app/a.py", 'x = int(os.getenv(\n    "SHOP_TIMEOUT",\n    30,\n))', "SHOP_TIMEOUT", "30", False),
    ("app/a.py", 'x = os.getenv("SHOP_DIR", default_dir())', "SHOP_DIR", "(computed)", False),
    ("app/a.py", 'x = env.bool("SHOP_DEBUG", default=False)', "SHOP_DEBUG", "False", False),
    ("app/a.py", 'x = env("SHOP_URL")', "SHOP_URL", None, True),
    ("app/a.py", 'x = config("SHOP_PORT", cast=int, default=8000)', "SHOP_PORT", "8000", False),
    ("app/a.py", 'x: str = Field(env="SHOP_URL")', "SHOP_URL", None, None),
    (
        "app/a.py",
        'maybe_set(\n    settings,\n    "shop.rate",\n    "SHOP_RATE",\n    default="5 per second",\n)',
        "SHOP_RATE",
        "5 per second",
        False,
    ),
    ("src/a.ts", "const x = process.env.SHOP_URL;", "SHOP_URL", None, None),
    ("src/a.ts", "const x = process.env.SHOP_URL ?? 'http://localhost';", "SHOP_URL", "http://localhost", False),
    ("src/a.js", 'const x = process.env["SHOP_URL"] || base();', "SHOP_URL", "(computed)", False),
    ("src/a.vue", "const x = import.meta.env.VITE_SHOP_URL", "VITE_SHOP_URL", None, None),
    ("src/a.ts", "if (!process.env.SHOP_QUIET) log()", "SHOP_QUIET", None, False),
    (
        "src/env.ts",
        "  public SHOP = this.toOptionalString(\n    environment.SHOP_CDN_URL\n  );",
        "SHOP_CDN_URL",
        None,
        False,
    ),
    ("cmd/a.go", 'x := os.Getenv("SHOP_URL")', "SHOP_URL", None, None),
    (
        "cmd/a.go",
        '\t&cli.IntFlag{\n\t\tSources: cli.EnvVars("SHOP_SIZE"),\n\t\tName:    "size",\n\t\tValue:   100,\n\t},',
        "SHOP_SIZE",
        "100",
        False,
    ),
    (
        "cmd/a.go",
        '\t&cli.BoolFlag{\n\t\tSources: cli.EnvVars("SHOP_FAST"),\n\t\tName: "fast",\n\t},',
        "SHOP_FAST",
        "false",
        False,
    ),
    (
        "cmd/a.go",
        '\t&cli.StringFlag{\n\t\tEnvVars: []string{"SHOP_HOST"},\n\t\tRequired: true,\n\t},',
        "SHOP_HOST",
        None,
        True,
    ),
    ("cmd/a.go", 'Port int `env:"SHOP_PORT" envDefault:"8080"`', "SHOP_PORT", "8080", False),
    ("lib/a.rb", 'x = ENV["SHOP_URL"]', "SHOP_URL", None, None),
    ("lib/a.rb", 'x = ENV.fetch("SHOP_URL")', "SHOP_URL", None, True),
    ("lib/a.rb", 'x = ENV.fetch("SHOP_URL", "http://localhost")', "SHOP_URL", "http://localhost", False),
    ("src/A.java", 'String x = System.getenv("SHOP_URL");', "SHOP_URL", None, None),
    ("src/a.rs", 'let x = std::env::var("SHOP_URL")?;', "SHOP_URL", None, None),
    ("src/A.cs", 'var x = Environment.GetEnvironmentVariable("SHOP_URL");', "SHOP_URL", None, None),
    ("src/a.php", "$x = env('SHOP_URL', 'http://localhost');", "SHOP_URL", "http://localhost", False),
    ("db/schema.prisma", 'url = env("SHOP_DATABASE_URL")', "SHOP_DATABASE_URL", None, True),
    ("docker/entrypoint.sh", 'echo "${SHOP_URL:?must be set}"', "SHOP_URL", None, True),
    ("docker/entrypoint.sh", 'echo "${SHOP_PORT:-8000}"', "SHOP_PORT", "8000", False),
]


class TestEnvironment:
    @pytest.mark.parametrize(("path", "code", "name", "default", "required"), READS)
    @pytest.mark.parametrize("origin", ["git", "diff"])
    def test_how_languages_read_it(
        self, path: str, code: str, name: str, default: str | None, required: bool | None, origin: str
    ) -> None:
        finding = one({path: ("first\nlast\n", f"first\n{code}\nlast\n")}, origin=origin)
        assert (finding.kind, finding.evidence) == ("config.env_added", ("F1.h1",))
        assert finding.data == {
            "name": name,
            "where": path,
            "path": path,
            "old": None,
            "new": default,
            "default": default,
            "secret": False,
            "required": required,
            "role": "read",
        }
        assert finding.weight == (35 if required is False else 45)

    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ('os.getenv("FOO_TIMEOUT", "30")', "Reads a new environment variable `FOO_TIMEOUT` (default `30`)."),
            ('os.environ["FOO_URL"]', "Reads a new environment variable `FOO_URL`, which must be set."),
            ('os.getenv("FOO_URL")', "Reads a new environment variable `FOO_URL` (no default)."),
            (
                'os.getenv("FOO_TOKEN", "abc123")',
                "Reads a new environment variable `FOO_TOKEN` (its default is not shown).",
            ),
        ],
    )
    def test_in_words(self, code: str, text: str) -> None:
        assert texts({"app/a.py": ("", f"x = {code}\n")}) == [text]

    def test_gone(self) -> None:
        finding = one({"app/a.py": ('x = os.getenv("FOO_URL", "a")\ny = 1\n', "y = 1\n")})
        assert finding.text == "No longer reads the environment variable `FOO_URL`."
        assert (finding.kind, finding.weight, finding.data["old"]) == ("config.env_removed", 40, "a")

    def test_another_default(self) -> None:
        files = {"app/a.py": ('x = os.getenv("FOO_N", "30")\n', 'x = os.getenv("FOO_N", "60")\n')}
        finding = one(files)
        assert finding.text == "Changes the default of the environment variable `FOO_N` from `30` to `60`."
        assert finding.kind == "config.env_changed"

    def test_a_default_that_changes_on_another_line_than_the_name(self) -> None:
        old = '\t&cli.IntFlag{\n\t\tSources: cli.EnvVars("SHOP_SIZE"),\n\t\tValue:   100,\n\t},\n'
        assert texts({"cmd/a.go": (old, old.replace("100", "200"))}) == [
            "Changes the default of the environment variable `SHOP_SIZE` from `100` to `200`."
        ]

    def test_what_moves_to_another_file_is_no_news(self) -> None:
        line = 'x = os.getenv("FOO_URL")\n'
        assert found({"app/a.py": (line + "y = 1\n", "y = 1\n"), "app/b.py": ("z = 1\n", "z = 1\n" + line)}) == []

    def test_what_was_read_elsewhere_before_is_not_new(self) -> None:
        new = {"app/a.py": ("y = 1\n", 'y = os.getenv("FOO_URL")\n')}
        assert found(new, tree={"app/other.py": 'z = os.environ["FOO_URL"]\n'}) == []
        assert found(new, tree={"app/other.py": "# FOO_URL is not read here, it is only talked about\n"}) != []

    def test_what_is_still_read_elsewhere_is_not_gone(self) -> None:
        gone = {"app/a.py": ('y = os.getenv("FOO_URL")\n', "y = 1\n")}
        assert found(gone, tree={"app/other.py": 'z = os.environ["FOO_URL"]\n'}) == []
        assert found(gone, tree={"docker-compose.yml": "services:\n  a:\n    environment:\n      FOO_URL: x\n"}) != []

    def test_a_diff_file_does_not_claim_what_it_cannot_know(self) -> None:
        files = {"app/a.py": ('x = os.getenv("FOO_OLD")\n', 'x = os.getenv("FOO_NEW")\n')}
        assert texts(files, origin="diff") == [
            "Newly reads the environment variable `FOO_NEW` (no default) in `app/a.py`.",
            "No longer reads the environment variable `FOO_OLD` in `app/a.py`.",
        ]

    @pytest.mark.parametrize(
        "path", ["tests/test_a.py", ".github/scripts/a.py", "docs/conf/a.py", "scripts/smoketest_settings.py"]
    )
    def test_tests_and_continuous_integration_do_not_count(self, path: str) -> None:
        assert found({path: ("", 'x = os.environ["FOO_URL"]\n')}) == []

    @pytest.mark.parametrize(
        "code",
        [
            'os.environ["FOO_URL"] = "set by ourselves"',
            'os.environ.get("HOME")',
            "process.env.NODE_ENV",
            'log(environ["REQUEST_METHOD"], environ.get("GEOIP_COUNTRY"))',  # a request's, not the process's
            'environ["shop.request_id"]',
        ],
    )
    def test_what_only_looks_like_it(self, code: str) -> None:
        assert found({"app/a.py": ("", f"{code}\n"), "app/a.js": ("", f"{code}\n")}) == []

    def test_a_sample_and_the_code_say_it_once(self) -> None:
        files = {
            ".env.sample": ("A=1\n", "A=1\n# How to upload\nSHOP_UPLOAD=post\n"),
            "server/env.ts": ("", 'const x = process.env.SHOP_UPLOAD ?? "post";\n'),
        }
        finding = one(files)
        assert finding.text == "Reads a new environment variable `SHOP_UPLOAD` (default `post`)."
        assert (finding.evidence, finding.data["where"]) == (("F2.h1", "F1.h1"), "server/env.ts")

    def test_a_sample_alone(self) -> None:
        finding = one({".env.example": ("A=1\n", "A=1\nSHOP_UPLOAD=post\n")})
        assert finding.text == "Adds the environment variable `SHOP_UPLOAD` (default `post`) to `.env.example`."
        assert finding.weight == 15

    @pytest.mark.parametrize(
        ("path", "old", "new", "text"),
        [
            (
                "Dockerfile",
                "FROM a\n",
                "FROM a\nENV SHOP_PORT=8080\n",
                "Sets the environment variable `SHOP_PORT` to `8080` in `Dockerfile`.",
            ),
            (
                "Dockerfile",
                "ENV SHOP_PORT 80\n",
                "ENV SHOP_PORT 8080\n",
                "Sets the environment variable `SHOP_PORT` to `8080` instead of `80` in `Dockerfile`.",
            ),
            (
                "docker-compose.yml",
                "environment:\n  A_B: 1\n",
                "environment:\n  A_B: 1\n  SHOP_MODE: fast\n",
                "Sets the environment variable `SHOP_MODE` to `fast` in `docker-compose.yml`.",
            ),
            (
                "compose.yaml",
                "environment:\n",
                "environment:\n  - SHOP_MODE=fast\n",
                "Sets the environment variable `SHOP_MODE` to `fast` in `compose.yaml`.",
            ),
            (
                "deploy/web.yaml",
                "env:\n",
                "env:\n  - name: SHOP_MODE\n    value: fast\n",
                "Sets the environment variable `SHOP_MODE` to `fast` in `deploy/web.yaml`.",
            ),
        ],
    )
    def test_where_the_program_runs(self, path: str, old: str, new: str, text: str) -> None:
        assert texts({path: (old, new)}) == [text]

    def test_secrets_are_named_and_not_shown(self) -> None:
        files = {"docker-compose.yml": ("environment:\n  A: 1\n", "environment:\n  A: 1\n  DB_PASSWORD: hunter2\n")}
        finding = one(files)
        assert finding.text == "Sets the environment variable `DB_PASSWORD` to (hidden) in `docker-compose.yml`."
        assert (finding.data["secret"], finding.data["new"]) == (True, "(hidden)")


class TestPythonSettings:
    def test_values_dictionaries_and_lists(self) -> None:
        old = dedent("""\
            DEBUG = False
            TIMEOUT = 30
            REST = {'PAGE_SIZE': 50, 'CLASSES': ['a', 'b']}
            MIDDLEWARE = [
                'one',
                'two',
            ]
            GONE = 1
            """)
        new = dedent("""\
            DEBUG = False
            TIMEOUT = 60
            REST = {'PAGE_SIZE': 100, 'CLASSES': ['a', 'b']}
            MIDDLEWARE = ['one', 'three']
            STREAMING = False
            """)
        assert texts({"shop/settings.py": (old, new)}) == [
            "Adds `STREAMING` (`False`) to `shop/settings.py`.",
            "Removes `GONE` (`1`) from `shop/settings.py`.",
            "Changes `TIMEOUT` from `30` to `60` in `shop/settings.py`.",
            "Changes `REST.PAGE_SIZE` from `50` to `100` in `shop/settings.py`.",
            "Changes `MIDDLEWARE` in `shop/settings.py`: adds `'three'` and removes `'two'`.",
        ]

    def test_the_default_of_what_a_person_configures(self) -> None:
        old = "ROOT = getattr(configuration, 'ROOT', '/opt/shop').rstrip('/')\n"
        new = old.replace("/opt/shop", "/srv/shop") + "FRESH = getattr(configuration, 'FRESH', True)\n"
        assert sorted(texts({"shop/settings.py": (old, new)})) == [
            "Changes the default of the setting `ROOT` from `/opt/shop` to `/srv/shop` in `shop/settings.py`.",
            "Reads a new setting `FRESH` (default `True`) in `shop/settings.py`.",
        ]

    def test_settings_from_the_environment_are_told_as_such(self) -> None:
        files = {"shop/settings.py": ("A = 1\n", "A = 1\nLIMIT = int(os.getenv('SHOP_LIMIT', '5'))\n")}
        assert texts(files) == ["Reads a new environment variable `SHOP_LIMIT` (default `5`)."]

    def test_what_is_computed_or_a_message_is_no_setting(self) -> None:
        new = "A = 1\nROOT = resolve(paths)\nBAD_KEY_ERROR = 'no such key'\nlower = 3\n_PRIVATE = 4\n"
        assert found({"shop/settings.py": ("A = 1\n", new)}) == []

    def test_only_the_layout_changes(self) -> None:
        assert found({"shop/settings.py": ("A = {'a': 1,\n 'b': \"x\"}\n", "A = {\n  'a': 1,\n  'b': 'x',\n}\n")}) == []

    def test_a_sample_says_only_what_the_settings_do_not(self) -> None:
        files = {
            "shop/configuration_example.py": ("A = 1\nOLD = 1\n", "A = 1\nFRESH = 2\n"),
            "shop/settings.py": ("B = 1\n", "B = 1\nFRESH = 2\n"),
        }
        assert [(finding.text, finding.weight) for finding in found(files)] == [
            ("Adds `FRESH` (`2`) to `shop/settings.py`.", 25),
            ("Removes `OLD` (`1`) from `shop/configuration_example.py`.", 8),
        ]

    def test_secrets_deep_inside(self) -> None:
        old = "DATABASES = {'default': {'PASSWORD': 'hunter2'}}\nAPI_TOKEN_PEPPERS = {1: 'pepper-1'}\n"
        new = "DATABASES = {'default': {'PASSWORD': 'hunter3'}}\nAPI_TOKEN_PEPPERS = {1: 'pepper-1', 2: 'pepper-2'}\n"
        moved = found({"shop/settings.py": (old, new)})
        assert {finding.data["key"] for finding in moved} == {"DATABASES.default.PASSWORD", "API_TOKEN_PEPPERS.2"}
        assert "hunter" not in str(moved)
        assert "pepper-" not in str(moved)
        assert all(finding.data["secret"] for finding in moved)

    def test_the_keys_that_code_reads_from_a_section(self) -> None:
        old = "class A:\n    x = experimental.get('msc1_enabled', False)\n"
        new = old + "    y: bool = experimental.get('msc2_enabled', False)\n"
        finding = one({"shop/config/experimental.py": (old, new)})
        assert finding.text == "Reads a new setting `msc2_enabled` (default `False`) in `shop/config/experimental.py`."
        assert finding.kind == "config.key_added"


YAML = """\
server:
  port: 8080
  hosts:
    - a.example.org
    - b.example.org
cache:
  redis:
    url: redis://localhost
    ttl: 30  # seconds
"""


class TestFiles:
    def test_a_nested_key_in_words_and_in_data(self) -> None:
        finding = one({"config/shop.yaml": (YAML, YAML.replace("30", "60"))})
        assert finding.text == "Changes `cache.redis.ttl` from `30` to `60` in `config/shop.yaml`."
        assert finding.data == {
            "path": "config/shop.yaml",
            "key": "cache.redis.ttl",
            "name": "cache.redis.ttl",
            "old": "30",
            "new": "60",
            "secret": False,
        }
        assert (finding.kind, finding.evidence) == ("config.key_changed", ("F1.h1",))

    @pytest.mark.parametrize(
        ("path", "old", "new"),
        [
            ("config/shop.yaml", "cache:\n  ttl: 30\n  on: yes\n", "cache:\n  ttl: 60\n  on: yes\n"),
            ("config/shop.toml", "[cache]\nttl = 30\n", "[cache]\nttl = 60\n"),
            (
                "config/shop.json",
                '{\n  "cache": {\n    "ttl": 30\n  }\n}\n',
                '{\n  "cache": {\n    "ttl": 60\n  }\n}\n',
            ),
            ("config/shop.ini", "[cache]\nttl = 30\n", "[cache]\nttl=60\n"),
            ("config/shop.properties", "cache.ttl=30\n", "cache.ttl = 60\n"),
        ],
    )
    @pytest.mark.parametrize("origin", ["git", "diff"])
    def test_every_format_whole_and_from_the_lines_of_a_diff(self, path: str, old: str, new: str, origin: str) -> None:
        finding = one({path: (old, new)}, origin=origin)
        assert finding.text == f"Changes `cache.ttl` from `30` to `60` in `{path}`."

    def test_a_list_tells_what_it_gains_and_loses(self) -> None:
        assert texts({"config/shop.yaml": (YAML, YAML.replace("b.example", "c.example"))}) == [
            "Changes `server.hosts` in `config/shop.yaml`: adds `c.example.org` and removes `b.example.org`."
        ]

    def test_a_new_block_is_one_key(self) -> None:
        new = YAML + "mail:\n  host: smtp\n  password: hunter2\n"
        finding = one({"config/shop.yaml": (YAML, new)})
        assert finding.text == "Adds `mail` (`{host: smtp, password: (hidden)}`) to `config/shop.yaml`."

    def test_secrets_are_hidden_on_both_sides_and_placeholders_are_not(self) -> None:
        old = "db:\n  password: hunter2\n  token: ${TOKEN}\n  url: postgres://u:one@db/x\n"
        new = "db:\n  password: hunter3\n  token: ${NEW_TOKEN}\n  url: postgres://u:two@db/x\n"
        moved = {finding.data["key"]: finding for finding in found({"config/shop.yaml": (old, new)})}
        assert moved["db.password"].text == "Changes `db.password` from (hidden) to (hidden) in `config/shop.yaml`."
        assert moved["db.token"].text == "Changes `db.token` from `${TOKEN}` to `${NEW_TOKEN}` in `config/shop.yaml`."
        assert (moved["db.url"].data["old"], moved["db.url"].data["secret"]) == ("(hidden)", True)

    def test_long_values_are_cut(self) -> None:
        finding = one({"config/shop.yaml": ("a: 1\nb: x\n", f"a: 1\nb: {'word ' * 100}\n")})
        assert "word…`" in finding.text.replace(" …", "…")
        assert len(finding.text) < 200
        assert len(str(finding.data["new"])) == 300

    def test_many_keys_of_one_file_are_counted(self) -> None:
        old = "".join(f"key{number}: 1\n" for number in range(20))
        moved = found({"config/shop.yaml": (old, old.replace(": 1", ": 2"))})
        assert [finding.kind for finding in moved] == ["config.key_changed"] * 8 + ["config.keys"]
        assert moved[-1].text.startswith("Changes 12 more keys in `config/shop.yaml`: `key8`, `key9`, ")
        assert moved[-1].data["count"] == 12

    def test_a_new_file_is_one_line(self) -> None:
        finding = one({"config/extra.yaml": (None, YAML)})
        assert finding.text == "Adds the configuration file `config/extra.yaml` with `server` and `cache`."
        assert finding.kind == "config.keys"

    def test_comments_order_and_anchors_change_nothing(self) -> None:
        old = "a: &x\n  b: 1\nc: *x\n"
        assert found({"config/shop.yaml": (old, "# new\na: &x {b: 1}\nc: *x\n")}) == []

    def test_a_document_without_keys_has_none_to_tell(self) -> None:
        assert found({"config/a.yaml": ("- a\n- b\n", "- a\n- c\n"), "config/b.json": ("[1]", "[2]")}) == []

    def test_tooling_is_one_light_line(self) -> None:
        finding = one(
            {
                ".eslintrc.json": ('{"a": 1}', '{"a": 2}'),
                ".pre-commit-config.yaml": ("a: 1\n", "a: 2\n"),
                ".github/dependabot.yml": ("a: 1\n", "a: 2\n"),
                "pyproject.toml": ("[tool.ruff]\nline-length = 88\n", "[tool.ruff]\nline-length = 110\n"),
                "tsconfig.json": ('{"a": 1}', '{"a": 2}'),
            }
        )
        assert (finding.kind, finding.weight, len(finding.evidence)) == ("config.tooling", 1, 5)

    @pytest.mark.parametrize(
        "path",
        [
            "contrib/openapi.json",
            "public/intl/messages/de-DE.json",
            "tests/fixtures/a.yaml",
            "schema/shop.schema.yaml",
            "package.json",
            "docs/app.yaml",
            "contrib/grafana/shop.json",
        ],
    )
    def test_data_is_left_alone(self, path: str) -> None:
        assert found({path: ('{"a": 1}', '{"a": 2}')}) == []

    def test_a_file_of_thousands_of_keys_is_data(self) -> None:
        old = "".join(f"key{number}: 1\n" for number in range(2000))
        assert found({"config/big.yaml": (old, old.replace(": 1", ": 2"))}) == []

    def test_which_release_it_is_weighs_little(self) -> None:
        finding = one({"release.yaml": ("version: 4.6.4\nedition: x\n", "version: 4.6.5\nedition: x\n")})
        assert (finding.data["new"], finding.weight) == ("4.6.5", 5)


class TestHostileInput:
    @pytest.mark.parametrize(
        ("path", "text", "reason"),
        [
            ("config/a.yaml", "a: [", "it is not valid YAML"),
            ("config/a.yaml", "[" * 100_000, "it is nested too deeply"),
            ("config/a.yaml", "- " * 100_000, "it is nested too deeply"),
            ("config/a.json", "{", "it is not valid JSON"),
            ("config/a.json", "[" * 100_000, "it is nested too deeply"),
            ("config/a.toml", "a." * 100_000 + "b = 1", "it has a key with too many parts"),
            ("shop/settings.py", "A = (", "it is not valid Python"),
            ("shop/settings.py", "A = " + "-" * 200_000 + "1", "it is not valid Python"),
        ],
    )
    def test_what_cannot_be_read_is_said(self, path: str, text: str, reason: str) -> None:
        finding = one({path: ("B = 1\n" if path.endswith("py") else "{}\n" if "json" in path else "b = 1\n", text)})
        assert finding.text == f"`{path}` was not read for configuration: {reason}."
        assert finding.kind == "config.unread"

    def test_a_bomb_of_aliases_stays_small(self) -> None:
        bomb = "a0: &a0 [1, 2]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}, *a{n}]\n" for n in range(60))
        assert len(found({"config/a.yaml": (bomb, bomb.replace("[1, 2]", "[1, 3]"))})) == 1

    def test_a_key_cannot_break_out_of_its_sentence(self) -> None:
        finding = one({"config/a.json": ('{"a": 1}', '{"a": 1, "x`\\n# Deploy": "y`\\u202ez"}')})
        assert "\n" not in finding.text
        assert finding.text.count("`") == 6
        assert "\u202e" not in finding.text

    PATHS = (
        "config/a.yaml",
        "config/a.json",
        "config/a.toml",
        "config/a.ini",
        "config/a.properties",
        "shop/settings.py",
        "app/a.py",
        "src/a.ts",
        "cmd/a.go",
        "Dockerfile",
        "docker-compose.yml",
        ".env.sample",
    )
    SAMPLES = (
        "a: 1\n",
        "  b: [x, {c: d}]\n",
        "{",
        "}",
        '"a": "b",\n',
        "[s]\n",
        "A = {'x': [1, f()]}\n",
        "os.environ['AB_C']\n",
        "process.env.AB_C || 'x'\n",
        'os.Getenv("AB_C")\n',
        "ENV AB_C=1\n",
        "&x *x <<: !t ? |\n",
        "AB_C=password\n",
        "-----BEGIN PRIVATE KEY-----\n",
    )

    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.sampled_from(PATHS),
        *[st.lists(st.one_of(st.sampled_from(SAMPLES), st.text(max_size=20)), max_size=5).map("".join)] * 2,
        st.sampled_from(["git", "diff"]),
    )
    def test_any_text_gives_findings_with_evidence_and_never_an_error(
        self, path: str, old: str, new: str, origin: str
    ) -> None:
        first, second = found({path: (old, new)}, origin=origin), found({path: (old, new)}, origin=origin)
        assert first == second
        assert all(finding.evidence and finding.text.endswith(".") and "\n" not in finding.text for finding in first)
        if old == new:
            assert [finding for finding in first if finding.kind != "config.unread"] == []

    def test_a_stopped_job_stops(self) -> None:
        cancel = Cancel()
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(detect(a_change({"app/a.py": ("", 'os.getenv("FOO_URL")\n')}), cancel))
