"""Who does a step: commands and pipelines in any wording, what only prepares, and what only looks like one of them."""

import pytest

from relman_desktop.advice.doing import Doing, doing, seconds
from relman_desktop.advice.steps import steps_of

RUN = (
    "Deploy it: `make deploy`",
    "Run `kubectl apply -f deploy/` in the cluster",
    "Restart what runs the code: `synctl restart` (docs/upgrade.md:53)",
    "Apply the migrations: `docker compose run --rm web python manage.py migrate`",
    "`./deploy.sh production`",
    "Run deploy.sh on the bastion",
    "Log in to the bastion and run `systemctl restart orders`",
    "sudo systemctl restart nginx",
    "Run: helm upgrade orders charts/orders --version 1.2",
    "Execute `flyway`",
    "Set the tag and restart:\n   ```\n   docker compose pull\n   docker compose up -d\n   ```",
    "```sh\n./release\n```",
    "$ git push production main",
    "`FOO=1 rails db:migrate`",
    "`/bin/woodpecker-agent ping`",
    "git checkout v1.2.0",
    "Check out the tag with `git checkout v1.2`",
    "Merge to main; the pipeline deploys it",
    "Deploy `v2` by the repository's pipeline, started by pushing a tag (.github/workflows/deploy.yml:4)",
    "Manually trigger the Jenkins job “deploy-prod”",
    "Click on “Run workflow” in GitHub Actions",
    "The migrations run automatically at start-up",
    "Run the deployment script",
    "Roll it out with Ansible",
    "**Deploy** via Argo CD",
    "Canary: 10 % of users (runs by itself)",
    "The AWX job “orders-upgrade” does it all; start it at 20:00",
    "Review the plan and run `terraform apply`",
    "Step 3: [ ] npm run build",
)
BY_HAND = (
    "Deploy `v1.2.0` (8170639085).",
    "Deploy the new version",
    "Copy the files to the server by hand",
    "Edit `config/production.yml` and set `timeout` to 30",
    "Take `framework.router.default_uri` out of your configuration",
    "Make changes to the load balancer",
    "Go to the console and switch the traffic",
    "Stop the previous version before the migrations run, or expect its errors",
    "Apply the migrations (`orders 0007_refund`).",
    "There is no pipeline yet: upload the archive",
    "Upload the artefact that the pipeline has built to the server",
    "Deploy without a script, as last time",
    "Log in to the server and restart the service",
    "Docker images are pulled on each host",
    "SSH into web1 and swap the symlink",
    "Service owner switches the toggle on",
    "Then 50 % of users",
    "Confirm with the DBA, then run the statements in pgAdmin",
    "Put the file `src/app.py` into place",
    "Set this:\n  ```yaml\n  replicas: 3\n  ```",
    "Call `GET /admin/flush`",
    "Node 3 is taken out of the pool",
    "Just restart it",
    "Update `package.json`",
)
PREPARES = (
    "Read the upgrade note first (UPGRADING.md:13): run `make migrate` afterwards.",
    "Check that `kubectl get pods` shows all of them ready",
    "Make sure that the target runs PostgreSQL 14",
    "Decide whether to set the new setting `PAYMENT_TIMEOUT_SECONDS` (default `10`).",
    "Wait while the start of the new version applies 2 migrations; Dockerfile:3 runs them.",
    "Look at the dashboard, then tell #orders-deploys that it begins",
    "Announce the deployment in the channel",
    "**Verify** that the backup is there",
    "1.) [ ] Plan for it: the migration locks `orders`.",
    "10:00 UTC Notify the support desk",
    "Leave the 2 migrations applied",
    "Ensure sign-off by the product owner",
)


def _only(text: str) -> Doing:
    steps = steps_of(text)
    assert len(steps) == 1, steps
    return doing(steps[0])


@pytest.mark.parametrize("text", RUN)
def test_a_command_or_a_pipeline_runs_a_step(text: str) -> None:
    assert _only(text) is Doing.RUN


@pytest.mark.parametrize("text", BY_HAND)
def test_a_step_without_a_command_is_done_by_hand_whatever_it_looks_like(text: str) -> None:
    assert _only(text) is Doing.BY_HAND


@pytest.mark.parametrize("text", PREPARES)
def test_what_only_reads_waits_or_tells_is_neither(text: str) -> None:
    assert _only(text) is Doing.PREPARES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Restart it (about 10 min; .relman.toml:71)", 600),
        ("Restart it (10-15 minutes)", 900),
        ("Deploy – 5 min", 300),
        ("Migrate, which takes about 1.5 hours", 5400),
        ("Wait for 30 seconds", 30),
        ("Go on while errors stay under 1 % for 5 minutes", 0),
        ("Runs every 5 minutes", 0),
        ("Wait 5 metres from it", 0),
        ("Set `timeout` to `about 5 min`", 0),
        ("Deploy v1.5 m", 0),
    ],
)
def test_minutes_are_what_a_step_takes_and_no_threshold(text: str, expected: int) -> None:
    assert seconds(steps_of(text)[0]) == expected
