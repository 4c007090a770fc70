"""When requests are sent again."""

from __future__ import annotations

import random
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

    def delay(self, attempt: int, error: ExportIAError) -> Optional[float]:
        """Seconds to wait after the given attempt (from 1); None where there is to be no other.

        What the server asked for is a floor; the random part on top keeps its clients apart.
        """
        if attempt >= self.attempts or not error.is_passing:
            return None
        asked = error.retry_after or 0.0
        if asked > self.longest_retry_after:
            return None
        ceiling = min(self.longest, self.base * 2.0 ** min(attempt - 1, 60))
        return asked + random.uniform(0, ceiling)
