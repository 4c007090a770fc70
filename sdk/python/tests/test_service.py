"""The client against the whole service."""

from __future__ import annotations

import base64
import io
import pathlib
import tempfile
import threading
import tracemalloc
import unittest
import uuid
import zipfile
from datetime import datetime, timedelta, timezone
from typing import List

from export_ia_sdk import (
    ConflictError, Export, ExportEnded, Gone, InvalidRequest, NotFound, TimedOut, create_client,
)
from tests.servers import real

CONTENT = {"title": "Sales", "sections": [{"heading": "May", "content": "They **doubled**."}]}


class Service(unittest.TestCase):
    def setUp(self) -> None:
        self.client = create_client(real(), api_key="eia_unused")
        self.addCleanup(self.client.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_a_document_becomes_a_file(self) -> None:
        client = self.client
        seen: List[float] = []
        response = client.export_document(content=CONTENT, format="pdf", quality_level="professional")
        done = client.wait_for_completion(response.task_id, 60, lambda now: seen.append(now.progress))
        self.assertEqual((done.status, done.quality_level, seen[-1]), ("completed", "professional", 1.0))
        data = client.download_export(response.task_id)
        self.assertTrue(data.startswith(b"%PDF-"))
        self.assertEqual(len(data), done.file_size)
        path = client.download_export(response.task_id, to=self.folder)
        self.assertEqual((path.name, path.read_bytes()), (done.files[0].name, data))
        buffer = io.BytesIO()
        self.assertEqual(client.download_export(response.task_id, to=buffer), len(data))
        self.assertEqual(buffer.getvalue(), data)
        self.assertEqual(client.status(response.task_id), done)

    def test_events_tell_the_whole_life(self) -> None:
        export = self.client.export_document(CONTENT, "docx")
        events = list(self.client.events(export.id))
        self.assertEqual([one.id for one in events], list(range(1, len(events) + 1)))
        self.assertEqual((events[0].name, events[-1].name), ("job_submitted", "job_completed"))
        self.assertEqual(list(self.client.events(export.id, after=1)), events[1:])
        history = self.client.history(export.id)
        self.assertEqual([one.event for one in history], [one.name for one in events])

    def test_a_stream_of_events_can_be_left(self) -> None:
        export = self.client.export_document("# A", "html", delay_seconds=3600)
        stream = self.client.events(export.id)
        self.assertEqual(next(stream).name, "job_submitted")
        reader = threading.Thread(target=lambda: list(stream))
        reader.start()
        stream.close()
        reader.join(10)
        self.assertFalse(reader.is_alive())
        self.client.cancel(export.id)

    def test_files_are_sent_as_they_lie(self) -> None:
        rows = "city,sum\n" + "".join(f"Zürich {row},{row}\n" for row in range(40_000))
        source = self.folder / 'towns "new".csv'
        source.write_text(rows, encoding="utf-8")

        class Pipe(io.RawIOBase):
            """Cannot be rewound, so nobody knows its length."""

            def __init__(self) -> None:
                self._file = open(source, "rb")

            def readable(self) -> bool:
                return True

            def read(self, size: int = -1) -> bytes:
                return self._file.read(size)

            def close(self) -> None:
                self._file.close()

        for file in (source, open(source, "rb"), Pipe()):
            export = self.client.export_file(
                file, formats=["ndjson", "csv"], content_type="text/csv", metadata={"customer_id": 7})
            if not isinstance(file, pathlib.Path):
                file.close()
            done = self.client.wait_for_completion(export.id, 60)
            self.assertEqual([one.format for one in done.files], ["ndjson", "csv"])
            self.assertEqual(done.metadata, {"customer_id": 7})
            target = self.client.download_export(export.id, to=self.folder / "back.csv", format="csv")
            self.assertEqual(target.read_text(encoding="utf-8"), rows)

    def test_conversions_leave_no_record(self) -> None:
        page = self.client.convert(b"# A\n\nSome *text*.", "html", content_type="text/markdown")
        self.assertIn(b"<em>text</em>", page)
        (self.folder / "rows.json").write_text('[{"a":1},{"a":2}]')
        target = self.client.convert(
            self.folder / "rows.json", "csv", content_type="application/json", into=self.folder / "rows.csv")
        self.assertEqual(target.read_text().split(), ["a", "1", "2"])

    def test_exports_are_held_cancelled_and_made_again(self) -> None:
        client = self.client
        export = client.export_document("# A", "html", priority="low", delay_seconds=3600)
        self.assertEqual((export.status, export.priority), ("queued", "low"))
        held = client.export_document("# B", "html", delay_seconds=3600)
        self.assertEqual(client.pause(held.id).status, "paused")
        self.assertNotEqual(client.resume(held.id).status, "paused")
        with self.assertRaises(TimedOut):
            client.wait_for_completion(export.id, timeout=0.06)
        with self.assertRaises(ConflictError) as early:
            client.download_export(export.id)
        self.assertEqual((early.exception.code, early.exception.retry_after), ("export_not_ready", 1.0))
        self.assertEqual(client.cancel(export.id).status, "cancelled")
        with self.assertRaises(ConflictError):
            client.pause(export.id)
        with self.assertRaises(ExportEnded):
            client.wait_for_completion(export.id)
        client.retry(export.id)
        done = client.wait_for_completion(export.id, 60)
        self.assertEqual(client.remove(done.id).status, "expired")
        with self.assertRaises(Gone):
            client.download_export(done.id)

    def test_lists_go_over_all_pages(self) -> None:
        title = f"list {uuid.uuid4()}"
        made = [
            self.client.export_document(
                f"# {one}", "text", title=f"{title} {one}", run_at=datetime.now(timezone.utc) + timedelta(hours=1)).id
            for one in range(7)
        ]
        found = [one.id for one in self.client.exports(search=title, page_size=3)]
        self.assertEqual(found, made[::-1])
        found = [one.id for one in self.client.exports(
            search=title, status=["queued", "paused"], created_after="2020-01-01T00:00:00Z",
            created_before=datetime.now() + timedelta(hours=1), oldest_first=True)]
        self.assertEqual(found, made)
        for one in made:
            self.client.cancel(one)

    def test_bad_requests_say_where(self) -> None:
        with self.assertRaises(InvalidRequest) as wrong:
            self.client.export_document("# A", "pfd")
        self.assertEqual((wrong.exception.code, wrong.exception.errors[0].pointer), ("format_unknown", "/format"))
        with self.assertRaises(InvalidRequest) as wrong:
            self.client.export_document({"sections": "none"}, "pdf")
        self.assertEqual(wrong.exception.errors[0].pointer, "/content/sections")
        with self.assertRaises(NotFound):
            self.client.status("a/b?c")
        self.assertTrue(self.client.validate("# A", "pdf").valid)
        bad = self.client.validate({"sections": "none"}, "pdf")
        self.assertFalse(bad.valid)
        self.assertEqual(bad.errors[0].details["pointer"], "/content/sections")

    def test_one_key_makes_one_export(self) -> None:
        key = str(uuid.uuid4())
        made = {self.client.export_document("# A", "html", idempotency_key=key).id for _ in range(2)}
        self.assertEqual(len(made), 1)
        with self.assertRaises(InvalidRequest) as wrong:
            self.client.export_document("# B", "html", idempotency_key=key)
        self.assertEqual(wrong.exception.code, "idempotency_key_reused")
        (self.folder / "c.md").write_text("# C")
        made = {
            self.client.export_file(self.folder / "c.md", "html", idempotency_key=key + "-file").id for _ in range(2)
        }
        self.assertEqual(len(made), 1)

    def test_batches_are_followed_and_fetched(self) -> None:
        client = self.client
        made = client.create_batch([{"content": f"# {one}", "format": "html"} for one in range(2)], "pages")
        self.assertEqual(len(made.exports), 2)
        seen: List[float] = []
        done = client.wait_for_batch(made.id, 60, lambda now: seen.append(now.progress))
        self.assertEqual((done.status, done.states["completed"], len(done.items), seen[-1]), ("completed", 2, 2, 1.0))
        path = client.download_batch(made.id, to=self.folder)
        self.assertEqual((path.name, zipfile.ZipFile(path).testzip()), ("pages.zip", None))
        later = client.create_batch([{"content": "# A", "format": "html", "delay_seconds": 3600}])
        self.assertEqual(client.pause_batch(later.id).states["paused"], 1)
        self.assertEqual(client.cancel_batch(later.id).status, "cancelled")
        self.assertEqual(client.retry_batch(later.id).states["cancelled"], 0)
        self.assertEqual(client.resume_batch(later.id).count, 1)

    def test_a_template_is_filled_row_by_row(self) -> None:
        client = self.client
        template = {"content": "Dear {{name}}", "format": "text", "output_name": "for-{{name}}"}
        for rows in ([{"name": "Ada"}, {"name": "Grace"}], "name\nAda\nGrace\n"):
            made = client.merge_batch(template, rows, "letters")
            client.wait_for_batch(made.id, 60)
            archive = zipfile.ZipFile(client.download_batch(made.id, to=self.folder))
            self.assertEqual(
                {name: archive.read(name).decode().strip() for name in archive.namelist()},
                {"0000-for-Ada.txt": "Dear Ada", "0001-for-Grace.txt": "Dear Grace"})
        one = client.wait_for_completion(client.export_document("Dear {{name}}", "text", data={"name": "Eve"}).id)
        self.assertEqual(client.download_export(one.id).decode().strip(), "Dear Eve")
        with self.assertRaises(InvalidRequest) as refused:
            client.merge_batch(template, [{"name": "Ada"}, {}])
        self.assertEqual(refused.exception.errors[0].pointer, "/rows/1")

    def test_pictures_go_with_a_file(self) -> None:
        picture = self.folder / "dot.png"
        picture.write_bytes(base64.b64decode(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="))
        page = self.folder / "page.md"
        page.write_text("# A\n\n![A dot](dot.png)\n")
        for key in (None, "pictures", "pictures"):
            made = self.client.export_file(page, "html", attachments=[picture], idempotency_key=key)
            self.client.wait_for_completion(made.id)
            self.assertIn(b"data:image/png", self.client.download_export(made.id))

    def test_the_catalogue_is_there(self) -> None:
        formats = self.client.formats()
        self.assertIn("application/pdf", [one.media_type for one in formats.formats if one.name == "pdf"])
        self.assertIn("premium", formats.quality_levels)
        self.assertEqual(self.client.template("table")["content_type"], "text/csv")
        self.assertTrue(self.client.is_ready())
        self.client.wait_for_completion(self.client.export_document("# A", "text").id)
        statistics = self.client.statistics()
        self.assertGreaterEqual(statistics.total, 1)
        self.assertIsNotNone(statistics.success_rate)

    def test_threads_share_a_client(self) -> None:
        sizes: List[int] = []

        def work(number: int) -> None:
            export: Export = self.client.export_document(f"# Number {number}", "html")
            self.client.wait_for_completion(export.id, 60)
            sizes.append(len(self.client.download_export(export.id)))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(20)]
        for one in threads:
            one.start()
        for one in threads:
            one.join(60)
        self.assertEqual(len(sizes), 20)
        self.assertTrue(all(sizes))

    def test_a_large_file_takes_little_memory(self) -> None:
        source = self.folder / "large.csv"
        source.write_bytes(b"text\n" + (b"x" * 99 + b"\n") * 120_000)
        tracemalloc.start()
        try:
            export = self.client.export_file(source, "csv")
            self.client.wait_for_completion(export.id, 120)
            target = self.client.download_export(export.id, to=self.folder / "back.csv")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        self.assertEqual(target.read_bytes(), source.read_bytes())
        self.assertLess(peak, 3 << 20)
