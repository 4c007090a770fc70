"""Live events, over connections that may break."""

from __future__ import annotations

import json
import time
from typing import Callable, Deque, Iterator, List, Optional, Tuple
from collections import deque

from ._errors import ExportIAError
from ._http import Answer, Call, Caller, part
from ._models import Export, ExportEvent
from ._retry import Outage


class EventParser:
    """Server-Sent Events as they are cut out of a stream of bytes."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._after_return = False
        self._is_first = True
        self._id: Optional[str] = None
        self._name = ""
        self._data: List[str] = []

    def feed(self, piece: bytes) -> Iterator[Tuple[Optional[str], str, str]]:
        """The events that end with these bytes: id, name, data."""
        for byte in piece:
            if byte == 0x0A and self._after_return:
                self._after_return = False
                continue
            self._after_return = byte == 0x0D
            if byte in (0x0A, 0x0D):
                line = bytes(self._line)
                self._line.clear()
                if self._is_first:
                    self._is_first = False
                    line = line[3:] if line.startswith(b"\xef\xbb\xbf") else line
                event = self._end_line(line.decode("utf-8", "replace"))
                if event is not None:
                    yield event
            else:
                self._line.append(byte)

    def _end_line(self, line: str) -> Optional[Tuple[Optional[str], str, str]]:
        if not line:
            event = (self._id, self._name or "message", "\n".join(self._data)) if self._data else None
            self._name, self._data = "", []
            return event
        name, _, value = line.partition(":")
        value = value[1:] if value.startswith(" ") else value
        if name == "id" and "\0" not in value:
            self._id = value
        elif name == "event":
            self._name = value
        elif name == "data":
            self._data.append(value)
        return None


class EventStream:
    """What happens to an export, live, until it ends; a broken connection is made again, and no event is missed.

    An iterator, and a context manager that ends the connection.
    """

    def __init__(self, caller: Caller, export: str, after: int, status: Callable[[str], Export]) -> None:
        self._caller = caller
        self._export = export
        self._status = status
        #: The last event that was seen.
        self.last = after
        self._waiting: Deque[ExportEvent] = deque()
        self._answer: Optional[Answer] = None
        self._pieces: Optional[Iterator[bytes]] = None
        self._parser = EventParser()
        self._outage = Outage(caller.retry)
        self._is_over = False

    def __iter__(self) -> EventStream:
        return self

    def __enter__(self) -> EventStream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __next__(self) -> ExportEvent:
        while True:
            while self._waiting:
                event = self._waiting.popleft()
                # What was sent again after a break is known.
                if event.id > self.last:
                    self.last = event.id
                    self._outage.end()
                    return event
            if self._is_over:
                raise StopIteration
            try:
                self._read()
            except ExportIAError as error:
                self._drop()
                if self._is_over:
                    raise StopIteration from None
                delay = self._outage.pause(error)
                if delay is None:
                    self._is_over = True
                    raise
                time.sleep(delay)

    def _read(self) -> None:
        if self._pieces is None:
            self._parser = EventParser()
            self._answer = self._caller.open(
                Call(
                    "GET", f"/api/v3/exports/{part(self._export)}/events",
                    headers={"Accept": "text/event-stream", "Last-Event-ID": str(self.last)}, is_repeatable=True))
            self._pieces = self._answer.pieces()
        piece = next(self._pieces, None)
        if piece is not None:
            for number, name, text in self._parser.feed(piece):
                if number is not None and number.isdigit():
                    data = json.loads(text)
                    self._waiting.append(ExportEvent(int(number), name, data if isinstance(data, dict) else {}))
            return
        self._drop()
        # A proxy may have ended the stream; the export itself knows whether there is more to come.
        if self._is_over or self._status(self._export).is_final:
            self._is_over = True
        else:
            time.sleep(0.2)

    def _drop(self) -> None:
        if self._answer is not None:
            self._answer.close()
        self._answer = self._pieces = None

    def close(self) -> None:
        """Ends the connection, also from another thread; the next event is none."""
        self._is_over = True
        if self._answer is not None:
            self._answer.interrupt()
