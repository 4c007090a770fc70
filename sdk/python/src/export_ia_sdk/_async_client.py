"""The client for asyncio.

Requests run in threads of the client's own, so that any number of tasks can use it at once; waiting for exports holds
none of them.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import ssl
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import (
    IO, Any, AsyncIterator, Awaitable, Callable, Iterable, List, Mapping, Optional, Type, TypeVar, Union, overload,
)

from ._client import ExportIAClient, PathLike, finished, finished_batch, not_in_time, pauses
from ._errors import ExportIAError
from ._events import EventStream
from ._forms import FileLike
from ._models import Batch, Catalogue, Export, ExportEvent, HistoryEntry, Page, Statistics, Validation
from ._retry import Outage, RetryPolicy

Value = TypeVar("Value")
Followed = TypeVar("Followed", Export, Batch)
#: Takes an export or a batch; may be a coroutine function.
Listener = Callable[[Followed], Union[Awaitable[object], object]]


def create_async_client(
    server: str, api_key: Optional[str] = None, *, timeout: float = 60.0, retry: Optional[RetryPolicy] = None,
    connections: int = 64, ssl_context: Optional[ssl.SSLContext] = None,
) -> AsyncExportIAClient:
    """A client for asyncio, of the server at the address; `connections` is how many requests run at once."""
    return AsyncExportIAClient(
        server, api_key, timeout=timeout, retry=retry, connections=connections, ssl_context=ssl_context)


class AsyncExportIAClient:
    """A client of one Export IA server for asyncio; its methods are those of ExportIAClient, to be awaited.

    Use it with `async with`, or call `close` at the end.
    """

    def __init__(
        self, server: str, api_key: Optional[str] = None, *, timeout: float = 60.0,
        retry: Optional[RetryPolicy] = None, connections: int = 64, ssl_context: Optional[ssl.SSLContext] = None,
    ) -> None:
        self._retry = retry or RetryPolicy()
        self._client = ExportIAClient(server, api_key, timeout=timeout, retry=self._retry, ssl_context=ssl_context)
        self._threads = ThreadPoolExecutor(connections, thread_name_prefix="export-ia")

    async def __aenter__(self) -> AsyncExportIAClient:
        return self

    async def __aexit__(self, kind: Optional[Type[BaseException]], *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Ends the threads when their requests have ended, and closes the connections."""
        await asyncio.get_running_loop().run_in_executor(None, self._threads.shutdown)
        self._client.close()

    async def _run(self, work: Callable[..., Value], *words: Any, **names: Any) -> Value:
        call = functools.partial(work, *words, **names)
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    # Making

    async def export_document(self, content: Any, format: Optional[str] = None, **wishes: Any) -> Export:
        """Hands a content in; see ExportIAClient.export_document."""
        return await self._run(self._client.export_document, content, format, **wishes)

    async def export_file(self, file: FileLike, format: Optional[str] = None, **wishes: Any) -> Export:
        """Hands a file in; see ExportIAClient.export_file."""
        return await self._run(self._client.export_file, file, format, **wishes)

    async def validate(self, content: Any, format: Optional[str] = None, **wishes: Any) -> Validation:
        """Checks a request without making anything."""
        return await self._run(self._client.validate, content, format, **wishes)

    @overload
    async def convert(
        self, content: Union[bytes, FileLike], to: str, *, content_type: str, quality_level: Optional[str] = ...,
        into: None = ...,
    ) -> bytes: ...

    @overload
    async def convert(
        self, content: Union[bytes, FileLike], to: str, *, content_type: str, quality_level: Optional[str] = ...,
        into: PathLike,
    ) -> Path: ...

    async def convert(
        self, content: Union[bytes, FileLike], to: str, *, content_type: str, quality_level: Optional[str] = None,
        into: Optional[PathLike] = None,
    ) -> Union[bytes, Path]:
        """Turns a content into a file at once; see ExportIAClient.convert."""
        work: Callable[..., Union[bytes, Path]] = self._client.convert
        return await self._run(work, content, to, content_type=content_type, quality_level=quality_level, into=into)

    # Following

    async def status(self, export: str) -> Export:
        """How far an export is."""
        return await self._run(self._client.status, export)

    async def wait_for_completion(
        self, export: str, timeout: Optional[float] = None, on_progress: Optional[Listener[Export]] = None
    ) -> Export:
        """Waits until the export is done; see ExportIAClient.wait_for_completion."""
        return await _waiting(self._retry, timeout, lambda: self.status(export), on_progress, finished)

    def events(self, export: str, after: int = 0) -> AsyncEventStream:
        """What happens to an export, live, for `async for`; each stream that is read holds one connection."""
        return AsyncEventStream(self, self._client.events(export, after))

    async def history(self, export: str) -> List[HistoryEntry]:
        """Everything that happened to an export so far, with who asked for it."""
        return await self._run(self._client.history, export)

    # Fetching

    @overload
    async def download_export(self, export: str, to: None = ..., *, format: Optional[str] = ...) -> bytes: ...

    @overload
    async def download_export(self, export: str, to: PathLike, *, format: Optional[str] = ...) -> Path: ...

    @overload
    async def download_export(self, export: str, to: IO[bytes], *, format: Optional[str] = ...) -> int: ...

    async def download_export(
        self, export: str, to: Union[None, PathLike, IO[bytes]] = None, *, format: Optional[str] = None
    ) -> Union[bytes, Path, int]:
        """Fetches the file of an export; see ExportIAClient.download_export."""
        work: Callable[..., Union[bytes, Path, int]] = self._client.download_export
        return await self._run(work, export, to, format=format)

    # Changing

    async def cancel(self, export: str) -> Export:
        """Cancels an export that is not done."""
        return await self._run(self._client.cancel, export)

    async def pause(self, export: str) -> Export:
        """Holds an export."""
        return await self._run(self._client.pause, export)

    async def resume(self, export: str) -> Export:
        """Lets a paused export go on."""
        return await self._run(self._client.resume, export)

    async def retry(self, export: str) -> Export:
        """Makes an export again that ended without a file."""
        return await self._run(self._client.retry, export)

    async def remove(self, export: str) -> Export:
        """Cancels an export that is not done, and gives up the files of one that is."""
        return await self._run(self._client.remove, export)

    # Listing

    async def page(self, **filters: Any) -> Page:
        """One page of exports; see ExportIAClient.page."""
        return await self._run(self._client.page, **filters)

    async def exports(self, *, page_size: int = 100, **filters: Any) -> AsyncIterator[Export]:
        """The exports that pass; they are fetched page by page while they are read."""
        cursor: Optional[str] = None
        while True:
            page = await self.page(cursor=cursor, limit=page_size, **filters)
            for export in page.exports:
                yield export
            cursor = page.next_cursor
            if cursor is None:
                return

    # Batches

    async def create_batch(
        self, items: Iterable[Mapping[str, Any]], name: Optional[str] = None, *, idempotency_key: Optional[str] = None
    ) -> Batch:
        """Hands many exports in at once; see ExportIAClient.create_batch."""
        return await self._run(self._client.create_batch, items, name, idempotency_key=idempotency_key)

    async def merge_batch(
        self, template: Mapping[str, Any], rows: Union[str, Iterable[Mapping[str, Any]]], name: Optional[str] = None, *,
        rows_type: Optional[str] = None, group_by: Optional[str] = None, idempotency_key: Optional[str] = None,
    ) -> Batch:
        """Fills one template with many rows; see ExportIAClient.merge_batch."""
        return await self._run(
            self._client.merge_batch, template, rows, name, rows_type=rows_type, group_by=group_by,
            idempotency_key=idempotency_key)

    async def batch(self, batch: str, *, items: bool = True) -> Batch:
        """How far a batch is, with each of its exports unless told."""
        return await self._run(self._client.batch, batch, items=items)

    async def wait_for_batch(
        self, batch: str, timeout: Optional[float] = None, on_progress: Optional[Listener[Batch]] = None
    ) -> Batch:
        """Waits until no export of the batch is left to be made, and returns it with its exports."""
        await _waiting(self._retry, timeout, lambda: self.batch(batch, items=False), on_progress, finished_batch)
        return await self.batch(batch)

    @overload
    async def download_batch(self, batch: str, to: None = ...) -> bytes: ...

    @overload
    async def download_batch(self, batch: str, to: PathLike) -> Path: ...

    @overload
    async def download_batch(self, batch: str, to: IO[bytes]) -> int: ...

    async def download_batch(
        self, batch: str, to: Union[None, PathLike, IO[bytes]] = None
    ) -> Union[bytes, Path, int]:
        """Fetches all files of a batch as one ZIP."""
        work: Callable[..., Union[bytes, Path, int]] = self._client.download_batch
        return await self._run(work, batch, to)

    async def cancel_batch(self, batch: str) -> Batch:
        """Cancels all exports of a batch that are not done."""
        return await self._run(self._client.cancel_batch, batch)

    async def pause_batch(self, batch: str) -> Batch:
        """Holds all exports of a batch that are not done."""
        return await self._run(self._client.pause_batch, batch)

    async def resume_batch(self, batch: str) -> Batch:
        """Lets the paused exports of a batch go on."""
        return await self._run(self._client.resume_batch, batch)

    async def retry_batch(self, batch: str) -> Batch:
        """Makes those exports of a batch again that ended without a file."""
        return await self._run(self._client.retry_batch, batch)

    # The catalogue

    async def formats(self) -> Catalogue:
        """The formats that the server writes."""
        return await self._run(self._client.formats)

    async def template(self, document_type: str) -> Mapping[str, Any]:
        """A request to begin with: a template of the document type and the data that fill it."""
        return await self._run(self._client.template, document_type)

    async def statistics(self) -> Statistics:
        """How the exports go."""
        return await self._run(self._client.statistics)

    async def is_ready(self) -> bool:
        """Whether the server can take work now."""
        return await self._run(self._client.is_ready)


class AsyncEventStream:
    """What happens to an export, live, until it ends; for `async for`. `close` ends it early."""

    def __init__(self, client: AsyncExportIAClient, events: EventStream) -> None:
        self._client = client
        self._events = events

    def __aiter__(self) -> AsyncEventStream:
        return self

    async def __aenter__(self) -> AsyncEventStream:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.close()

    async def __anext__(self) -> ExportEvent:
        try:
            event: Optional[ExportEvent] = await self._client._run(next, self._events, None)
        except asyncio.CancelledError:
            # The thread that waits for bytes comes back at once.
            self.close()
            raise
        if event is None:
            raise StopAsyncIteration
        return event

    def close(self) -> None:
        """Ends the connection; the next event is none."""
        self._events.close()


async def _waiting(
    policy: RetryPolicy, timeout: Optional[float], ask: Callable[[], Awaitable[Followed]], on_progress: Optional[Listener[Followed]],
    is_done: Callable[[Followed], bool],
) -> Followed:
    seen: Optional[Followed] = None
    times = pauses(timeout)
    outage = Outage(policy)
    while True:
        try:
            now = await ask()
            outage.end()
        except ExportIAError as error:
            away, pause = outage.pause(error), next(times, None)
            if away is None or pause is None:
                raise
            await asyncio.sleep(max(away, pause))
            continue
        if on_progress is not None and now != seen:
            told = on_progress(now)
            if inspect.isawaitable(told):
                await told
        seen = now
        if is_done(now):
            return now
        pause = next(times, None)
        if pause is None:
            raise not_in_time(now)
        await asyncio.sleep(pause)
