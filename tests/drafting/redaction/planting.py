"""Secrets planted in all that a pack is made of: the cases by which recall is measured. The same seed, the same cases.

python -m tests.drafting.redaction.planting [SEED]       the cases that are missed, and the recall of each kind
"""

import base64
import json
import random
import string
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from relman_desktop.drafting.redaction import Redactor

LOWER, DIGITS, HEX = string.ascii_lowercase, string.digits, "0123456789abcdef"
ALNUM = string.ascii_letters + DIGITS
URLSAFE = ALNUM + "-_"
BASE64 = ALNUM + "+/"
_KINDS = (str.isdigit, str.isalpha)
WORDS = ["winter", "summer", "dragon", "monkey", "orange", "falcon", "castle", "silver", "marble", "rocket", "coffee"]


@dataclass(frozen=True)
class Planted:
    """One secret in one text."""

    kind: str
    source: str  # added, removed, context, message, ticket, note, file name, branch name
    sure: bool  # prefixed tokens, PEM and URL passwords: none may be missed
    path: str
    text: str
    secrets: tuple[str, ...]  # none of which may stand in the redacted text

    def missed(self) -> bool:
        found = Redactor().redact(self.text, "F1.h1", self.path)
        return any(secret in found for secret in self.secrets)


class Dice(random.Random):
    """Draws secrets as people and issuers make them."""

    def of(self, alphabet: str, length: int) -> str:
        """So many characters, a digit and a letter among them where the alphabet has both."""
        while True:
            drawn = "".join(self.choices(alphabet, k=length))
            if len(drawn) < 8 or all(any(map(kind, drawn)) or not any(map(kind, alphabet)) for kind in _KINDS):
                return drawn

    def password(self, signs: str = "!#%+?.") -> str:
        """As people choose them: words with figures, letters replaced by figures, or drawn by lot."""
        word = self.choice(WORDS)
        return self.choice(
            [
                f"{word}{self.randrange(10, 9999)}{self.choice(signs)}",
                f"{word.capitalize()}{self.choice('-_')}{self.choice(WORDS)}{self.randrange(10, 99)}",
                word.translate(str.maketrans("aeio", "4310")) + str(self.randrange(100, 999)),
                self.of(ALNUM, self.randrange(10, 24)),
                f"{self.of(ALNUM, 8)}{self.choice(signs)}{self.of(ALNUM, 5)}",
                f"{word}{self.choice(WORDS)}{self.randrange(1, 9)}{self.choice(WORDS)}",
            ]
        )

    def word(self) -> str:
        return self.choice(WORDS) + self.choice(WORDS)

    def uuid(self) -> str:
        return "-".join(self.of(HEX, length) for length in (8, 4, 4, 4, 12))

    def pem(self, label: str = "RSA PRIVATE KEY", lines: int = 6) -> list[str]:
        body = [self.of(BASE64, 64) for _ in range(lines - 1)] + [self.of(BASE64, 38) + "=="]
        return [f"-----BEGIN {label}-----", *body, f"-----END {label}-----"]


Maker = Callable[[Dice], str]
TOKENS: dict[str, Maker] = {
    "AWS access key": lambda d: "AKIA" + d.of(string.ascii_uppercase + "234567", 16),
    "AWS temporary key": lambda d: "ASIA" + d.of(string.ascii_uppercase + "234567", 16),
    "GitHub": lambda d: d.choice(["ghp_", "gho_", "ghs_", "ghr_"]) + d.of(ALNUM, 36),
    "GitHub fine-grained": lambda d: f"github_pat_{d.of(ALNUM, 22)}_{d.of(ALNUM, 59)}",
    "GitLab": lambda d: "glpat-" + d.of(URLSAFE[:-2], 20),
    "GitLab deploy": lambda d: "gldt-" + d.of(ALNUM, 20),
    "Slack bot": lambda d: f"xoxb-{d.of(DIGITS, 12)}-{d.of(DIGITS, 12)}-{d.of(ALNUM, 24)}",
    "Slack user": lambda d: f"xoxp-{d.of(DIGITS, 11)}-{d.of(DIGITS, 11)}-{d.of(HEX, 32)}",
    "Stripe": lambda d: "sk_live_" + d.of(ALNUM, 24),
    "Stripe restricted": lambda d: "rk_live_" + d.of(ALNUM, 24),
    "OpenAI": lambda d: f"sk-proj-{d.of(ALNUM, 48)}",
    "Anthropic": lambda d: f"sk-ant-api03-{d.of(ALNUM, 93)}AA",
    "Google API": lambda d: "AIza" + d.of(ALNUM, 35),
    "Google client": lambda d: "GOCSPX-" + d.of(ALNUM, 28),
    "Google OAuth": lambda d: "ya29." + d.of(ALNUM, 60),
    "SendGrid": lambda d: f"SG.{d.of(ALNUM, 22)}.{d.of(ALNUM, 43)}",
    "npm": lambda d: "npm_" + d.of(ALNUM, 36),
    "PyPI": lambda d: "pypi-AgEIcHlwaS5vcmc" + d.of(ALNUM, 90),
    "Hugging Face": lambda d: "hf_" + d.of(string.ascii_letters + "0", 34),
    "DigitalOcean": lambda d: "dop_v1_" + d.of(HEX, 64),
    "Shopify": lambda d: "shpat_" + d.of(HEX, 32),
    "Mailgun": lambda d: "key-" + d.of(HEX, 32),
    "Mailchimp": lambda d: d.of(HEX, 32) + "-us14",
    "Twilio": lambda d: "SK" + d.of(HEX, 32),
    "Databricks": lambda d: "dapi" + d.of(HEX, 32),
    "Doppler": lambda d: "dp.pt." + d.of(ALNUM, 43),
    "Vault": lambda d: "hvs." + d.of(ALNUM, 24),
    "Terraform Cloud": lambda d: f"{d.of(ALNUM, 14)}.atlasv1.{d.of(ALNUM, 67)}",
    "Grafana": lambda d: f"glsa_{d.of(ALNUM, 32)}_{d.of(HEX, 8)}",
    "Linear": lambda d: "lin_api_" + d.of(ALNUM, 40),
    "New Relic": lambda d: "NRAK-" + d.of(string.ascii_uppercase + DIGITS, 27),
    "Notion": lambda d: "ntn_" + d.of(ALNUM, 46),
    "PlanetScale": lambda d: "pscale_tkn_" + d.of(ALNUM, 43),
    "Postman": lambda d: f"PMAK-{d.of(HEX, 24)}-{d.of(HEX, 34)}",
    "Pulumi": lambda d: "pul-" + d.of(HEX, 40),
    "RubyGems": lambda d: "rubygems_" + d.of(HEX, 48),
    "Sentry": lambda d: "sntryu_" + d.of(HEX, 64),
    "Supabase": lambda d: "sbp_" + d.of(HEX, 40),
    "Tailscale": lambda d: f"tskey-auth-{d.of(ALNUM, 17)}-{d.of(ALNUM, 32)}",
    "Telegram": lambda d: f"{d.randrange(10**8, 10**9)}:AA{d.of(ALNUM, 33)}",
    "Atlassian": lambda d: "ATATT3xFfGF0" + d.of(ALNUM, 170) + "=" + d.of(HEX.upper(), 8),
    "Azure client": lambda d: f"{d.of(ALNUM, 3)}8Q~{d.of(ALNUM, 34)}",
    "Docker": lambda d: "dckr_pat_" + d.of(ALNUM, 27),
    "Discord bot": lambda d: f"M{d.of(ALNUM, 23)}.{d.of(ALNUM, 6)}.{d.of(ALNUM, 38)}",
    "Figma": lambda d: "figd_" + d.of(ALNUM, 40),
    "Fly": lambda d: "fo1_" + d.of(ALNUM, 43),
    "HubSpot": lambda d: "pat-na1-" + d.uuid(),
    "Artifactory": lambda d: "AKCp" + d.of(ALNUM, 69),
    "Groq": lambda d: "gsk_" + d.of(ALNUM, 52),
    "Airtable": lambda d: f"pat{d.of(ALNUM, 14)}.{d.of(HEX, 64)}",
    "SonarQube": lambda d: "squ_" + d.of(HEX, 40),
    "Buildkite": lambda d: "bkua_" + d.of(HEX, 40),
    "age": lambda d: "AGE-SECRET-KEY-1" + d.of("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58),
    "JWT": lambda d: f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIi{d.of(ALNUM, 40)}.{d.of(ALNUM, 43)}",
    "bcrypt": lambda d: f"$2b$12${d.of(ALNUM, 53)}",
    "Slack webhook": lambda d: (
        f"https://hooks.slack.com/services/T{d.of(ALNUM, 8)}/B{d.of(ALNUM, 10)}/{d.of(ALNUM, 24)}"
    ),
    "Discord webhook": lambda d: f"https://discord.com/api/webhooks/{d.of(DIGITS, 18)}/{d.of(ALNUM, 68)}",
    "Teams webhook": lambda d: (
        f"https://acme.webhook.office.com/webhookb2/{d.uuid()}@{d.uuid()}/IncomingWebhook/{d.of(HEX, 32)}/{d.uuid()}"
    ),
}

# Each gives the text around a password, and the path of its file.
Around = tuple[str, str]
PASSWORDS: dict[str, Around] = {
    "environment file": ("DB_PASSWORD={}", ".env"),
    "exported": ('export SMTP_PASSWORD="{}"', "deploy.sh"),
    "YAML": ("  password: {}", "config/app.yml"),
    "YAML quoted": ("  adminPassword: '{}'", "values.yaml"),
    "YAML list": ("      - MYSQL_ROOT_PASSWORD={}", "docker-compose.yml"),
    "JSON": ('  "password": "{}",', "appsettings.json"),
    "TOML": ('secret_key = "{}"', "settings.toml"),
    "INI": ("smtp_pass = {}", "php.ini"),
    "properties": ("spring.datasource.password={}", "application.properties"),
    "Python": ("    DB_PASSWORD = '{}'", "settings.py"),
    "Python argument": ('    conn = connect(host="db", user="shop", password="{}")', "db.py"),
    "Python dictionary": ("    'PASSWORD': '{}',", "settings.py"),
    "Java": ('    private static final String PASSWORD = "{}";', "Db.java"),
    "Java setter": ('        source.setPassword("{}");', "Db.java"),
    "Java property": ('        props.put("db.password", "{}");', "Db.java"),
    "C#": ('    var connection = "Server=db;Database=shop;User Id=sa;Password={};Encrypt=true";', "Db.cs"),
    "JavaScript": ("const apiSecret = '{}';", "config.js"),
    "JavaScript fallback": ("const password = process.env.DB_PASSWORD || '{}';", "config.js"),
    "Python fallback": ('PASSWORD = os.environ.get("DB_PASSWORD", "{}")', "settings.py"),
    "Ruby": ('  config.password = "{}"', "devise.rb"),
    "Ruby hash": ("    :password => '{}',", "database.rb"),
    "PHP": ("define('DB_PASSWORD', '{}');", "wp-config.php"),
    "Go": ('\tPassword: "{}",', "config.go"),
    "Go declaration": ('\tdbPassword := "{}"', "main.go"),
    "Rust": ('    let api_key = "{}";', "main.rs"),
    "Kotlin": ('        password = "{}"', "build.gradle.kts"),
    "Gradle": ("            password '{}'", "build.gradle"),
    "XML element": ("    <password>{}</password>", "settings.xml"),
    "XML attribute": ('    <add key="DbPassword" value="{}" />', "web.config"),
    "XML property": ('    <property name="hibernate.connection.password">{}</property>', "hibernate.cfg.xml"),
    "Spring bean": ('    <property name="password" value="{}"/>', "beans.xml"),
    "Dockerfile ENV": ("ENV ADMIN_PASSWORD {}", "Dockerfile"),
    "Dockerfile ENV=": ("ENV NODE_ENV=production ADMIN_PASSWORD={}", "Dockerfile"),
    "Dockerfile ARG": ("ARG NPM_TOKEN={}", "Dockerfile"),
    "mysql": ("mysql -h db -u root -p{} shop < dump.sql", "restore.sh"),
    "mysqldump quoted": ("mysqldump -uroot -p'{}' shop > dump.sql", "backup.sh"),
    "curl user": ("curl -fsS -u deploy:{} https://ci.example.com/job", "deploy.sh"),
    "curl user, no name": ('curl -u ":{}" https://ci.example.com/job', "deploy.sh"),
    "curl user, no password": ('curl -u "{}:" https://ci.example.com/job', "deploy.sh"),
    "long option": ("vault login --password {} --username ci", "login.sh"),
    "long option=": ("app --admin-password={} serve", "run.sh"),
    "docker login": ("docker login -u ci -p {} registry.example.com", "push.sh"),
    "echo to login": ("echo {} | docker login -u ci --password-stdin registry.example.com", "push.sh"),
    "sshpass": ("sshpass -p {} ssh deploy@web1", "deploy.sh"),
    "redis-cli": ("redis-cli -h cache -a {} flushall", "flush.sh"),
    "PGPASSWORD": ("PGPASSWORD={} psql -h db -U shop", "migrate.sh"),
    "netrc": ("machine git.example.com login ci password {}", ".netrc"),
    "pypirc": ("password = {}", ".pypirc"),
    "npmrc": ("//registry.example.com/:_authToken={}", ".npmrc"),
    "pgpass": ("db.example.com:5432:shop:shop:{}", ".pgpass"),
    "redis.conf": ("requirepass {}", "redis.conf"),
    "keytool": ("keytool -importkeystore -srckeystore a.jks -storepass {} -noprompt", "keys.sh"),
    "openssl": ("openssl rsa -in key.pem -passin pass:{} -out plain.pem", "keys.sh"),
    "SQL": ("CREATE USER shop WITH PASSWORD '{}';", "init.sql"),
    "MySQL grant": ("CREATE USER 'shop'@'%' IDENTIFIED BY '{}';", "init.sql"),
    "JDBC parameter": ("url=jdbc:postgresql://db/shop?user=shop&password={}", "app.properties"),
    "JDBC Oracle": ("url=jdbc:oracle:thin:shop/{}@//db:1521/SHOP", "app.properties"),
    "Terraform variable": ('variable "db_password" {{\n  default = "{}"\n}}', "main.tf"),
    "Terraform argument": ('  master_password = "{}"', "rds.tf"),
    "Helm set": ("helm upgrade shop ./chart --set auth.password={}", "deploy.sh"),
    "container variable": ("        - name: DB_PASSWORD\n          value: {}", "deployment.yaml"),
    "task definition": ('{{"name": "API_TOKEN", "value": "{}"}},', "task.json"),
    "block scalar": ("  api_token: |\n    {}", "values.yaml"),
    "basic auth": ('requests.get(url, auth=HTTPBasicAuth("ci", "{}"))', "client.py"),
    "auth pair": ("requests.get(url, auth=('ci', '{}'))", "client.py"),
    "session cookie": ("Cookie: theme=dark; sessionid={}; lang=en", "requests.http"),
    "API key header": ("X-Api-Key: {}", "requests.http"),
    "bearer header": ("Authorization: Bearer {}", "requests.http"),
    "bearer in code": ('headers = {{"Authorization": "Bearer {}"}}', "client.py"),
    "shell default": ("TOKEN=${{API_TOKEN:-{}}}", "entry.sh"),
    "GitHub workflow": ("          ADMIN_TOKEN: {}", ".github/workflows/ci.yml"),
    "Ansible": ("ansible_become_pass: {}", "group_vars/all.yml"),
    "comment": ("# password: {}", "notes.py"),
    "value on the next line": ('    password = (\n        "{}"\n    )', "settings.py"),
}
URLS: dict[str, str] = {
    "https": "https://deploy:{}@git.example.com/shop.git",
    "postgres": "DATABASE_URL=postgres://shop:{}@db.example.com:5432/shop",
    "mongodb+srv": 'uri = "mongodb+srv://shop:{}@cluster0.example.net/shop?retryWrites=true"',
    "redis": "REDIS_URL=redis://:{}@cache:6379/0",
    "amqp": "broker_url: amqp://shop:{}@mq:5672/vhost",
    "mysql in code": 'engine = create_engine("mysql+pymysql://root:{}@127.0.0.1/shop")',
    "ftp": "curl ftp://shop:{}@files.example.com/a.zip",
    "smtp": "MAILER_DSN=smtp://shop:{}@mail.example.com:587",
    "ldap": "ldap://cn=admin:{}@ldap.example.com",
}
PROSE = [
    "The staging password is {} until Friday.",
    "Rotate the token, it was {} before",
    "password for the admin user: {}",
    "Log in with admin / {} to check it",
    "Use `{}` as the password: `{}`",
    "Changed the database password to {}",
    "Passwort: {}",
    "api key = {}",
    "creds are admin:{}",
    'use the secret "{}" for now',
]
LABELS = ["RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "ENCRYPTED PRIVATE KEY"]
SIGNS = {"added": "+", "removed": "-", "context": " "}
TEXTS = {
    "message": "Fix the login of the shop\n\n{}\n\nSigned-off-by: Ada <ada@example.org>",
    "ticket": "As an operator I want the job to run.\n\nSteps:\n1. {}\n2. Run the job\n",
    "note": "How we deploy\n- build\n- {}\n",
}


def planted(seed: int = 1) -> Iterator[Planted]:
    """All cases: every token, password, URL and key in several sources."""
    dice = Dice(seed)
    yield from _tokens(dice)
    yield from _passwords(dice)
    yield from _urls(dice)
    yield from _keys(dice)
    yield from _encoded(dice)
    yield from _names(dice)


def hunk(sign: str, text: str) -> str:
    """Lines with the sign of a diff, amid two of the context."""
    lines = "\n".join(sign + line for line in text.split("\n"))
    return f" import os\n{lines}\n def main() -> None:\n"


def _everywhere(kind: str, sure: bool, path: str, text: str, *secrets: str) -> Iterator[Planted]:
    for source, sign in SIGNS.items():
        yield Planted(kind, source, sure, path, hunk(sign, text), secrets)
    for source, around in TEXTS.items():
        yield Planted(kind, source, sure, "", around.format(text), secrets)


def _tokens(dice: Dice) -> Iterator[Planted]:
    around = ['client = Client("{}")', "call {} now", "x: {}", "{}", 'curl -H "X: {}" https://example.com', "see({})"]
    for kind, make in TOKENS.items():
        token = make(dice)
        yield from _everywhere(f"token {kind}", True, "a.py", dice.choice(around).format(token), token)


def _passwords(dice: Dice) -> Iterator[Planted]:
    for kind, (around, path) in PASSWORDS.items():
        for source, sign in SIGNS.items():
            password = dice.password()
            yield Planted(kind, source, False, path, hunk(sign, around.format(password)), (password,))
    for around in PROSE:
        for source, text in TEXTS.items():
            password = dice.password("!#?")
            written = text.format(around.format(password, password))
            yield Planted("prose", source, False, "", written, (password,))


def _urls(dice: Dice) -> Iterator[Planted]:
    for kind, around in URLS.items():
        for signs in ("!+.", "$*~", "%"):
            password = dice.password(signs).replace("#", "x").replace("?", "y")
            yield from _everywhere(f"URL {kind}", True, "a.env", around.format(password), password)


def _keys(dice: Dice) -> Iterator[Planted]:
    for label in LABELS:
        lines = dice.pem(label)
        body = tuple(lines[1:-1])
        yield from _everywhere(f"PEM {label}", True, "key.pem", "\n".join(lines), *body)
        indented = "  tls.key: |\n" + "\n".join("    " + line for line in lines)
        yield from _everywhere("PEM in YAML", True, "a.yml", indented, *body)
        joined = 'key = "' + "\\n".join(lines) + '\\n"'
        yield from _everywhere("PEM in a string", True, "a.py", joined, *body)
        added = " +\n".join(f'    "{line}\\n"' for line in lines)
        yield from _everywhere("PEM in added strings", True, "A.java", added, *body)
        account = json.dumps({"type": "service_account", "private_key": "\n".join(lines)})
        yield from _everywhere("service account", True, "sa.json", account, *body)
        for source, sign in SIGNS.items():
            whole = [sign + line for line in lines]
            yield Planted("PEM without an end", source, True, "k.pem", "\n".join(whole[:-1]), body)
            yield Planted("PEM without a beginning", source, True, "k.pem", "\n".join(whole[1:]), body)
            yield Planted("PEM without marks", source, True, "k.pem", "\n".join(whole[1:-2]), body[:-1])


def _encoded(dice: Dice) -> Iterator[Planted]:
    for _ in range(3):
        password, token = dice.password(), dice.of(ALNUM, 30)
        data = [base64.b64encode(value.encode()).decode() for value in (password, token)]
        secret = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ndata:\n"
        manifest = f"{secret}  user.txt: {data[0]}\n  other: {data[1]}\n"
        plain = f"{secret.replace('data', 'stringData')}  user.txt: {password}\n"
        for source, sign in SIGNS.items():
            yield Planted("Kubernetes", source, False, "k8s/secret.yaml", hunk(sign, manifest), (*data, password))
            cut = manifest.split("data:\n")[2]
            yield Planted("Kubernetes, cut", source, False, "k8s/secret.yaml", hunk(sign, cut), (*data, password))
            yield Planted("Kubernetes, plain", source, False, "k8s/secret.yaml", hunk(sign, plain), (password,))
        basic = base64.b64encode(f"ci:{password}".encode()).decode()
        yield from _everywhere("basic header", False, "a.http", f"Authorization: Basic {basic}", basic)
        key = base64.b64encode("\n".join(dice.pem()).encode()).decode()
        yield from _everywhere("PEM in base64", True, "kubeconfig", f"    client-key-data: {key}", key)
        otp = dice.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)
        yield from _everywhere("OTP", False, "a.md", f"otpauth://totp/Shop:ada?secret={otp}&issuer=Shop", otp)
        jwk = json.dumps({"kty": "RSA", "n": "x", "e": "AQAB", "d": dice.of(URLSAFE[:-2], 86), "use": "sig"})
        yield from _everywhere("JWK", False, "jwk.json", jwk, json.loads(jwk)["d"])
        account = dice.of(BASE64, 86) + "=="
        azure = f"DefaultEndpointsProtocol=https;AccountName=shop;AccountKey={account};EndpointSuffix=core.windows.net"
        yield from _everywhere("Azure storage", False, "a.env", azure, account)
        signature = quote(dice.of(BASE64, 43) + "=", safe="")
        sas = f"https://shop.blob.core.windows.net/c?sv=2024-11-04&sp=r&sig={signature}"
        yield from _everywhere("Azure SAS", False, "a.md", sas, signature)
        entry = f"ada:$apr1${dice.of(ALNUM, 8)}${dice.of(ALNUM, 22)}"
        yield from _everywhere("htpasswd", False, ".htpasswd", entry, entry[4:])


def _names(dice: Dice) -> Iterator[Planted]:
    for kind in ("AWS access key", "GitHub", "GitLab", "Stripe", "npm", "DigitalOcean", "SonarQube", "Slack bot"):
        token = TOKENS[kind](dice)
        yield Planted(f"token {kind}", "file name", True, "", f"backup/{token}.txt", (token,))
        yield Planted(f"token {kind}", "branch name", True, "", f"feature/{token}", (token,))
    password = dice.password("!")
    yield Planted("password", "file name", False, "", f"dumps/shop-password={password}.sql", (password,))
    yield Planted("password", "branch name", False, "", f"fix/db_password={password}", (password,))


def main() -> None:
    kinds: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for case in planted(int(sys.argv[1]) if len(sys.argv) > 1 else 1):
        kinds[case.kind] += 1
        if case.missed():
            missed[case.kind] += 1
            print(f"{case.kind} in {case.source}: {case.secrets}\n{case.text}\n")
    for kind, count in missed.items():
        print(f"{kind:30} {count} of {kinds[kind]} missed")
    print(f"{kinds.total()} cases, recall {1 - missed.total() / kinds.total():.2%}")


if __name__ == "__main__":
    main()
