"""What the server answers, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Dict, List, Mapping, Optional, Tuple

#: A newer server may have others.
FINAL_STATES = frozenset({"completed", "failed", "cancelled", "expired"})
FINAL_BATCH_STATES = frozenset({"completed", "partial", "failed", "cancelled"})
LAST_EVENTS = frozenset({"job_completed", "job_failed", "job_cancelled", "job_expired"})

Json = Mapping[str, Any]


def _time(document: Json, name: str) -> Optional[datetime]:
    text = document.get(name)
    return None if text is None else datetime.fromisoformat(str(text).replace("Z", "+00:00"))


@dataclass(frozen=True)
class ExportFile:
    """One file of an export; `hash` is its SHA-256."""

    format: str
    name: str
    media_type: str
    size: int
    hash: str


@dataclass(frozen=True)
class ExportFailure:
    """Why an export has no file; if `recoverable`, another try may succeed without a change."""

    code: str
    message: str
    recoverable: bool = False
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ExportWarning:
    """Something to know about a file that was made all the same."""

    severity: str
    code: str
    message: str
    pointer: Optional[str] = None


def _failure(document: Any) -> Optional[ExportFailure]:
    if not isinstance(document, dict):
        return None
    return ExportFailure(
        str(document.get("code", "")), str(document.get("message", "")), bool(document.get("recoverable", False)),
        document.get("details") or {},
    )


def _warnings(documents: Any) -> Tuple[ExportWarning, ...]:
    return tuple(
        ExportWarning(
            str(one.get("severity", "")), str(one.get("code", "")), str(one.get("message", "")), one.get("pointer"))
        for one in documents or ()
    )


@dataclass(frozen=True)
class Export:
    """An export as the server knows it at the moment of the answer."""

    id: str
    status: str
    document_type: str
    format: str
    formats: Tuple[str, ...]
    quality_level: str
    priority: str
    #: 0 to 1.
    progress: float
    created_at: datetime
    title: Optional[str]
    current_step: Optional[str]
    started_at: Optional[datetime]
    completed_at: Optional[datetime]
    expires_at: Optional[datetime]
    estimated_end: Optional[datetime]
    attempts: int
    #: All warnings; `warnings` holds the first of them.
    warnings_count: int
    warnings: Tuple[ExportWarning, ...]
    error: Optional[ExportFailure]
    #: An earlier export had made the same file.
    cached: bool
    files: Tuple[ExportFile, ...]
    file_size: Optional[int]
    file_hash: Optional[str]
    owner: Optional[str]
    batch: Optional[str]
    metadata: Mapping[str, Any]
    #: How many events it has had; grows with every change.
    version: int
    #: The whole answer, with what newer servers add.
    raw: Mapping[str, Any] = field(repr=False, compare=False)

    @property
    def task_id(self) -> str:
        """The same as `id`."""
        return self.id

    @property
    def is_final(self) -> bool:
        """Nothing happens by itself any more."""
        return self.status in FINAL_STATES

    @classmethod
    def of(cls, document: Json) -> Export:
        created = _time(document, "created_at")
        if created is None:
            raise KeyError("created_at")
        return cls(
            id=document["id"], status=document["status"], document_type=document.get("document_type", ""),
            format=document["format"], formats=tuple(document.get("formats", ())),
            quality_level=document.get("quality_level", ""), priority=document.get("priority", ""),
            progress=float(document["progress"]), created_at=created, title=document.get("title"),
            current_step=document.get("current_step"), started_at=_time(document, "started_at"),
            completed_at=_time(document, "completed_at"), expires_at=_time(document, "expires_at"),
            estimated_end=_time(document, "estimated_end"), attempts=int(document.get("attempts", 0)),
            warnings_count=int(document.get("warnings_count", 0)), warnings=_warnings(document.get("warnings")),
            error=_failure(document.get("error")), cached=bool(document.get("cached", False)),
            files=tuple(
                ExportFile(one["format"], one["name"], one["media_type"], one["size"], one["hash"])
                for one in document.get("files", ())
            ),
            file_size=document.get("file_size"), file_hash=document.get("file_hash"), owner=document.get("owner"),
            batch=document.get("batch"), metadata=document.get("metadata") or {},
            version=int(document.get("version", 0)), raw=document,
        )


@dataclass(frozen=True)
class Page:
    """Some exports, and where the next page goes on; `next_cursor` is None on the last."""

    exports: Tuple[Export, ...]
    next_cursor: Optional[str]

    @classmethod
    def of(cls, document: Json) -> Page:
        return cls(tuple(Export.of(one) for one in document["exports"]), document.get("next_cursor"))


@dataclass(frozen=True)
class Batch:
    """Many exports that were handed in at once; `states` counts them by state."""

    id: str
    status: str
    progress: float
    count: int
    states: Mapping[str, int]
    name: Optional[str]
    #: Its exports, where they were asked for.
    items: Tuple[Export, ...]
    #: The ids of its exports, in the answer to its making.
    exports: Tuple[str, ...]

    @property
    def is_final(self) -> bool:
        """Nothing happens by itself any more."""
        return self.status in FINAL_BATCH_STATES

    @classmethod
    def of(cls, document: Json) -> Batch:
        return cls(
            document["id"], document["status"], float(document["progress"]), int(document["count"]),
            document["states"], document.get("name"), tuple(Export.of(one) for one in document.get("items", ())),
            tuple(document.get("exports", ())),
        )


@dataclass(frozen=True)
class ExportEvent:
    """Something that happened to an export; `id` is its place in the history, from 1 on."""

    id: int
    name: str
    data: Mapping[str, Any]

    @property
    def progress(self) -> Optional[float]:
        """How far the export is, where the event says it."""
        if self.name == "job_completed":
            return 1.0
        return self.data.get("progress") if self.name == "progress_updated" else None

    @property
    def is_last(self) -> bool:
        """After it nothing happens by itself."""
        return self.name in LAST_EVENTS


@dataclass(frozen=True)
class HistoryEntry:
    """Something that happened to an export, with who asked for it."""

    version: int
    event: str
    time: datetime
    actor: Optional[str]
    data: Mapping[str, Any]

    @classmethod
    def of(cls, document: Json) -> HistoryEntry:
        time = _time(document, "time")
        if time is None:
            raise KeyError("time")
        return cls(document["version"], document["event"], time, document.get("actor"), document["data"])


@dataclass(frozen=True)
class Format:
    """One format that the server writes."""

    name: str
    title: str
    media_type: str
    extension: str
    document_types: Tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """What the server writes."""

    formats: Tuple[Format, ...]
    quality_levels: Tuple[str, ...]
    document_types: Tuple[str, ...]

    @classmethod
    def of(cls, document: Json) -> Catalogue:
        return cls(
            tuple(
                Format(one["name"], one["title"], one["media_type"], one["extension"], tuple(one["document_types"]))
                for one in document["formats"]
            ),
            tuple(document["quality_levels"]), tuple(document["document_types"]),
        )


@dataclass(frozen=True)
class Statistics:
    """How the exports go; `recent` is about the newest that have ended, up to 10,000."""

    total: int
    states: Mapping[str, int]
    #: Of those that came to an end by themselves, 0 to 1; None before the first.
    success_rate: Optional[float]
    recent: Mapping[str, Any]

    @classmethod
    def of(cls, document: Json) -> Statistics:
        return cls(document["total"], document["states"], document.get("success_rate"), document["recent"])


@dataclass(frozen=True)
class Validation:
    """What a check of a request found; `errors` would make it fail."""

    valid: bool
    warnings: Tuple[ExportWarning, ...]
    errors: Tuple[ExportFailure, ...]

    @classmethod
    def of(cls, document: Json) -> Validation:
        failures: List[ExportFailure] = []
        for one in document.get("errors", ()):
            failure = _failure(one)
            if failure is not None:
                failures.append(failure)
        return cls(bool(document["valid"]), _warnings(document.get("warnings")), tuple(failures))


def request_document(fields: Mapping[str, Any]) -> Dict[str, Any]:
    """The members of a request without those that were not given."""
    return {name: value for name, value in fields.items() if value is not None}
