"""Servers for the tests: the real one that EXPORT_IA_SERVER names, and one that answers as it is told."""

from __future__ import annotations

import os
import socket
import threading
from typing import List, Sequence


def real() -> str:
    return os.environ["EXPORT_IA_SERVER"]


def answer(status: str, headers: Sequence[str] = (), body: str = "", claimed: int = -1) -> bytes:
    """A whole answer; `claimed` is the length that it says it has."""
    data = body.encode()
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {claimed if claimed >= 0 else len(data)}"]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + data


def export(status: str, version: int = 1) -> str:
    return (
        f'{{"id":"01a1","status":"{status}","format":"pdf","formats":["pdf"],"progress":0.5,'
        f'"created_at":"2026-11-21T18:59:57.172Z","version":{version},"metadata":{{"customer_id":7}}}}'
    )


class FaultyServer:
    """Answers each connection with the next of its scripts, byte by byte, and closes it."""

    def __init__(self, *answers: bytes) -> None:
        self.requests: List[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._run, args=(answers,), daemon=True)
        self._thread.start()

    def _run(self, answers: Sequence[bytes]) -> None:
        for one in answers:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self.requests.append(self._request(connection))
                connection.sendall(one)

    @staticmethod
    def _request(connection: socket.socket) -> bytes:
        data = b""
        while True:
            head, separator, body = data.partition(b"\r\n\r\n")
            if separator:
                length = 0
                for line in head.lower().split(b"\r\n"):
                    if line.startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                if len(body) >= length:
                    return data
            piece = connection.recv(65536)
            if not piece:
                return data
            data += piece

    def __enter__(self) -> FaultyServer:
        return self

    def __exit__(self, *_: object) -> None:
        # Ends an accept that still waits, which closing does not.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)
