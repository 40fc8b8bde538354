"""What a request carries: JSON, a form, a file's bytes, or several parts."""

import json
from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from ..export.targets.target import Call
from .placing import Attached, Filling, among_signs, as_is, put


class Body:
    """What a request carries."""

    def __init__(self, call: Call, filling: Filling) -> None:
        self._call, self._filling = call, filling

    def headers(self) -> dict[str, str]:
        if self._call.form is not None and not self._call.file:
            return {"content-type": "application/x-www-form-urlencoded"}
        if self._raw:
            return {"content-type": self._raw.media}
        return {"content-type": "application/json"} if self._call.json is not None and not self._call.file else {}

    def content(self) -> bytes:
        if self._call.form is not None:
            return urlencode(self.form()).encode()
        if self._raw:
            return self._raw.content
        return self._json().encode() if self._call.json is not None else b""

    def form(self) -> dict[str, str]:
        values = dict(self._filling.values)
        form = self._call.form or {}
        if any("{json}" in template for template in form.values()):
            values["json"] = self._json()
        return {name: put(template, values, as_is, secret=True) for name, template in form.items()}

    @property
    def _raw(self) -> Attached | None:
        bare = self._call.json is None and self._call.form is None and not self._call.file
        return self._filling.attached if bare and self._call.method != "GET" else None

    def _json(self) -> str:
        whole = json.dumps(self._value(self._call.json), ensure_ascii=False, separators=(",", ":"))
        return whole.encode("utf-8", "surrogatepass").decode("utf-8", "replace")  # half a character is none

    def _value(self, template: Any) -> Any:
        if isinstance(template, Mapping):
            return {name: self._value(value) for name, value in template.items()}
        if isinstance(template, list):
            return [self._value(value) for value in template]
        if not isinstance(template, str):
            return template
        whole = {"{fields}": self._filling.fields, "{patch}": list(self._filling.patch)}
        if template in whole:
            return whole[template]
        if template == "{text}" and self._filling.document is not None:
            return self._filling.document
        if template == "{base64}" and self._filling.attached:
            return b64encode(self._filling.attached.content).decode()
        return put(template, self._filling.values, among_signs, secret=True)
