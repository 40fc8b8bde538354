"""What looks like a secret is hidden, and what does not stays readable."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.facts.configuration.secrets import HIDDEN, cover, hide, is_secret, placeholder, secret_name

RANDOM = "V1StGXR8Z5jdHi6BmyTpQ2wE"


@pytest.mark.parametrize(
    "name",
    [
        "DB_PASSWORD",
        "apiKey",
        "api-key",
        "SECRET_KEY",
        "AWS_SECRET_ACCESS_KEY",
        "jwtSecret",
        "SECRET_KEY_BASE",
        "POSTGRES_PASSWORD_PROD",
        "API_TOKEN_PEPPERS",
        "client_secret",
        "smtp_pass",
        "spring.datasource.password",
        "AWS_CLOUDFRONT_PRIVATE_KEY",
    ],
)
def test_names_that_hold_secrets(name: str) -> None:
    assert secret_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "TOKEN_TTL",
        "PASSWORD_MIN_LENGTH",
        "maxTokens",
        "AWS_ACCESS_KEY_ID",
        "ADMIN_PASSWORD_FILE",
        "AUTH_PASSWORD_VALIDATORS",
        "bypass",
        "REQUIRE_PASSWORD",
        "primary_key",
        "secretKeyRef",
        "KEY_PAIR_ID",
        "CSRF_TRUSTED_ORIGINS",
        "monkey",
        "compass",
    ],
)
def test_names_that_only_resemble_them(name: str) -> None:
    assert not secret_name(name)


@pytest.mark.parametrize(
    "value", ["", "''", "${DB_PASSWORD}", "$TOKEN", "<your token>", "{{ vault.password }}", "changeme", "true", "None"]
)
def test_placeholders_are_shown(value: str) -> None:
    assert placeholder(value)
    assert cover("DB_PASSWORD", value) == value


@pytest.mark.parametrize(
    "value",
    [
        "AKIAABCDEFGHIJKLMNOP",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "glpat-abcdefghij0123456789",
        "sk-proj-abcdefghijklmnopqrstuvwx",
        "sk_live_abcdefghijklmnop",
        "xoxb-1234567890-abcdefghij",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----",
        "postgres://shop:hunter2@db.internal/shop",
        "https://abcdef0123@o1.ingest.example.com/7",
        "Server=db;User=sa;Password=hunter2;",
        "Authorization: Bearer abcdef0123456789",
        "4f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c",
        RANDOM,
    ],
)
def test_values_that_are_secrets_whatever_their_name(value: str) -> None:
    assert is_secret("SOME_VALUE", value)
    assert cover("SOME_VALUE", value) == HIDDEN
    assert HIDDEN in hide(f"x: {value}")


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("DATABASE_URL=postgres://shop:hunter2@db/shop", "DATABASE_URL=postgres://(hidden)@db/shop"),
        ('  "apiKey": "abc123",', '  "apiKey": "(hidden)",'),
        ("password: hunter2", "password: (hidden)"),
        ("export DB_PASSWORD=hunter", "export DB_PASSWORD=(hidden)"),
        ("DJANGO_SECRET_KEY = 'not-so-secret'", "DJANGO_SECRET_KEY = '(hidden)'"),
        ('if user.password == "hunter2":', 'if user.password == "(hidden)":'),
        ("curl https://api.example.com/?token=abcdef123", "curl https://api.example.com/?token=(hidden)"),
        ("app --api-token=abc123 --verbose", "app --api-token=(hidden) --verbose"),
    ],
)
def test_only_the_secret_part_of_a_line_is_hidden(line: str, hidden: str) -> None:
    assert hide(line) == hidden
    assert hide(hidden) == hidden


@pytest.mark.parametrize(
    "line",
    [
        "    password: string;",
        "def login(user, password: str, token: Token) -> None:",
        "token = request.token",
        "self.api_key = get_key(name)",
        "agentToken := c.String('grpc-token')",
        "password: ${{ secrets.DOCKER_PASSWORD }}",
        "PASSWORD=${DB_PASSWORD}",
        "    --hash=sha256:0df56b056bc17c1b7d6821dfa65216e62bd232d8ab05eb3db44e71d235651471",
        "uses: actions/checkout@8e8c483db84b4bee98b60c0593521ed34d9990e8 # v6",
        "github.com/lib/pq v1.12.3 h1:tTWxr2YLKwIvK90ZXEw8GP7UFHtcbTtty8zsI+YjrfQ=",
        "'DEFAULT_METADATA_CLASS': 'netbox.api.metadata.BulkOperationMetadata',",
        "WOODPECKER_BACKEND_K8S_SERVICE_ACCOUNT_NAME_ALLOW_FROM_STEP",
        "id: 123e4567-e89b-12d3-a456-426614174000",
        "git+ssh://git@github.com/acme/shop.git",
        "Write to ada@example.org or see https://example.org/a/b?page=2",
        '"Rotate secret": "Rotating the client secret will invalidate the current one"',
    ],
)
def test_ordinary_lines_stay_as_they_are(line: str) -> None:
    assert hide(line) == line


@given(
    st.sampled_from(["DB_PASSWORD=", 'api_key: "', "https://u:", "'token': '"]),
    st.text(alphabet="abcdefghijkmnpqrstuvwxyz23456789", min_size=8, max_size=30),
)
def test_a_secret_never_comes_through(before: str, secret: str) -> None:
    secret = f"{secret}7"  # a plain word may be a placeholder, one with a digit is none
    after = {'"': '"', "'": "'", ":": "@host/"}.get(before[-1], "")
    assert secret not in hide(f"{before}{secret}{after}")


@given(st.text(max_size=300))
def test_hiding_twice_changes_nothing_more(text: str) -> None:
    once = hide(text)
    assert hide(once) == once


@pytest.mark.parametrize("unit", ["a", "a:", "=", "password", '"', "https://", "eyJ", "-----BEGIN ", "Aa1", "x=", ". "])
def test_time_grows_with_the_length_only(unit: str) -> None:
    short, long = unit * (20_000 // len(unit)), unit * (160_000 // len(unit))
    hide(short)
    began = perf_counter()
    hide(short)
    once = perf_counter() - began
    began = perf_counter()
    hide(long)
    assert perf_counter() - began < 8 * 6 * once + 0.5  # a square would be 64 times as long
