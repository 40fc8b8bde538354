"""Lines in which no secret stands, of the kinds that resemble secrets most."""

import base64
import random
import string
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
ALNUM = string.ascii_letters + string.digits


def samples() -> Iterator[tuple[str, str]]:
    """Path and text of each: our own code and documents, and what the functions below write."""
    for folder in ("relman_desktop", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".md"}:
                yield str(path.relative_to(ROOT)), path.read_text("utf-8")
    dice = random.Random(5)
    for name, write in WRITTEN.items():
        yield name, write(dice)


def _base64(dice: random.Random, size: int) -> str:
    return base64.b64encode(dice.randbytes(size)).decode()


def _package_lock(dice: random.Random) -> str:
    return "\n".join(
        f'    "node_modules/js-tokens-{number}": {{\n      "version": "4.0.{number}",\n'
        f'      "resolved": "https://registry.npmjs.org/js-tokens/-/js-tokens-4.0.{number}.tgz",\n'
        f'      "integrity": "sha512-{_base64(dice, 64)}",\n      "license": "MIT"\n    }},'
        for number in range(60)
    )


def _yarn_lock(dice: random.Random) -> str:
    return "\n".join(
        f'"@babel/core@^7.{number}.0":\n  version "7.{number}.3"\n'
        f'  resolved "https://registry.yarnpkg.com/@babel/core/-/core-7.{number}.3.tgz#{dice.randbytes(20).hex()}"\n'
        f"  integrity sha512-{_base64(dice, 64)}\n"
        for number in range(50)
    )


def _go_sum(dice: random.Random) -> str:
    return "\n".join(
        f"github.com/lib/pq v1.{number}.0 h1:{_base64(dice, 32)}\n"
        f"github.com/lib/pq v1.{number}.0/go.mod h1:{_base64(dice, 32)}"
        for number in range(60)
    )


def _poetry_lock(dice: random.Random) -> str:
    return "\n".join(
        f'    {{file = "password_strength-{number}-py3-none-any.whl", hash = "sha256:{dice.randbytes(32).hex()}"}},'
        for number in range(100)
    )


def _requirements(dice: random.Random) -> str:
    return "\n".join(
        f"token-bucket=={number}.1 \\\n    --hash=sha256:{dice.randbytes(32).hex()}" for number in range(50)
    )


def _minified(dice: random.Random) -> str:
    line = (
        "!function(e,t){{'use strict';var n=e.token,r=t.password,o={{key:n,secret:r}};if(n==null||r.length>{0})return "
        "new Error(i18n('password.{0}'));a.setToken(n);b.headers.authorization=n;c.password=d(r)}}(this,x{0});"
    )
    return "\n".join(line.format(number) * 3 for number in range(60))


def _translations(dice: random.Random) -> str:
    lines = [
        '  "password": "Passwort",',
        '  "new_password": "Neues Passwort",',
        '  "api_token": "API-Token erzeugen",',
        '  "secret": "Geheimnis",',
        '  "invalid_token": "Das Token ist ung\\u00fcltig oder abgelaufen.",',
        '  "password_hint": "Das Passwort muss mindestens 12 Zeichen haben.",',
        '  "client_secret": "Cl\\u00e9 secr\\u00e8te",',
    ]
    return "\n".join(lines * 20)


def _manifest(dice: random.Random) -> str:
    return "\n".join(
        f"""        - name: DB_PASSWORD
          valueFrom:
            secretKeyRef:
              name: shop-{number}
              key: password
        - name: API_TOKEN
          value: $(TOKEN_{number})
        image: ghcr.io/acme/shop@sha256:{dice.randbytes(32).hex()}
        secretName: shop-tls
        uid: {uuid.UUID(bytes=dice.randbytes(16))}"""
        for number in range(30)
    )


def _settings(dice: random.Random) -> str:
    return """
DB_PASSWORD=${DB_PASSWORD}
DB_PASSWORD=$DB_PASSWORD
API_KEY=<your-api-key>
API_KEY=your-api-key-here
SECRET_KEY=changeme
TOKEN=xxxxxxxxxxxx
PASSWORD={{ vault_db_password }}
password: !vault |
password: op://shop/db/password
password: vault:secret/data/db#password
password: ${{ secrets.DB_PASSWORD }}
secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop
PASSWORD_FILE=/run/secrets/db_password
TOKEN_TTL=3600
PASSWORD_MIN_LENGTH=12
password=%(db_password)s
password: "***"
DATABASE_URL=postgres://${DB_USER}:${DB_PASSWORD}@db/shop
DATABASE_URL=postgres://<user>:<password>@db/shop
url: https://example.org:8080/a@b
url: http://localhost:3000/@vite/client
"""


def _code(dice: random.Random) -> str:
    return """
password = os.environ["DB_PASSWORD"]
password = os.getenv("DB_PASSWORD")
const token = process.env.API_TOKEN;
const token = await getToken(user);
token = secrets.token_hex(32)
api_key = config.get("api_key")
let token = auth::encode_jwt(&claims);
sentry_release: bzkwqjxv-rtlmnp-2024
FROM ghcr.io/acme/rust-musl:x86_64-musl-stable-1.93.0 AS build
LIBRARY_FOLDER = "/usr/lib/i386-linux-gnu"
class MSC4293RedactOnBanKickTestCase(unittest.TestCase):
Use a token such as ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx or AKIAXXXXXXXXXXXXXXXX here.
heroku_stack = "heroku-24-container1"
discord_channel: release-notes-2024
okta_client_id = "0oa1b2c3d4e5f6g7"
self.token = self.tokens.next()
def login(user: str, password: str, token: Token | None = None) -> bool:
  password: string;
  private readonly secret: SecretStr;
fn check(token: &str, secret: Option<String>) -> bool {
    conn = connect(user=user, password=password, token=user1_token)
if password == confirmation:
raise ValueError("The password is too short.")
log.info("token refreshed for %s", user)
$token = $this->tokens->find($id);
<input type="password" name="password" placeholder="Password">
<label for="token">API token</label>
String password = request.getParameter("password");
'password' => ['required', 'confirmed', 'min:12'],
'password' => 'required|string|min:8',
expect(screen.getByLabelText("Password")).toBeVisible()
key = f"{prefix}:{token}"
curl -u "$USER:$TOKEN" https://example.org
curl -H "Authorization: Bearer $TOKEN" https://example.org
headers: { authorization: `Bearer ${apiKey.value}` },
csp = ["'sha256-1CldwzdEg2k1wTmf7s5RWVd7NMXI/7nxxjJM2C4DqII='"]
mkdocs serve -a 0.0.0.0:10002 -f docs/mkdocs.yml
-androidx.compose.ui:ui-geometry-android:1.11.3=debugAndroidTestCompileClasspath,debugRuntimeClasspath
docker login -u "$CI_USER" -p "$CI_TOKEN" registry.example.com
mysql -u root -p"$MYSQL_ROOT_PASSWORD" shop
mysql -u root -p shop
ssh -p 2222 deploy@web1
cp -p a b
"""


def _messages(dice: random.Random) -> str:
    return "\n".join(
        f"""Reset the password when the token is expired (#{number})

This reverts commit {dice.randbytes(20).hex()}.
The token is now refreshed before each call, and the password to the database comes from the vault.
Users log in with their e-mail address and password; the secret was never logged.
See https://example.org/acme/shop/compare/{dice.randbytes(20).hex()}...{dice.randbytes(20).hex()}
Change-Id: I{dice.randbytes(20).hex()}
Co-authored-by: Ada Lovelace <ada@example.org>"""
        for number in range(15)
    )


def _public_keys(dice: random.Random) -> str:
    body = "\n".join(_base64(dice, 48) for _ in range(20))
    return (
        f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"
        f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n"
        f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{_base64(dice, 32)[:-1]} ada@example.org\n"
        f"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB{_base64(dice, 255)} ada@example.org\n"
        f'<img src="data:image/png;base64,{_base64(dice, 300)}">\n'
    )


WRITTEN: dict[str, Callable[[random.Random], str]] = {
    "package-lock.json": _package_lock,
    "yarn.lock": _yarn_lock,
    "go.sum": _go_sum,
    "poetry.lock": _poetry_lock,
    "requirements.txt": _requirements,
    "web/app.min.js": _minified,
    "src/locales/de.json": _translations,
    "deploy/shop.yaml": _manifest,
    "config/.env.example": _settings,
    "src/login.txt": _code,
    "": _messages,
    "certs/ca.pem": _public_keys,
}
