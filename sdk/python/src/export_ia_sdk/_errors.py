"""What can go wrong, as classes; all of them are ExportIAError."""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Optional, Sequence

if TYPE_CHECKING:
    from ._models import Export


@dataclass(frozen=True)
class Place:
    """One thing that is wrong with a request: `pointer` is a JSON pointer such as /content/sections/2."""

    pointer: str
    detail: str


class ExportIAError(Exception):
    """What went wrong: `code` for programs, `detail` for people."""

    def __init__(
        self, detail: str, *, code: str, status: Optional[int] = None, errors: Sequence[Place] = (),
        retry_after: Optional[float] = None, request_id: Optional[str] = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        #: Stable, for programs: format_unknown, export_not_ready.
        self.code = code
        #: The status of the answer, where there was one.
        self.status = status
        #: What is wrong with the request, place by place.
        self.errors = tuple(errors)
        #: How many seconds the server asks to wait before the next try.
        self.retry_after = retry_after
        #: Names the request in the server's log.
        self.request_id = request_id

    def __str__(self) -> str:
        parts = [self.code]
        if self.status is not None:
            parts.append(f"status {self.status}")
        if self.request_id:
            parts.append(f"request {self.request_id}")
        return f"{self.detail} ({', '.join(parts)})"

    @property
    def is_passing(self) -> bool:
        """Whether the same request may succeed later."""
        # The same request is being worked on: its result is there in a moment.
        return self.status in RETRIED_STATUSES or self.code == "idempotency_key_in_flight"


class InvalidRequest(ExportIAError):
    """The request is wrong; `errors` says where. Sending it again does not help."""


class Unauthorized(ExportIAError):
    """The key is missing, wrong or expired."""


class Forbidden(ExportIAError):
    """The key may not do this."""


class NotFound(ExportIAError):
    """There is no such thing."""


class ConflictError(ExportIAError):
    """The state of the export does not allow it now."""


class Gone(ExportIAError):
    """It was there, and is no longer kept."""


class TooLarge(ExportIAError):
    """The content is over the server's limit."""


class RateLimited(ExportIAError):
    """Too many requests; see `retry_after`."""


class Unavailable(ExportIAError):
    """The server cannot answer now; later it can."""


class ServerFailed(ExportIAError):
    """Something broke in the server; its log knows what, under `request_id`."""


class UnexpectedAnswer(ExportIAError):
    """What came back is no answer of an Export IA server."""


class ConnectionFailed(ExportIAError):
    """The server was not reached, or the connection broke."""

    @property
    def is_passing(self) -> bool:
        return True


class TimedOut(ExportIAError):
    """The server sent nothing for too long, or the time that the caller gave is over."""

    @property
    def is_passing(self) -> bool:
        return self.code == "timed_out" or super().is_passing


class ExportEnded(ExportIAError):
    """The export ended without a file: it failed, was cancelled, or expired."""

    def __init__(self, export: Export) -> None:
        if export.error is not None:
            detail, code = f"The export failed: {export.error.message}", export.error.code
        else:
            detail = f"The export is {export.status}, so there is no file. It can be retried."
            code = f"export_{export.status}"
        super().__init__(detail, code=code)
        self.export = export


RETRIED_STATUSES = frozenset({408, 425, 429, 502, 503, 504})

_CLASSES = {
    401: Unauthorized, 403: Forbidden, 404: NotFound, 408: TimedOut, 409: ConflictError, 410: Gone, 413: TooLarge,
    429: RateLimited, 502: Unavailable, 503: Unavailable, 504: Unavailable,
}


def error_of(status: int, headers: Message, body: bytes, now: float) -> ExportIAError:
    """What an answer with an error says (RFC 9457)."""
    try:
        problem = json.loads(body)
    except ValueError:
        problem = None
    if not isinstance(problem, dict):
        problem = {}
    kind = _CLASSES.get(status)
    if kind is None:
        kind = InvalidRequest if 400 <= status < 500 else ServerFailed if 500 <= status < 600 else UnexpectedAnswer
    places = problem.get("errors")
    return kind(
        str(problem.get("detail") or problem.get("title") or f"The server answered with status {status}."),
        code=str(problem.get("code") or f"status_{status}"),
        status=status,
        errors=[
            Place(str(place.get("pointer", "")), str(place.get("detail", "")))
            for place in (places if isinstance(places, list) else [])
            if isinstance(place, dict)
        ],
        retry_after=retry_after(headers.get("Retry-After"), now),
        request_id=problem.get("request_id") or headers.get("X-Request-Id"),
    )


def retry_after(text: Optional[str], now: float) -> Optional[float]:
    """The field Retry-After: seconds, or a date."""
    if text is None:
        return None
    text = text.strip()
    if text.isascii() and text.isdigit():
        return min(float(text), 1e9)
    try:
        return min(max(parsedate_to_datetime(text).timestamp() - now, 0.0), 1e9)
    except (TypeError, ValueError, OverflowError):
        return None
