"""What is sent again, when, and what comes out of a server that answers badly."""

from __future__ import annotations

import asyncio
import io
import os
import tempfile
import unittest

from export_ia_sdk import (
    ConflictError, ConnectionFailed, ExportEnded, ExportIAClient, ExportIAError, InvalidRequest, RateLimited,
    RetryPolicy, ServerFailed, Unavailable, UnexpectedAnswer, create_async_client, create_client,
)
from export_ia_sdk._client import _file_name
from export_ia_sdk._errors import retry_after
from export_ia_sdk._events import EventParser
from tests.servers import FaultyServer, answer, export

BUSY = answer("503 Service Unavailable", ["Retry-After: 0"], '{"code":"busy","detail":"Later."}')
FILE = ['ETag: "abc"', 'Content-Disposition: attachment; filename="plan.pdf"']


def client(server: FaultyServer) -> ExportIAClient:
    return create_client(
        server.address, api_key="eia_secret", timeout=20, retry=RetryPolicy(attempts=3, base=0.001, longest=0.002))


class Retries(unittest.TestCase):
    def test_reading_is_repeated(self) -> None:
        with FaultyServer(BUSY, BUSY, answer("200 OK", body=export("running"))) as server:
            found = client(server).status("01a1")
            self.assertEqual((found.status, found.metadata["customer_id"]), ("running", 7))
            self.assertEqual(len(server.requests), 3)
            self.assertTrue(all(b"Authorization: Bearer eia_secret" in one for one in server.requests))

    def test_submitting_is_repeated_with_the_same_key(self) -> None:
        with FaultyServer(BUSY, answer("202 Accepted", body=export("queued"))) as server:
            client(server).export_document("# A", "pdf")
            keys = [
                line for one in server.requests for line in one.split(b"\r\n") if line.startswith(b"Idempotency-Key:")
            ]
            self.assertEqual(len(keys), 2)
            self.assertEqual(keys[0], keys[1])

    def test_an_answer_that_is_cut_is_asked_for_again(self) -> None:
        whole = export("completed")
        with FaultyServer(
            answer("200 OK", body=whole[:40], claimed=len(whole)), answer("200 OK", body=whole)
        ) as server:
            self.assertEqual(client(server).status("01a1").status, "completed")

    def test_commands_are_sent_once(self) -> None:
        with FaultyServer(BUSY, answer("200 OK", body=export("queued"))) as server:
            with self.assertRaises(Unavailable) as raised:
                client(server).retry("01a1")
            self.assertEqual((raised.exception.code, raised.exception.retry_after), ("busy", 0.0))
            self.assertEqual(len(server.requests), 1)

    def test_the_last_error_is_the_callers(self) -> None:
        with FaultyServer(BUSY, BUSY, BUSY) as server:
            with self.assertRaises(Unavailable):
                client(server).formats()
            self.assertEqual(len(server.requests), 3)

    def test_a_long_wait_is_left_to_the_caller(self) -> None:
        with FaultyServer(answer("429 Too Many Requests", ["Retry-After: 3600"])) as server:
            with self.assertRaises(RateLimited) as raised:
                client(server).formats()
            self.assertEqual(raised.exception.retry_after, 3600)

    def test_what_the_server_asks_for_is_the_least(self) -> None:
        policy = RetryPolicy(attempts=5, base=0.1, longest=1)

        def busy(seconds: float) -> RateLimited:
            return RateLimited("", code="", status=429, retry_after=seconds)

        for attempt, most in ((1, 0.1), (2, 0.2), (4, 0.8)):
            for _ in range(50):
                delay = policy.delay(attempt, busy(0))
                assert delay is not None
                self.assertTrue(0 <= delay <= most)
        delay = policy.delay(1, busy(2))
        assert delay is not None
        self.assertTrue(2 <= delay <= 2.1)
        self.assertIsNone(policy.delay(5, busy(0)))
        self.assertIsNone(policy.delay(1, busy(61)))
        self.assertIsNone(policy.delay(1, ConflictError("", code="", status=409)))
        self.assertIsNotNone(policy.delay(1, ConnectionFailed("", code="")))

    def test_times_to_wait_are_read(self) -> None:
        noon = 1795262400.0
        for text, seconds in (
            ("0", 0.0), ("120", 120), (" 7 ", 7), ("9" * 30, 1e9), ("Sat, 21 Nov 2026 12:00:30 GMT", 30),
            ("Sat, 21 Nov 2026 11:00:00 GMT", 0), ("soon", None), ("-1", None),
        ):
            self.assertEqual(retry_after(text, noon), seconds, text)

    def test_nobody_there(self) -> None:
        with FaultyServer() as server:
            address = server.address
        with self.assertRaises(ConnectionFailed):
            create_client(address, retry=RetryPolicy(attempts=1)).formats()

    def test_what_is_no_answer_of_ours(self) -> None:
        for one, kind in (
            (answer("200 OK", body="<p>Welcome</p>"), UnexpectedAnswer), (answer("200 OK", body="{}"), UnexpectedAnswer),
            (answer("302 Found", ["Location: http://127.0.0.1:1/"]), UnexpectedAnswer),
            (answer("500 Internal Server Error", body="<p>"), ServerFailed),
            (answer("422 Unprocessable Content", body='{"code":"x","errors":[{"pointer":"/a","detail":"b"}]}'),
             InvalidRequest),
        ):
            with FaultyServer(one) as server:
                with self.assertRaises(kind):
                    client(server).formats()
        with self.assertRaises(InvalidRequest):
            create_client("127.0.0.1:8000")


class BrokenStreams(unittest.TestCase):
    def test_a_download_goes_on_where_it_was(self) -> None:
        with FaultyServer(
            answer("200 OK", FILE, "0123", claimed=10),
            answer("206 Partial Content", [*FILE, "Content-Range: bytes 4-9/10"], "45", claimed=6),
            answer("206 Partial Content", [*FILE, "Content-Range: bytes 6-9/10"], "6789"),
        ) as server, tempfile.TemporaryDirectory() as folder:
            path = client(server).download_export("01a1", to=folder)
            self.assertEqual((path.name, path.read_bytes()), ("plan.pdf", b"0123456789"))
            self.assertIn(b"Range: bytes=4-", server.requests[1])
            self.assertIn(b'If-Range: "abc"', server.requests[1])
            self.assertIn(b"Range: bytes=6-", server.requests[2])

    def test_a_file_that_has_changed_is_not_mixed(self) -> None:
        with FaultyServer(
            answer("200 OK", FILE, "0123", claimed=10), answer("200 OK", FILE, "abcdefghij")
        ) as server:
            with self.assertRaises(ConnectionFailed) as raised:
                client(server).download_export("01a1", to=io.BytesIO())
            self.assertEqual(raised.exception.code, "file_changed")

    def test_what_is_not_whole_or_damaged_is_not_there(self) -> None:
        cut = answer("200 OK", FILE, "0123", claimed=10)
        damaged = answer("200 OK", [f'ETag: "{"0" * 64}"'], "0123")
        for answers in ((cut, cut, cut, cut), (damaged,)):
            with FaultyServer(*answers) as server, tempfile.TemporaryDirectory() as folder:
                with self.assertRaises(ExportIAError):
                    client(server).download_export("01a1", to=os.path.join(folder, "plan.pdf"))
                self.assertEqual(os.listdir(folder), [])

    def test_events_go_on_behind_the_last(self) -> None:
        stream = ["Content-Type: text/event-stream"]
        first = 'id: 1\nevent: job_submitted\ndata: {}\n\nid: 2\nevent: progress_updated\ndata: {"progress":0.5}\n\nid: 3\nev'
        with FaultyServer(
            answer("200 OK", stream, first, claimed=1000), BUSY,
            answer(
                "200 OK", stream,
                "id: 2\nevent: progress_updated\ndata: {}\n\nid: 3\nevent: job_completed\ndata: {}\n\n"),
            answer("200 OK", body=export("completed")),
        ) as server:
            events = list(client(server).events("01a1"))
            self.assertEqual([one.id for one in events], [1, 2, 3])
            self.assertEqual((events[1].progress, events[2].is_last), (0.5, True))
            self.assertIn(b"Last-Event-ID: 0", server.requests[0])
            self.assertIn(b"Last-Event-ID: 2", server.requests[2])

    def test_a_server_that_is_away_is_waited_for(self) -> None:
        running = answer("200 OK", body=export("running"))
        done = answer("200 OK", body=export("completed", 2))
        # Connections that close without a word, more of them than a request is sent.
        away = [b""] * 7
        with FaultyServer(running, *away, done) as server:
            self.assertEqual(client(server).wait_for_completion("01a1").status, "completed")
        with FaultyServer(running, *away, done) as server:
            self.assertEqual(asyncio.run(self.wait(server)), "completed")
        event = "id: 1\nevent: job_completed\ndata: {}\n\n"
        with FaultyServer(*away, answer("200 OK", ["Content-Type: text/event-stream"], event), done) as server:
            self.assertEqual([one.name for one in client(server).events("01a1")], ["job_completed"])
        with FaultyServer(running, b"") as server:
            impatient = create_client(server.address, retry=RetryPolicy(attempts=1, patience=0))
            with self.assertRaises(ConnectionFailed):
                impatient.wait_for_completion("01a1")

    @staticmethod
    async def wait(server: FaultyServer) -> str:
        retry = RetryPolicy(attempts=3, base=0.001, longest=0.002)
        async with create_async_client(server.address, retry=retry) as patient:
            return (await patient.wait_for_completion("01a1")).status

    def test_a_cancelled_export_is_an_error(self) -> None:
        with FaultyServer(
            answer("200 OK", body=export("running")), answer("200 OK", body=export("cancelled", 2))
        ) as server:
            with self.assertRaises(ExportEnded) as raised:
                client(server).wait_for_completion("01a1")
            self.assertEqual(raised.exception.export.status, "cancelled")

    def test_events_are_read_in_any_pieces(self) -> None:
        text = (
            '\ufeff: hello\r\nid: 7\r\nevent: job_started\r\ndata: {"a":\r\ndata: 1}\r\n\r\n'
            "data:plain\rdata\r\rretry: 1500\nid: x\nid: nul\0\nevent\ndata:  two\n\nevent: lost\n\ndata: cut"
        ).encode()
        for size in range(1, 8):
            parser = EventParser()
            events = [one for start in range(0, len(text), size) for one in parser.feed(text[start:start + size])]
            self.assertEqual(
                events, [("7", "job_started", '{"a":\n1}'), ("7", "message", "plain\n"), ("x", "message", " two")])

    def test_names_of_files_stay_in_their_folder(self) -> None:
        for field, name in (
            ('attachment; filename="plan.pdf"', "plan.pdf"), ("attachment; filename=plan.pdf", "plan.pdf"),
            ("attachment; filename=\"Pl_n.pdf\"; filename*=UTF-8''Pl%C3%A4n.pdf", "Plän.pdf"),
            ('attachment; filename="../../etc/passwd"', ".._.._etc_passwd"), ('attachment; filename="a;b.pdf"', "a;b.pdf"),
            ('attachment; filename=".."', None), ("inline", None),
        ):
            self.assertEqual(_file_name(field), name)
