"""What a careful approver asks before a deployment; the questionnaire of the seed."""

from .questionnaire import Questionnaire, questionnaire

__all__ = ["Questionnaire", "questionnaire"]
