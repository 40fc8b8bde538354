"""What the window "Model" asks for, done beside the window's thread: tests, lists of models, keys."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from ..errors import ServiceError
from ..jobs import Cancel, Progress
from ..keys import Place, key_for
from ..session import Session
from ..settings import Endpoint
from .endpoint_settings import EndpointSettings
from .jobs import Lane
from .server_desk import Report, ServerDesk


class ModelSettings(ServerDesk):
    """The window of endpoints."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self.page = EndpointSettings(window)
        super().__init__(session, self.page, window)
        self._listing, self._finding = Lane("lister", self), Lane("finder", self)
        self._listed: Endpoint | None = None  # whose models are asked for
        self.page.saved.connect(self._save)
        self.page.models_wanted.connect(self._list)
        self.page.local_wanted.connect(self._find)
        settings = session.settings
        self.page.show_endpoints(settings.endpoints, settings.endpoint)  # which asks where the first one's key is

    def close(self) -> None:
        super().close()
        for lane in (self._listing, self._finding):
            lane.close()

    def try_out(self, server: Endpoint, typed: str, cancel: Cancel, progress: Progress) -> Report:
        from ..llm.connection import test_connection

        key = None if typed else key_for(server)
        given = bool(typed or (key and key.place is not Place.NOT_NEEDED))
        own = typed or (key.reveal() if key else "")
        return test_connection(server, own, cancel, progress, key_given=given)

    def _save(self, endpoints: tuple[Endpoint, ...], drafting: str) -> None:
        try:
            self.session.change_settings(replace(self.session.settings, endpoints=endpoints, endpoint=drafting))
        except ServiceError as error:
            self.failed.emit(error)
        self.changed.emit()

    def _list(self, endpoint: Endpoint, typed: str) -> None:
        def work(cancel: Cancel, _: Progress) -> Any:
            from ..llm.discover import models

            return models(endpoint, typed or _key(endpoint), cancel)

        answers = self.page.answers
        if self._listed and self._listing.busy:
            answers.say_no_models(self._listed, "")  # another server is asked now
        self._listed = endpoint
        self._listing.start(
            work,
            lambda names: answers.show_models(endpoint, names),
            lambda error: answers.say_no_models(endpoint, str(error)),
        )

    def _find(self) -> None:
        def work(cancel: Cancel, _: Progress) -> Any:
            from ..llm.discover import find_local

            return find_local(cancel)

        self._finding.start(work, self.page.answers.show_local, self._fail_finding)

    def _fail_finding(self, error: Exception) -> None:
        self.page.answers.show_local(())
        self.failed.emit(error)


def _key(endpoint: Endpoint) -> str:
    key = key_for(endpoint)
    return key.reveal() if key else ""
