"""Contents and forms that are read while they are sent."""

from __future__ import annotations

import io
import json
import os
import uuid
from pathlib import Path
from typing import Any, Iterator, List, Mapping, Optional, Protocol, Sequence, Tuple, Union

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
    attachments: Sequence[FileLike] = (),
) -> Tuple[Body, str]:
    """A form with the file, what it shows, and the rest of the request; and its media type."""
    boundary = f"export-ia-{uuid.uuid4().hex}"
    parts: List[Tuple[str, FileLike, str, Optional[str]]] = [("file", file, name or _name(file, "content"), content_type)]
    parts += [("attachment", one, _name(one, f"attachment-{number}"), None)
              for number, one in enumerate(attachments, 1)]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="request"\r\nContent-Type: application/json\r\n\r\n'
        f"{json.dumps(request)}"
    ).encode()
    end = f"\r\n--{boundary}--\r\n".encode()
    sources = []
    for kind, one, called, media_type in parts:
        for character, escaped in (('"', "%22"), ("\r", "%0D"), ("\n", "%0A")):
            called = called.replace(character, escaped)
        intro = (
            f'\r\n--{boundary}\r\nContent-Disposition: form-data; name="{kind}"; filename="{called}"\r\n'
            f"Content-Type: {media_type or 'application/octet-stream'}\r\n\r\n"
        ).encode()
        sources.append((intro, *_source(one)))

    def pieces() -> Iterator[bytes]:
        yield head
        for intro, source, _, _ in sources:
            yield intro
            yield from source()
        yield end

    whole: Optional[int] = len(head) + len(end)
    for intro, _, length, _ in sources:
        whole = None if whole is None or length is None else whole + len(intro) + length
    return (
        Body(pieces, whole, all(is_replayable for _, _, _, is_replayable in sources)),
        f"multipart/form-data; boundary={boundary}",
    )


def _name(file: FileLike, otherwise: str) -> str:
    own = file if isinstance(file, (str, os.PathLike)) else getattr(file, "name", None)
    return os.path.basename(os.fspath(own)) if isinstance(own, (str, os.PathLike)) else otherwise


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
