"""Tickets as people write them, each in their own way: nothing is found that their approver would not miss."""

import pytest

from tests.checks.cases import a_case, a_ticket, found

CERTIFICATE = {
    "title": "Rotate TLS certificates for api.example.com",
    "description": "The certificate of the public API expires on Dec 10. We replace it. Clients see nothing.",
    "justification": "If we do not renew, all API clients get TLS errors from Dec 10 on.",
    "deployment": "Pre-checks\n1. Verify the new chain: openssl verify -CAfile ca.pem api.crt\n2. Announce in #ops\n\n"
    "Implementation\n3. Copy api.crt and api.key to lb01 and lb02 in /etc/haproxy/certs (5 min)\n"
    "4. systemctl reload haproxy on lb01, then lb02 (2 min)\n",
    "rollback": "If the handshake fails or error rate > 1% on the Grafana LB dashboard:\n"
    "1. Restore /etc/haproxy/certs from /root/backup (2 min)\n2. systemctl reload haproxy",
    "validation": "- curl -vI https://api.example.com shows the new expiry date\n"
    "- Grafana LB dashboard: 5xx stays below 1 % for 15 min\n- Mobile team logs in with the app",
}
TOGGLE = {
    "title": "PAY-1423: Enable 3DS2 for German merchants",
    "description": "Feature toggle threeds2_de is switched on for 10% then 100%. Merchants in Germany will see it.",
    "justification": "PSD2 requires it from January; without it issuers decline ~8% of payments.",
    "deployment": "1. In Unleash, set threeds2_de to 10 %\n2. Wait 30 minutes and check the decline rate\n"
    "3. Set threeds2_de to 100 %",
    "rollback": "Trigger: decline rate above 5% over 10 minutes (Datadog monitor pay-declines).\n"
    "Set threeds2_de to 0 % in Unleash. Takes 1 minute.",
    "validation": "Datadog: decline rate < 3 %\nTest purchase in shop DE with card 4000 0027 6000 3184",
    "assignee": "p.mueller@shop.de",
    "validator": "QA on-call",
}
DATABASE = {
    "title": "Upgrade PostgreSQL from 14.9 to 14.11 on orders-db",
    "description": "Minor version upgrade with security fixes (CVE-2024-0985). Read-only for about 2 minutes.",
    "justification": "Closes CVE-2024-0985; required by security policy SEC-12 within 30 days.",
    "deployment": "1. Put the shop in maintenance mode (09:00)\n2. Take a snapshot: aws rds snapshot (5 min)\n"
    "3. Apply via Terraform: terraform apply -target=module.orders_db (10 min)\n4. Turn maintenance mode off",
    "rollback": "Go/no-go at 09:25: if the upgrade is not finished or replication lag > 60 s, roll back.\n"
    "1. Restore the snapshot (25 min)\n2. Point the service to it: kubectl set env deploy/orders DB_HOST=old",
    "validation": "1. SELECT version() returns 14.11\n2. Place an order\n3. CloudWatch: no error alarms for 30 min",
    "assignee": "DBA team",
    "validator": "DBA team",
}
HOTFIX = {
    "title": "Hotfix: null pointer in invoice export breaks month-end closing",
    "description": "Guards the null customer reference in InvoiceExporter.",
    "justification": "Finance cannot close the month; the export fails for 212 invoices since 08:00.",
    "change_type": "emergency",
    "deployment": "Deploy release 2.31.4 via the pipeline `deploy-prod` (12 minutes, automatic).",
    "rollback": "Re-run the pipeline with 2.31.3 (12 minutes) if the smoke test fails.",
    "validation": "Finance re-runs the export and confirms the invoices. Watch Kibana for NullPointerException.",
}
GERMAN = {
    "title": "Neue Preislogik im Warenkorb aktivieren",
    "description": "Der Warenkorb berechnet Rabatte neu, und die Kunden sehen andere Summen.",
    "justification": "Rabatte wurden doppelt gezählt; Kunden zahlen sonst zu wenig.",
    "deployment": "1. Die Pipeline „prod“ starten\n2. Das Feature-Flag setzen",
    "rollback": "1. Wenn die Fehlerrate über 2 % steigt: Flag ausschalten",
    "validation": "1. Eine Testbestellung aufgeben\n2. Das Dashboard beobachten",
    "risk_analysis": "Ein Fehler zeigt falsche Summen, und das fällt schnell auf.",
}
NO_WAY_BACK = {
    "rollback": "No rollback is possible for this migration because the column is gone; we fix forward.",
}
TERSE = {
    "rollback": "helm rollback checkout (2 min) in the event of failing health checks",
    "validation": "- smoke tests in the pipeline\n- check the error budget in Grafana",
}


@pytest.mark.parametrize("fields", [CERTIFICATE, TOGGLE, DATABASE, HOTFIX, GERMAN, NO_WAY_BACK, TERSE])
def test_nothing_is_found_in_it(fields: dict[str, str]) -> None:
    assert [(one.id, one.text) for one in found(a_case(a_ticket(**fields)))] == []
