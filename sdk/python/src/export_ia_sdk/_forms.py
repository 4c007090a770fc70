"""Contents and forms that are read while they are sent."""

from __future__ import annotations

import hashlib
import io
import json
import os
import uuid
from pathlib import Path
from typing import Any, Iterator, Mapping, Optional, Protocol, Tuple, Union

from ._http import PIECE, Body


class Readable(Protocol):
    """A file that is open for bytes, a response, a pipe."""

    def read(self, size: int, /) -> Optional[bytes]: ...


FileLike = Union[str, "os.PathLike[str]", Readable]


def content_body(content: Union[bytes, str, FileLike]) -> Body:
    """The bytes of a conversion: bytes as they are, a path or a file as it lies."""
    if isinstance(content, bytes):
        return Body.of(content)
    pieces, length, is_replayable = _source(content)
    return Body(pieces, length, is_replayable)


def form_body(
    file: FileLike, name: Optional[str], content_type: Optional[str], request: Mapping[str, Any],
    key: Optional[str], secret: Optional[str],
) -> Tuple[Body, str]:
    """A form with the file and the rest of the request; and its media type.

    With a key of the caller's own the boundary is the same for the same key: a server knows a repeated request by its
    bytes. The secret of the API key is what makes it unknown to those who write the file.
    """
    unknown = uuid.uuid4().hex if key is None else hashlib.sha256(f"{secret}\n{key}".encode()).hexdigest()[:32]
    boundary = f"export-ia-{unknown}"
    if name is None:
        own = file if isinstance(file, (str, os.PathLike)) else getattr(file, "name", None)
        name = os.path.basename(os.fspath(own)) if isinstance(own, (str, os.PathLike)) else "content"
    for character, escaped in (('"', "%22"), ("\r", "%0D"), ("\n", "%0A")):
        name = name.replace(character, escaped)
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="request"\r\nContent-Type: application/json\r\n\r\n'
        f"{json.dumps(request)}\r\n"
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: {content_type or 'application/octet-stream'}\r\n\r\n"
    ).encode()
    end = f"\r\n--{boundary}--\r\n".encode()
    source, length, is_replayable = _source(file)

    def pieces() -> Iterator[bytes]:
        yield head
        yield from source()
        yield end

    whole = None if length is None else len(head) + length + len(end)
    return Body(pieces, whole, is_replayable), f"multipart/form-data; boundary={boundary}"


def _source(file: FileLike) -> Tuple[Any, Optional[int], bool]:
    if isinstance(file, (str, os.PathLike)):
        path = Path(file)
        size = path.stat().st_size

        def from_path() -> Iterator[bytes]:
            with path.open("rb") as stream:
                yield from _pieces(stream, size)

        return from_path, size, True
    stream: Any = file
    try:
        start = stream.tell() if stream.seekable() else None
    except (AttributeError, OSError):
        start = None
    if start is None:
        return (lambda: _pieces(file, None)), None, False
    size = stream.seek(0, io.SEEK_END) - start
    stream.seek(start)

    def from_start() -> Iterator[bytes]:
        stream.seek(start)
        yield from _pieces(file, size)

    return from_start, size, True


def _pieces(stream: Readable, size: Optional[int]) -> Iterator[bytes]:
    """Not more than was announced: a file that grows meanwhile would end in a broken request."""
    rest = size
    while rest is None or rest > 0:
        piece = stream.read(PIECE if rest is None else min(PIECE, rest))
        if not piece:
            return
        if rest is not None:
            rest -= len(piece)
        yield piece
