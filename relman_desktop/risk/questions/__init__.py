"""What a careful approver asks before a deployment; the questionnaire of the seed.

table          what is asked and what an answer weighs: resources/risk/questions.toml
words          how words are understood: resources/risk/words.toml
understanding  a person's words, and those of a team's profile
another        whether a person looked who is none of the authors
needed         which questions a change does not need
tested, reviewed, told, releasing, watched, recovering: what evidence answers without a person
"""

from .questionnaire import Questionnaire, questionnaire
from .table import ids
from .understanding import Understood, meaning

__all__ = ["Questionnaire", "Understood", "ids", "meaning", "questionnaire"]
