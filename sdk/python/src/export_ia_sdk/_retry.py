"""When requests are sent again."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import Optional

from ._errors import ExportIAError


@dataclass(frozen=True)
class RetryPolicy:
    """When and how often a request is sent again.

    Only requests that do no harm when they arrive twice are: those that change nothing, and those with an idempotency
    key, which every export and batch gets by itself.
    """

    #: Sendings in all; 1 means no retry.
    attempts: int = 4
    #: The wait before attempt n+1 is random between 0 and base * 2**(n-1) seconds, at most `longest`.
    base: float = 0.2
    longest: float = 10.0
    #: A Retry-After above this is not waited for: the error goes to the caller.
    longest_retry_after: float = 60.0
    #: How long a wait for an export and a stream of events go on while the server is away.
    patience: float = 60.0

    def delay(self, attempt: int, error: ExportIAError) -> Optional[float]:
        """Seconds to wait after the given attempt (from 1); None where there is to be no other.

        What the server asked for is a floor; the random part on top keeps its clients apart.
        """
        return self.pause(attempt, error) if attempt < self.attempts else None

    def pause(self, attempt: int, error: ExportIAError) -> Optional[float]:
        """The same without a limit of attempts."""
        if not error.is_passing:
            return None
        asked = error.retry_after or 0.0
        if asked > self.longest_retry_after:
            return None
        ceiling = min(self.longest, self.base * 2.0 ** min(attempt - 1, 60))
        return asked + random.uniform(0, ceiling)


class Outage:
    """The time that a server is away while somebody follows an export, which goes on meanwhile."""

    def __init__(self, policy: RetryPolicy) -> None:
        self._policy = policy
        self._began: Optional[float] = None
        self._failures = 0

    def end(self) -> None:
        """The server has answered."""
        self._began = None
        self._failures = 0

    def pause(self, error: ExportIAError) -> Optional[float]:
        """Seconds to wait before asking again; None where it is not worth it any more."""
        now = time.monotonic()
        if self._began is None:
            self._began = now
        self._failures += 1
        if now - self._began >= self._policy.patience:
            return None
        return self._policy.pause(self._failures, error)
