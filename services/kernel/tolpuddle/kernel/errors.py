"""What can go wrong, each with a stable code and one clear sentence."""

from typing import ClassVar


class TolpuddleError(Exception):
    """Base of every error that a person may read. The edges translate it; nothing else does."""

    code: ClassVar[str] = "error"

    def __init__(self, sentence: str, **context: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.context = {key: str(value) for key, value in context.items()}


class UnusableInputError(TolpuddleError):
    """The document as a whole cannot be read: empty, damaged, of another kind, too large."""

    code = "unusable_input"


class FrameError(TolpuddleError):
    """Rows do not have the columns or types of their contract."""

    code = "frame_contract"


class EditionError(TolpuddleError):
    """A reference edition is missing, incomplete or not what its manifest says."""

    code = "edition"


class EventLogError(TolpuddleError):
    """The event log cannot be reached or refused a write."""

    code = "event_log"


class UnprocessableEventError(TolpuddleError):
    """This event can never be processed, however often it is tried: it belongs to the dead letters."""

    code = "unprocessable_event"


class SettingsError(TolpuddleError):
    """Settings are missing, wrong or unknown; the sentence lists all of them."""

    code = "settings"


class UnavailableError(TolpuddleError):
    """A service or store that is needed does not answer now; trying again may help."""

    code = "unavailable"


class NotFoundError(TolpuddleError):
    """There is no such thing here."""

    code = "not_found"


class LimitError(TolpuddleError):
    """More was asked for than a stated limit allows."""

    code = "limit"
