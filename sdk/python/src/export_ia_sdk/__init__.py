"""Client of an Export IA server: hand content in, follow the work, fetch the files.

>>> from export_ia_sdk import create_client
>>> client = create_client("http://127.0.0.1:8000", api_key="eia_...")
>>> response = client.export_document(content={"title": "Sales", "sections": []}, format="pdf")
>>> client.wait_for_completion(response.task_id)
>>> client.download_export(response.task_id, to="sales.pdf")
"""

from ._async_client import AsyncEventStream, AsyncExportIAClient, create_async_client
from ._client import ExportIAClient, create_client
from ._errors import (
    ConflictError,
    ConnectionFailed,
    ExportEnded,
    ExportIAError,
    Forbidden,
    Gone,
    InvalidRequest,
    NotFound,
    Place,
    RateLimited,
    ServerFailed,
    TimedOut,
    TooLarge,
    Unauthorized,
    Unavailable,
    UnexpectedAnswer,
)
from ._events import EventStream
from ._models import (
    Batch,
    Catalogue,
    Export,
    ExportEvent,
    ExportFailure,
    ExportFile,
    ExportWarning,
    Format,
    HistoryEntry,
    Page,
    Statistics,
    Validation,
)
from ._retry import RetryPolicy

__version__ = "0.1.0"

__all__ = [
    "AsyncEventStream", "AsyncExportIAClient", "Batch", "Catalogue", "ConflictError", "ConnectionFailed",
    "EventStream", "Export", "ExportEnded", "ExportEvent", "ExportFailure", "ExportFile", "ExportIAClient",
    "ExportIAError", "ExportWarning", "Forbidden", "Format", "Gone", "HistoryEntry", "InvalidRequest", "NotFound",
    "Page", "Place", "RateLimited", "RetryPolicy", "ServerFailed", "Statistics", "TimedOut", "TooLarge",
    "Unauthorized", "Unavailable", "UnexpectedAnswer", "Validation", "create_async_client", "create_client",
]
