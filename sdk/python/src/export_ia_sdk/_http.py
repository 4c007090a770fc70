"""HTTP/1.1 over pooled connections of the standard library."""

from __future__ import annotations

import http.client
import json
import select
import socket
import ssl
import threading
import time
from dataclasses import dataclass, field, replace
from email.message import Message
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Tuple, TypeVar, Union
from urllib.parse import quote, urlencode, urlsplit

from ._errors import ConnectionFailed, ExportIAError, InvalidRequest, TimedOut, UnexpectedAnswer, error_of
from ._retry import RetryPolicy

PIECE = 1 << 18
Value = TypeVar("Value")
#: The most that is read of an answer with an error.
_PROBLEM_LIMIT = 1 << 20


@dataclass(frozen=True)
class Body:
    """What a request carries: pieces that can be made again, and their length where it is known."""

    pieces: Callable[[], Iterator[bytes]]
    length: Optional[int]
    is_replayable: bool = True

    @classmethod
    def of(cls, content: bytes) -> Body:
        return cls(lambda: iter((content,)), len(content))


@dataclass(frozen=True)
class Call:
    """One request to the service, before it has an address and a key."""

    method: str
    path: str
    query: Tuple[Tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Optional[Body] = None
    #: It does no harm when it arrives twice.
    is_repeatable: bool = False

    def with_headers(self, **headers: str) -> Call:
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self, headers={**self.headers, **more})


def part(text: str) -> str:
    """A part of a path."""
    return quote(text, safe="")


class Answer:
    """The head of an answer, and its body piece by piece. Close it, or read it to its end."""

    def __init__(
        self, response: http.client.HTTPResponse, connection: http.client.HTTPConnection, pool: Connections
    ) -> None:
        self.status = response.status
        self.headers: Message = response.headers
        self._response = response
        self._connection = connection
        self._pool = pool
        self._is_open = True

    def pieces(self) -> Iterator[bytes]:
        """The body as it comes."""
        try:
            while True:
                try:
                    piece = self._response.read1(PIECE)
                except Exception as error:
                    raise _translated(error, self._pool.place) from error
                if not piece:
                    rest = self._response.length
                    if rest:
                        raise ConnectionFailed(
                            f"The connection to {self._pool.place} ended {rest} bytes too early.", code="answer_cut")
                    break
                yield piece
            self._finish()
        finally:
            self.close()

    def read(self, limit: Optional[int] = None) -> bytes:
        """The whole body; what is over the limit is left out."""
        whole = bytearray()
        for piece in self.pieces():
            whole += piece
            if limit is not None and len(whole) >= limit:
                break
        return bytes(whole if limit is None else whole[:limit])

    def _finish(self) -> None:
        if self._is_open:
            self._is_open = False
            will_close = self._response.will_close
            # Read to its end, but not closed by itself: the connection would take no other request.
            self._response.close()
            if will_close:
                self._connection.close()
            else:
                self._pool.give(self._connection)

    def close(self) -> None:
        if self._is_open:
            self._is_open = False
            self._response.close()
            self._connection.close()

    def interrupt(self) -> None:
        """Ends the transfer from another thread, also one that waits for bytes."""
        connected = self._connection.sock
        if connected is not None:
            try:
                connected.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Connections:
    """Connections to one server; any number of threads may use them."""

    def __init__(self, server: str, timeout: float, tls: Optional[ssl.SSLContext]) -> None:
        parts = urlsplit(server)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InvalidRequest(
                f"'{server}' is no address of a server. Give one such as http://127.0.0.1:8000.",
                code="invalid_address")
        self.path = parts.path.rstrip("/")
        self._host = parts.hostname
        self._port = parts.port
        self._tls = (tls or ssl.create_default_context()) if parts.scheme == "https" else None
        self._timeout = timeout
        self._idle: List[http.client.HTTPConnection] = []
        self._lock = threading.Lock()
        self.place = self._host if self._port is None else f"{self._host}:{self._port}"

    def take(self) -> http.client.HTTPConnection:
        while True:
            with self._lock:
                connection = self._idle.pop() if self._idle else None
            if connection is None:
                break
            # What can be read before a request is the end of the connection.
            if connection.sock is not None and not _is_readable(connection.sock):
                return connection
            connection.close()
        if self._tls is not None:
            return http.client.HTTPSConnection(self._host, self._port, timeout=self._timeout, context=self._tls)
        return http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)

    def give(self, connection: http.client.HTTPConnection) -> None:
        with self._lock:
            if len(self._idle) < 32:
                self._idle.append(connection)
                return
        connection.close()

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()


def _is_readable(connected: socket.socket) -> bool:
    try:
        if hasattr(select, "poll"):
            poll = select.poll()
            poll.register(connected, select.POLLIN)
            return bool(poll.poll(0))
        return bool(select.select([connected], [], [], 0)[0])
    except (OSError, ValueError):
        return True


def _translated(error: BaseException, place: str) -> BaseException:
    if isinstance(error, ExportIAError) or not isinstance(error, (OSError, http.client.HTTPException)):
        return error
    if isinstance(error, socket.timeout):
        return TimedOut(f"{place} sent nothing for too long.", code="timed_out")
    return ConnectionFailed(
        f"{place} was not reached, or the connection broke: {error or type(error).__name__}", code="connection_failed")


class Caller:
    """Sends calls to one server, again where that helps, and turns what goes wrong into errors."""

    def __init__(
        self, server: str, api_key: Optional[str], timeout: float, retry: RetryPolicy,
        tls: Optional[ssl.SSLContext] = None,
    ) -> None:
        self.connections = Connections(server, timeout, tls)
        self.retry = retry
        self.api_key = api_key
        if api_key is not None and not all("!" <= one <= "~" for one in api_key):
            raise InvalidRequest("An API key has visible ASCII characters only.", code="invalid_key")

    def open(self, call: Call) -> Answer:
        """The answer to a call, whose body is still to be read; raises where its status is an error."""
        return self._repeating(call, lambda: self._send(call))

    def read(self, call: Call) -> bytes:
        """The whole answer; one that breaks off is asked for again where the call allows it."""
        return self._repeating(call, lambda: self._send(call).read())

    def json(self, call: Call) -> Any:
        body = self.read(call)
        try:
            return json.loads(body)
        except ValueError as error:
            raise UnexpectedAnswer(
                "The server's answer is not understood. Is it an Export IA server?", code="unexpected_answer"
            ) from error

    def _repeating(self, call: Call, send: Callable[[], Value]) -> Value:
        attempt = 1
        while True:
            try:
                return send()
            except ExportIAError as error:
                may = call.is_repeatable and (call.body is None or call.body.is_replayable)
                delay = self.retry.delay(attempt, error) if may else None
                if delay is None:
                    raise
                time.sleep(delay)
                attempt += 1

    def _send(self, call: Call) -> Answer:
        connections = self.connections
        target = connections.path + call.path + ("?" + urlencode(call.query) if call.query else "")
        headers: Dict[str, str] = {
            "User-Agent": "export-ia-python", "Accept": "application/json, */*;q=0.5", "Accept-Encoding": "identity",
            **call.headers,
        }
        if self.api_key is not None:
            headers["Authorization"] = f"Bearer {self.api_key}"
        pieces: Union[Iterator[bytes], None] = None
        if call.body is not None:
            pieces = call.body.pieces()
            if call.body.length is not None:
                headers["Content-Length"] = str(call.body.length)
            else:
                headers["Transfer-Encoding"] = "chunked"
        elif call.method == "POST":
            headers["Content-Length"] = "0"
        connection = connections.take()
        try:
            try:
                connection.request(
                    call.method, target, body=pieces, headers=headers,
                    encode_chunked=call.body is not None and call.body.length is None)
            except (BrokenPipeError, ConnectionResetError):
                # A server that refuses a large body answers before it has read it.
                if call.body is None:
                    raise
            response = connection.getresponse()
        except BaseException as error:
            connection.close()
            if isinstance(error, http.client.ImproperConnectionState):
                raise
            translated = _translated(error, connections.place)
            if translated is error:
                raise
            raise translated from error
        answer = Answer(response, connection, connections)
        if 200 <= answer.status < 300:
            return answer
        body = answer.read(_PROBLEM_LIMIT)
        raise error_of(answer.status, answer.headers, body, time.time())
