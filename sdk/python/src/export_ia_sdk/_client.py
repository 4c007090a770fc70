"""The client for ordinary programs and threads."""

from __future__ import annotations

import hashlib
import json
import os
import re
import ssl
import tempfile
import time
import uuid
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path
from typing import (
    IO, Any, Callable, Iterable, Iterator, List, Mapping, Optional, Sequence, Tuple, TypeVar, Union, cast, overload,
)
from urllib.parse import unquote

from ._errors import ConnectionFailed, ExportEnded, ExportIAError, TimedOut, UnexpectedAnswer
from ._events import EventStream
from ._forms import FileLike, content_body, form_body
from ._http import Answer, Body, Call, Caller, part
from ._models import (
    Batch, Catalogue, Export, HistoryEntry, Page, Statistics, Validation, request_document,
)
from ._retry import Outage, RetryPolicy
PathLike = Union[str, "os.PathLike[str]"]
#: A datetime (one without a zone is local), or a text such as 2030-01-31T08:00:00Z.
Moment = Union[datetime, str]
Value = TypeVar("Value")


def create_client(
    server: str, api_key: Optional[str] = None, *, timeout: float = 60.0, retry: Optional[RetryPolicy] = None,
    ssl_context: Optional[ssl.SSLContext] = None,
) -> ExportIAClient:
    """A client of the server at the address; a server that was started with --local needs no key.

    `timeout` is how many seconds the server may send nothing. Certificates are checked against those that the system
    trusts, or by `ssl_context`.
    """
    return ExportIAClient(server, api_key, timeout=timeout, retry=retry, ssl_context=ssl_context)


class ExportIAClient:
    """A client of one Export IA server. Any number of threads may use one.

    `timeout` is how many seconds the server may send nothing. What goes wrong is an ExportIAError.
    """

    def __init__(
        self, server: str, api_key: Optional[str] = None, *, timeout: float = 60.0,
        retry: Optional[RetryPolicy] = None, ssl_context: Optional[ssl.SSLContext] = None,
    ) -> None:
        self._caller = Caller(server, api_key, timeout, retry or RetryPolicy(), ssl_context)

    def __enter__(self) -> ExportIAClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections that nobody uses; the client stays usable."""
        self._caller.connections.close()

    # Making

    def export_document(
        self, content: Any, format: Optional[str] = None, *, formats: Optional[Sequence[str]] = None,
        quality_level: Optional[str] = None, content_type: Optional[str] = None, document_type: Optional[str] = None,
        title: Optional[str] = None, output_name: Optional[str] = None, options: Optional[Mapping[str, Any]] = None,
        data: Optional[Mapping[str, Any]] = None,
        metadata: Optional[Mapping[str, Any]] = None, priority: Optional[str] = None,
        run_at: Optional[Moment] = None, delay_seconds: Optional[float] = None, timeout_seconds: Optional[int] = None,
        max_attempts: Optional[int] = None, retention_seconds: Optional[int] = None,
        callback_url: Optional[str] = None, idempotency_key: Optional[str] = None,
    ) -> Export:
        """Hands a content in; returns when it is stored, before it is made.

        `content` is a document as dicts and lists, or text such as Markdown; `content_type` says what a text is.
        With `data` it is a template: "Dear {{name}}".
        Sent with an idempotency key, so a try that was repeated makes nothing twice; give one of your own to make
        the same export once even if your program starts again.
        """
        document = request_document({
            "content": content, "format": format, "formats": _list(formats), "quality_level": quality_level,
            "content_type": content_type, "document_type": document_type, "title": title, "output_name": output_name,
            "options": options, "data": data, "metadata": metadata, "priority": priority, "run_at": _moment(run_at),
            "delay_seconds": delay_seconds,
            "timeout_seconds": timeout_seconds, "max_attempts": max_attempts, "retention_seconds": retention_seconds,
            "callback_url": callback_url,
        })
        return self._value(Export.of, _once(_sending("/api/v3/exports", document), idempotency_key))

    def export_file(
        self, file: FileLike, format: Optional[str] = None, *, formats: Optional[Sequence[str]] = None,
        name: Optional[str] = None, content_type: Optional[str] = None, quality_level: Optional[str] = None,
        document_type: Optional[str] = None, title: Optional[str] = None, output_name: Optional[str] = None,
        options: Optional[Mapping[str, Any]] = None, metadata: Optional[Mapping[str, Any]] = None,
        priority: Optional[str] = None, run_at: Optional[Moment] = None, delay_seconds: Optional[float] = None,
        timeout_seconds: Optional[int] = None, max_attempts: Optional[int] = None,
        retention_seconds: Optional[int] = None, callback_url: Optional[str] = None,
        data: Optional[Mapping[str, Any]] = None, attachments: Sequence[FileLike] = (),
        idempotency_key: Optional[str] = None,
    ) -> Export:
        """Hands a file in, a path or a file that is open for bytes, which is read while it is sent.

        The ending of its name says what it is, unless `content_type` does. Attachments are the pictures that it
        shows, known by their names.
        """
        document = request_document({
            "format": format, "formats": _list(formats), "quality_level": quality_level,
            "document_type": document_type, "title": title, "output_name": output_name, "options": options,
            "data": data, "metadata": metadata, "priority": priority, "run_at": _moment(run_at),
            "delay_seconds": delay_seconds,
            "timeout_seconds": timeout_seconds, "max_attempts": max_attempts, "retention_seconds": retention_seconds,
            "callback_url": callback_url,
        })
        body, form_type = form_body(file, name, content_type, document, attachments)
        call = Call("POST", "/api/v3/exports", headers={"Content-Type": form_type}, body=body)
        return self._value(Export.of, _once(call, idempotency_key))

    def validate(
        self, content: Any, format: Optional[str] = None, *, formats: Optional[Sequence[str]] = None,
        content_type: Optional[str] = None, document_type: Optional[str] = None,
        quality_level: Optional[str] = None, options: Optional[Mapping[str, Any]] = None,
    ) -> Validation:
        """Checks a request without making anything."""
        document = request_document({
            "content": content, "format": format, "formats": _list(formats), "content_type": content_type,
            "document_type": document_type, "quality_level": quality_level, "options": options,
        })
        return self._value(Validation.of, _repeatable(_sending("/validate", document)))

    @overload
    def convert(
        self, content: Union[bytes, FileLike], to: str, *, content_type: str, quality_level: Optional[str] = ...,
        into: None = ...,
    ) -> bytes: ...

    @overload
    def convert(
        self, content: Union[bytes, FileLike], to: str, *, content_type: str, quality_level: Optional[str] = ...,
        into: PathLike,
    ) -> Path: ...

    def convert(
        self, content: Union[bytes, FileLike], to: str, *, content_type: str, quality_level: Optional[str] = None,
        into: Optional[PathLike] = None,
    ) -> Union[bytes, Path]:
        """Turns a content into a file at once, without a record of it.

        `content` is bytes, a path or an open file; the result is bytes, or the file `into`.
        """
        query: List[Tuple[str, str]] = [("to", to)]
        if quality_level is not None:
            query.append(("quality_level", quality_level))
        call = Call(
            "POST", "/convert", tuple(query), {"Content-Type": content_type, "Accept": "*/*"}, content_body(content),
            is_repeatable=True)
        return self._caller.read(call) if into is None else self._fetch_into(call, Path(into))

    # Following

    def status(self, export: str) -> Export:
        """How far an export is."""
        return self._value(Export.of, Call("GET", f"/api/v3/exports/{part(export)}", is_repeatable=True))

    def wait_for_completion(
        self, export: str, timeout: Optional[float] = None,
        on_progress: Optional[Callable[[Export], object]] = None,
    ) -> Export:
        """Waits until the export is done and returns it; `on_progress` is told of it whenever it has changed.

        Raises ExportEnded when it ends without a file, and TimedOut when it is not done within `timeout` seconds;
        the export goes on then. A server that is away for a while, as for a restart, is waited for
        (RetryPolicy.patience). It asks at first every 50 ms, later every second.
        """
        return _waiting(self._caller.retry, pauses(timeout), lambda: self.status(export), on_progress, finished)

    def events(self, export: str, after: int = 0) -> EventStream:
        """What happens to an export, live, from its beginning or behind an event, until the export ends."""
        return EventStream(self._caller, export, after, self.status)

    def history(self, export: str) -> List[HistoryEntry]:
        """Everything that happened to an export so far, with who asked for it."""
        call = Call("GET", f"/api/v3/exports/{part(export)}/history", is_repeatable=True)
        return self._value(lambda answer: [HistoryEntry.of(one) for one in answer["events"]], call)

    # Fetching

    @overload
    def download_export(self, export: str, to: None = ..., *, format: Optional[str] = ...) -> bytes: ...

    @overload
    def download_export(self, export: str, to: PathLike, *, format: Optional[str] = ...) -> Path: ...

    @overload
    def download_export(self, export: str, to: IO[bytes], *, format: Optional[str] = ...) -> int: ...

    def download_export(
        self, export: str, to: Union[None, PathLike, IO[bytes]] = None, *, format: Optional[str] = None
    ) -> Union[bytes, Path, int]:
        """Fetches the file of an export: into memory, into the file or folder `to`, or into an open file.

        A file appears under its name only when it is whole and its SHA-256 is right. A download that breaks off goes
        on where it was. The result is the bytes, the file's path, or how many bytes were written.
        """
        query = () if format is None else (("format", format),)
        call = Call(
            "GET", f"/api/v3/exports/{part(export)}/download", query, {"Accept": "*/*"}, is_repeatable=True)
        return self._download(call, to)

    # Changing

    def cancel(self, export: str) -> Export:
        """Cancels an export that is not done; one that is cancelled already stays so."""
        return self._change(export, "cancel")

    def pause(self, export: str) -> Export:
        """Holds an export; what has been done so far is kept."""
        return self._change(export, "pause")

    def resume(self, export: str) -> Export:
        """Lets a paused export go on."""
        return self._change(export, "resume")

    def retry(self, export: str) -> Export:
        """Makes an export again that failed, was cancelled, or has expired."""
        return self._change(export, "retry")

    def remove(self, export: str) -> Export:
        """Cancels an export that is not done, and gives up the files of one that is."""
        return self._value(Export.of, Call("DELETE", f"/api/v3/exports/{part(export)}"))

    # Listing

    def page(
        self, *, status: Union[str, Iterable[str], None] = None, format: Optional[str] = None,
        document_type: Optional[str] = None, batch: Optional[str] = None, owner: Optional[str] = None,
        created_after: Optional[Moment] = None, created_before: Optional[Moment] = None, search: Optional[str] = None,
        oldest_first: bool = False, cursor: Optional[str] = None, limit: int = 50,
    ) -> Page:
        """One page of exports, newest first unless told; `cursor` is the next_cursor of the page before.

        Times are datetimes, or texts such as 2030-01-31T08:00:00Z.
        """
        states = status if status is None or isinstance(status, str) else ",".join(status)
        query = [
            (name, value) for name, value in (
                ("status", states), ("format", format), ("document_type", document_type), ("batch", batch),
                ("owner", owner), ("created_after", _moment(created_after)),
                ("created_before", _moment(created_before)), ("q", search),
                ("sort", "created_at" if oldest_first else None), ("cursor", cursor), ("limit", str(limit)),
            ) if value is not None
        ]
        return self._value(Page.of, Call("GET", "/api/v3/exports", tuple(query), is_repeatable=True))

    def exports(
        self, *, status: Union[str, Iterable[str], None] = None, format: Optional[str] = None,
        document_type: Optional[str] = None, batch: Optional[str] = None, owner: Optional[str] = None,
        created_after: Optional[Moment] = None, created_before: Optional[Moment] = None, search: Optional[str] = None,
        oldest_first: bool = False, page_size: int = 100,
    ) -> Iterator[Export]:
        """The exports that pass; they are fetched page by page while they are read."""
        cursor: Optional[str] = None
        states = status if status is None or isinstance(status, str) else ",".join(status)
        while True:
            page = self.page(
                status=states, format=format, document_type=document_type, batch=batch, owner=owner,
                created_after=created_after, created_before=created_before, search=search, oldest_first=oldest_first,
                cursor=cursor, limit=page_size)
            yield from page.exports
            cursor = page.next_cursor
            if cursor is None:
                return

    # Batches

    def create_batch(
        self, items: Iterable[Mapping[str, Any]], name: Optional[str] = None, *, idempotency_key: Optional[str] = None
    ) -> Batch:
        """Hands many exports in at once, up to 10,000; all of them are stored or none.

        An item has the names of `export_document`: {"content": "# One", "format": "pdf"}.
        """
        document = request_document({"items": [dict(item) for item in items], "name": name})
        return self._value(Batch.of, _once(_sending("/api/v3/batches", document), idempotency_key))

    def merge_batch(
        self, template: Mapping[str, Any], rows: Union[str, Iterable[Mapping[str, Any]]], name: Optional[str] = None, *,
        rows_type: Optional[str] = None, group_by: Optional[str] = None, idempotency_key: Optional[str] = None,
    ) -> Batch:
        """Fills one template with many rows, an export for each; all of them are stored or none.

        The template has the names of `export_document`: {"content": "Dear {{name}}", "format": "pdf",
        "output_name": "letter-{{name}}"}. The rows are dicts, or a table as text: CSV unless `rows_type` says
        otherwise. With `group_by` the rows of a table that share this column's value make one file.
        """
        document = request_document({
            "template": dict(template), "rows": rows if isinstance(rows, str) else [dict(row) for row in rows],
            "name": name, "rows_type": rows_type, "group_by": group_by,
        })
        return self._value(Batch.of, _once(_sending("/api/v3/batches", document), idempotency_key))

    def batch(self, batch: str, *, items: bool = True) -> Batch:
        """How far a batch is, with each of its exports unless told."""
        query = (("items", "true" if items else "false"),)
        return self._value(Batch.of, Call("GET", f"/api/v3/batches/{part(batch)}", query, is_repeatable=True))

    def wait_for_batch(
        self, batch: str, timeout: Optional[float] = None, on_progress: Optional[Callable[[Batch], object]] = None
    ) -> Batch:
        """Waits until no export of the batch is left to be made, and returns it with its exports.

        Look at their states: some may have failed.
        """
        _waiting(self._caller.retry, pauses(timeout), lambda: self.batch(batch, items=False), on_progress, finished_batch)
        return self.batch(batch)

    @overload
    def download_batch(self, batch: str, to: None = ...) -> bytes: ...

    @overload
    def download_batch(self, batch: str, to: PathLike) -> Path: ...

    @overload
    def download_batch(self, batch: str, to: IO[bytes]) -> int: ...

    def download_batch(self, batch: str, to: Union[None, PathLike, IO[bytes]] = None) -> Union[bytes, Path, int]:
        """Fetches all files of a batch as one ZIP; see `download_export`."""
        call = Call("GET", f"/api/v3/batches/{part(batch)}/download", (), {"Accept": "*/*"}, is_repeatable=True)
        return self._download(call, to)

    def cancel_batch(self, batch: str) -> Batch:
        """Cancels all exports of a batch that are not done."""
        return self._change_batch(batch, "cancel")

    def pause_batch(self, batch: str) -> Batch:
        """Holds all exports of a batch that are not done."""
        return self._change_batch(batch, "pause")

    def resume_batch(self, batch: str) -> Batch:
        """Lets the paused exports of a batch go on."""
        return self._change_batch(batch, "resume")

    def retry_batch(self, batch: str) -> Batch:
        """Makes those exports of a batch again that ended without a file."""
        return self._change_batch(batch, "retry")

    # The catalogue

    def formats(self) -> Catalogue:
        """The formats that the server writes."""
        return self._value(Catalogue.of, Call("GET", "/formats", is_repeatable=True))

    def template(self, document_type: str) -> Mapping[str, Any]:
        """A request to begin with: a template of the document type and the data that fill it."""
        call = Call("GET", f"/templates/{part(document_type)}", is_repeatable=True)
        return self._value(lambda answer: cast(Mapping[str, Any], answer["request"]), call)

    def statistics(self) -> Statistics:
        """How the exports go."""
        return self._value(Statistics.of, Call("GET", "/statistics", is_repeatable=True))

    def is_ready(self) -> bool:
        """Whether the server can take work now."""
        try:
            self._caller.read(Call("GET", "/health/ready"))
            return True
        except ExportIAError as error:
            if error.status == 503:
                return False
            raise

    # Parts of them

    def _value(self, of: Callable[[Any], Value], call: Call) -> Value:
        document = self._caller.json(call)
        try:
            return of(document)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UnexpectedAnswer(
                f"The server's answer is not understood: {error!r}. Is it an Export IA server?",
                code="unexpected_answer") from error

    def _change(self, export: str, command: str) -> Export:
        return self._value(Export.of, Call("POST", f"/api/v3/exports/{part(export)}/{command}"))

    def _change_batch(self, batch: str, command: str) -> Batch:
        return self._value(Batch.of, Call("POST", f"/api/v3/batches/{part(batch)}/{command}"))

    def _download(self, call: Call, to: Union[None, PathLike, IO[bytes]]) -> Union[bytes, Path, int]:
        if to is None:
            return self._caller.read(call)
        if isinstance(to, (str, os.PathLike)):
            return self._fetch_into(call, Path(to))
        return self._fetch(call, self._caller.open(call), to)

    def _fetch_into(self, call: Call, target: Path) -> Path:
        answer = self._caller.open(call)
        try:
            if target.is_dir():
                target = target / (_file_name(answer.headers.get("Content-Disposition", "")) or "export")
            descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        except BaseException:
            answer.close()
            raise
        try:
            with os.fdopen(descriptor, "wb") as file:
                self._fetch(call, answer, file)
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(name, 0o666 & ~mask)
            os.replace(name, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(name)
            raise
        return target

    def _fetch(self, call: Call, answer: Answer, file: IO[bytes]) -> int:
        tag = answer.headers.get("ETag")
        digest = hashlib.sha256()
        written = 0
        attempt = 1
        while True:
            try:
                for piece in answer.pieces():
                    file.write(piece)
                    digest.update(piece)
                    written += len(piece)
                break
            except ExportIAError as error:
                body: Optional[Body] = call.body
                may = body is None or body.is_replayable
                delay = self._caller.retry.delay(attempt, error) if may and (tag or written == 0) else None
                if delay is None:
                    raise
                time.sleep(delay)
                attempt += 1
                rest = call
                if tag and written:
                    rest = call.with_headers(Range=f"bytes={written}-", If_Range=tag)
                answer = self._caller.open(rest)
                if answer.status != 206 and written:
                    answer.close()
                    raise ConnectionFailed(
                        "The file has changed while it was fetched. Fetch it again.", code="file_changed") from error
        if tag and re.fullmatch(r'"[0-9a-f]{64}"', tag) and tag != f'"{digest.hexdigest()}"':
            raise UnexpectedAnswer("The file was damaged on its way: its SHA-256 is wrong.", code="file_damaged")
        return written


def pauses(timeout: Optional[float]) -> Iterator[float]:
    """The times between two questions: short at first, as most exports are. Ends when the time is over."""
    end = None if timeout is None else time.monotonic() + timeout
    pause = 0.05
    while True:
        if end is None:
            yield pause
        else:
            rest = end - time.monotonic()
            if rest <= 0:
                return
            yield min(pause, rest)
        pause = min(pause * 1.5, 1.0)


def finished(export: Export) -> bool:
    """Whether it is done; raises where it ended without a file."""
    if export.is_final and export.status != "completed":
        raise ExportEnded(export)
    return export.is_final


def finished_batch(batch: Batch) -> bool:
    return batch.is_final


def not_in_time(what: Union[Export, Batch]) -> TimedOut:
    return TimedOut(f"It is {what.status} and goes on.", code="not_done_in_time")


Followed = TypeVar("Followed", Export, Batch)


def _waiting(
    policy: RetryPolicy, times: Iterator[float], ask: Callable[[], Followed], on_progress: Optional[Callable[[Followed], object]],
    is_done: Callable[[Followed], bool],
) -> Followed:
    seen: Optional[Followed] = None
    outage = Outage(policy)
    while True:
        try:
            now = ask()
            outage.end()
        except ExportIAError as error:
            away, pause = outage.pause(error), next(times, None)
            if away is None or pause is None:
                raise
            time.sleep(max(away, pause))
            continue
        if on_progress is not None and now != seen:
            on_progress(now)
        seen = now
        if is_done(now):
            return now
        pause = next(times, None)
        if pause is None:
            raise not_in_time(now)
        time.sleep(pause)


def _moment(time: Optional[Moment]) -> Optional[str]:
    return time.astimezone(timezone.utc).isoformat().replace("+00:00", "Z") if isinstance(time, datetime) else time


def _list(formats: Optional[Sequence[str]]) -> Optional[List[str]]:
    return None if formats is None else list(formats)


def _sending(path: str, document: Any) -> Call:
    body = Body.of(json.dumps(document, ensure_ascii=False, allow_nan=False).encode())
    return Call("POST", path, headers={"Content-Type": "application/json"}, body=body)


def _once(call: Call, key: Optional[str]) -> Call:
    return _repeatable(call.with_headers(Idempotency_Key=key or str(uuid.uuid4())))


def _repeatable(call: Call) -> Call:
    return Call(call.method, call.path, call.query, call.headers, call.body, is_repeatable=True)


def _file_name(disposition: str) -> Optional[str]:
    """The name that the server gives a file (RFC 6266), without anything that would lead out of a folder."""
    extended = re.search(r"filename\*\s*=\s*utf-8'[^']*'([^;]+)", disposition, re.IGNORECASE)
    plain = re.search(r'filename\s*=\s*(?:"([^"]*)"|([^;]+))', disposition, re.IGNORECASE)
    name = unquote(extended[1].strip()) if extended else (plain[1] or plain[2] or "").strip() if plain else ""
    name = re.sub(r"[\x00-\x1f/\\:]", "_", name)
    return None if name in ("", ".", "..") else name
