"""Which part of the workbench hears of which."""

from .workbench_acts import WorkbenchActs


class WorkbenchConnections(WorkbenchActs):
    """Connects the parts, a topic at a time."""

    def _connect(self) -> None:
        """In this order parts hear of the same signal."""
        self._connect_evidence()
        self._connect_ticket()
        self._connect_questions()
        self._connect_undoing()
        self._connect_life()
        self._connect_risk()
        self._connect_export()
        self._connect_checks()

    def _connect_evidence(self) -> None:
        self.change.evidence_wanted.connect(self.reader.show)
        self.change.facts.opened.connect(self.reader.go_to)
        self.evidence.evidence_wanted.connect(self.reader.show)
        self.evidence.use_chosen.connect(self._show_use)
        self.reader.failed.connect(self.failed)
        self.dismissing.changed.connect(self._show_dismissed)
        for part in (self.dismissing, self.proposing):
            part.kept.connect(self._keep)
            part.said.connect(self.said)

    def _connect_ticket(self) -> None:
        self.ticket.evidence_wanted.connect(self.reader.show)
        self.ticket.evidence_passed.connect(self._follow_cited)
        self.ticket.history_wanted.connect(self.show_history)
        self.ticket.place.entered.connect(self.history.follow_caret)
        self.history.restore_wanted.connect(self._restore_text)
        self.acted.connect(self.history.follow)
        self.ticket.edited.connect(self._edit)
        self.ticket.accepted.connect(self._accept)
        self.ticket.answered.connect(self._answer)
        self.ticket.half_typed.connect(self._keep_half)
        self.ticket.confirmed.connect(self._confirm)
        self.ticket.redraft_wanted.connect(self.redraft_wanted)
        self.ticket.copy_wanted.connect(self.copy)
        self.copying.changed.connect(self.ticket.show_paste)
        self.acted.connect(self.walking.refresh)
        self.walking.failed.connect(self.failed)
        self.copying.said.connect(self.said)
        self.walking.said.connect(self.said)
        self.ticket.reviewing.said.connect(self.said)
        self.ticket.taken_back.connect(self._take_back)

    def _connect_questions(self) -> None:
        self.proposing.shown.connect(self.interview.refresh)
        self.proposing.shown.connect(self.ticket.details.check)
        self.ticket.details.inputs["schedule"].against = self.interview.against_schedule
        self.interview.tab.answered.connect(self._answer_in_tab)
        self.interview.tab.half_typed.connect(self._type_in_tab)
        self.interview.tab.evidence_wanted.connect(self.reader.show)
        self.interview.counted.connect(self._count_questions)
        self.interview.failed.connect(self.failed)
        self.interview.profile_changed.connect(self._know_profile)
        self.similar.found.connect(self._count_similar)
        self.similar.failed.connect(self.failed)
        self.similar.tab.put.connect(self._copy_field)
        self.side.page_shown.connect(self._show_page)

    def _connect_undoing(self) -> None:
        self.undoing.said.connect(self.said)
        self.undoing.changed.connect(self._show_changed)
        self.undoing.fact_changed.connect(self._show_undone)
        self.undoing.material_changed.connect(self.material_changed)
        self.undoing.work_changed.connect(self._follow_work)
        self.work.kept.connect(self._keep)
        self.work.said.connect(self.said)
        self.work.failed.connect(self.failed)
        self.work.changed.connect(self._show_known)
        self.work.settled.connect(self.material_changed)
        self.work.counted.connect(self._count_work)
        self.work.tab.detail.evidence_wanted.connect(self.reader.show)
        self.work.tab.detail.use_chosen.connect(self._show_use)
        self.evidence.work_wanted.connect(self.show_work)

    def _connect_life(self) -> None:
        self.life.kept.connect(self._keep)
        self.life.said.connect(self.said)
        self.life.failed.connect(self.failed)
        self.life.field_changed.connect(self._show_field)
        self.acted.connect(self.life.refresh)
        self.team.failed.connect(self.failed)
        self.team.read_wanted.connect(self.interview.read_profile)
        self.acted.connect(self.advice.refresh)
        self.material_changed.connect(self.advice.refresh)
        self.advice.failed.connect(self.failed)
        self.advice.tab.evidence_wanted.connect(self.reader.show)
        self.advice.tab.field_wanted.connect(lambda field: self.ticket.go_to(field, 0))

    def _connect_risk(self) -> None:
        risk = self.risk
        for changed in (self.acted, self.material_changed, self.proposing.shown):
            changed.connect(risk.refresh)
        risk.failed.connect(self.failed)
        risk.kept.connect(self._keep_computed)
        risk.known.connect(self.proposing.show)
        self.proposing.shown.connect(self._show_computed)
        risk.tab.evidence_wanted.connect(self.reader.show)
        risk.tab.questionnaire.answered.connect(self._answer_questionnaire)
        risk.tab.questionnaire.half_typed.connect(self._type_in_tab)
        risk.tab.timing.schedule_wanted.connect(self._choose_schedule)
        risk.tab.override.level_chosen.connect(self._choose_level)
        risk.tab.override.computed_wanted.connect(self._take_computed_level)
        risk.tab.override.answered.connect(self._answer_beside)
        risk.tab.override.half_typed.connect(self._type_in_tab)
        self.ticket.details.inputs["risk"].against = risk.against_level

    def _connect_export(self) -> None:
        export = self.export
        for changed in (self.acted, self.material_changed, self.proposing.shown):
            changed.connect(export.refresh)
        export.failed.connect(self.failed)
        self.risk.told.connect(lambda _: export.await_risk(self.risk.busy))
        export.said.connect(self.said)
        export.marked.connect(self._mark_export)
        export.tab.foot.checks_wanted.connect(self.show_checks)
        export.text_taken.connect(self._take_text)
        for part in (export.tab.fields, export.tab.foot):
            part.field_wanted.connect(lambda field: self.ticket.go_to(field, 0))

    def _connect_checks(self) -> None:
        checks = self.checks
        for changed in (self.acted, self.material_changed, self.proposing.shown, self.risk.known):
            changed.connect(checks.refresh)
        checks.failed.connect(self.failed)
        checks.counted.connect(self._count_blocking)
        checks.tab.go_wanted.connect(self._go_to_finding)
        checks.tab.mend_wanted.connect(self._mend)
        checks.tab.evidence_wanted.connect(self.reader.show)
