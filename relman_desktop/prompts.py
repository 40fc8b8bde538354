"""The prompt of a drafted field: text with `$names` in `prompts/`, filled from the table of fields.

The window shows it as the field's guide; a model is given the same words.
"""

from string import Template

from .errors import RelmanError
from .fields import Field
from .files import data_folder


def prompt(field: Field) -> str:
    """The field's prompt, filled in. Raises `RelmanError` for a file that is missing or a name that is not known."""
    path = data_folder() / "prompts" / f"{field.name}.md"
    names = {
        "questions": _bullets(field.questions),
        "sources": _bullets(field.sources),
        "limit": str(field.limit or "any number of"),
    }
    try:
        return Template(path.read_text("utf-8")).substitute(names)
    except OSError as error:
        raise RelmanError(f"The prompt {path} cannot be read ({error.strerror}); install the product again.") from error
    except KeyError as error:
        known = ", ".join(f"${name}" for name in names)
        raise RelmanError(
            f"The prompt {path} uses ${error.args[0]}, which is not known; it may use {known}."
        ) from error
    except ValueError as error:
        raise RelmanError(f"The prompt {path} has a $ that begins no name ({error}); write $$ for the sign.") from error


def _bullets(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)
