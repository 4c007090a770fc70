"""The asyncio client against the whole service."""

from __future__ import annotations

import asyncio
import tempfile
import time
import unittest
from typing import List

from export_ia_sdk import AsyncExportIAClient, Export, ExportEnded, InvalidRequest, TimedOut, create_async_client
from tests.servers import real


class Asynchronous(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.client: AsyncExportIAClient = create_async_client(real(), connections=8)

    async def asyncTearDown(self) -> None:
        await self.client.close()

    async def test_many_at_once(self) -> None:
        async def one(number: int) -> int:
            export = await self.client.export_document(f"# Asynchronous {number}", "html")
            done = await self.client.wait_for_completion(export.id, 60)
            return len(await self.client.download_export(done.id))

        sizes = await asyncio.gather(*(one(number) for number in range(60)))
        self.assertEqual(len(sizes), 60)
        self.assertTrue(all(sizes))

    async def test_waiting_holds_no_connection(self) -> None:
        exports = [await self.client.export_document("# A", "html", delay_seconds=3600) for _ in range(24)]
        waits = [asyncio.ensure_future(self.client.wait_for_completion(one.id, 30)) for one in exports]
        await asyncio.sleep(0.1)
        self.assertTrue(await asyncio.wait_for(self.client.is_ready(), 10))
        for one in exports:
            await self.client.cancel(one.id)
        for wait in waits:
            with self.assertRaises(ExportEnded):
                await wait

    async def test_progress_may_be_a_coroutine(self) -> None:
        seen: List[str] = []

        async def listen(export: Export) -> None:
            await asyncio.sleep(0)
            seen.append(export.status)

        export = await self.client.export_document("# A", "pdf")
        await self.client.wait_for_completion(export.id, 60, listen)
        self.assertEqual(seen[-1], "completed")

    async def test_events_are_followed_and_left(self) -> None:
        export = await self.client.export_document("# A", "html")
        names = [event.name async for event in self.client.events(export.id)]
        self.assertEqual((names[0], names[-1]), ("job_submitted", "job_completed"))
        later = await self.client.export_document("# A", "html", delay_seconds=3600)
        began = asyncio.Event()

        async def follow() -> None:
            async for _ in self.client.events(later.id):
                began.set()

        task = asyncio.ensure_future(follow())
        await asyncio.wait_for(began.wait(), 10)
        await asyncio.sleep(0.05)
        task.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await task
        start = time.monotonic()
        await self.client.cancel(later.id)
        await self.client.close()
        # The thread that had waited for events did not hold the client up.
        self.assertLess(time.monotonic() - start, 5)

    async def test_the_rest_is_there(self) -> None:
        client = self.client
        with self.assertRaises(InvalidRequest):
            await client.export_document("# A", "pfd")
        self.assertTrue((await client.validate("# A", "pdf")).valid)
        self.assertTrue((await client.formats()).formats)
        self.assertEqual((await client.template("table"))["content_type"], "text/csv")
        self.assertGreaterEqual((await client.statistics()).total, 0)
        batch = await client.create_batch([{"content": "# A", "format": "html"}])
        done = await client.wait_for_batch(batch.id, 60)
        with tempfile.TemporaryDirectory() as folder:
            archive = await client.download_batch(batch.id, to=folder)
            self.assertTrue(archive.exists())
        self.assertIn(done.items[0].id, [one.id async for one in client.exports(page_size=5, batch=batch.id)])
        self.assertEqual(len(await client.history(done.items[0].id)), done.items[0].version)
        later = await client.export_document("# A", "html", delay_seconds=3600)
        with self.assertRaises(TimedOut):
            await client.wait_for_completion(later.id, timeout=0.01)
        self.assertEqual((await client.pause(later.id)).status, "paused")
        self.assertEqual((await client.cancel(later.id)).status, "cancelled")
        self.assertNotEqual((await client.retry(later.id)).status, "cancelled")
        page = await client.convert(b"# A", "html", content_type="text/markdown")
        self.assertIn(b"<h1", page)
