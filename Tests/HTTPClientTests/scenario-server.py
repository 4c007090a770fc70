"""An HTTP/1.1 server for tests that says exactly the bytes a scenario needs.

usage: scenario-server.py [--unix PATH] [--tls CERTIFICATE KEY]
Prints its port (or the path) on the first line; ends when its standard input is closed.
"""
import asyncio
import gzip
import json
import os
import socket
import ssl
import struct
import sys
import urllib.parse
import zlib

counts = {}
connections = 0


class Request:
    def __init__(self, method, target, fields, reader, writer):
        self.method, self.reader, self.writer, self.fields = method, reader, writer, fields
        parts = urllib.parse.urlsplit(target)
        self.target, self.path = target, parts.path
        self.query = {k: v[0] for k, v in urllib.parse.parse_qs(parts.query).items()}
        self.is_read = False

    def get(self, name, default=None):
        return next((v for k, v in self.fields if k.lower() == name), default)

    async def body(self):
        self.is_read = True
        if (self.get("transfer-encoding") or "").lower() == "chunked":
            body = b""
            while True:
                size = int((await self.reader.readline()).split(b";")[0], 16)
                body += await self.reader.readexactly(size)
                await self.reader.readline()
                if size == 0:
                    return body
        return await self.reader.readexactly(int(self.get("content-length", "0")))

    async def raw(self, data):
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self, body=b"", status=200, fields=()):
        if isinstance(body, str):
            body = body.encode()
        lines = [f"HTTP/1.1 {status} Answer", f"Content-Length: {len(body)}"] + [f"{k}: {v}" for k, v in fields]
        await self.raw("\r\n".join(lines).encode() + b"\r\n\r\n" + (b"" if self.method == "HEAD" else body))


def zstd(data):
    import subprocess
    return subprocess.run(["zstd", "-q", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout


def bomb(size):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


async def handle(r, number, index):
    """Answers one request; returns whether the connection stays."""
    q = r.query
    key = q.get("key")
    if key:
        counts[key] = counts.get(key, 0) + 1
    match r.path:
        case "/hello":
            await r.answer("hello")
        case "/count":
            await r.answer(str(counts.get(q["of"], 0)))
        case "/connections":
            await r.answer(str(connections))
        case "/echo":
            await r.answer(await r.body(), fields=[("X-Method", r.method), ("X-Connection", number)])
        case "/fields":
            await r.answer(json.dumps({"method": r.method, "target": r.target, "fields": r.fields}))
        case "/digest":
            import hashlib
            digest = hashlib.sha256(await r.body()).hexdigest()
            await r.answer(json.dumps([digest, r.get("content-length"), r.get("transfer-encoding")]))
        case "/status":
            fields = [(k[2:], v) for k, v in q.items() if k.startswith("f-")]
            await r.answer("status", status=int(q["code"]), fields=fields)
        case "/flaky":
            if counts[key] <= int(q["fails"]):
                if q.get("how") == "reset":
                    return reset(r)
                if q.get("how") == "close":
                    return False
                fields = [("Retry-After", q["after"])] if "after" in q else []
                await r.answer("later", status=int(q.get("code", "503")), fields=fields)
            else:
                await r.answer(f"attempt {counts[key]}")
        case "/redirect":
            await r.answer("elsewhere", status=int(q.get("code", "302")), fields=[("Location", q["to"])])
        case "/slow":
            await asyncio.sleep(float(q["seconds"]))
            await r.answer("slow")
        case "/stall":
            await r.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsome")
            await asyncio.sleep(float(q.get("seconds", "60")))
        case "/trickle":
            await r.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
            for _ in range(10):
                await r.raw(b"x")
                await asyncio.sleep(float(q["seconds"]))
        case "/chunked":
            await r.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-End\r\n\r\n")
            for piece in (b"one ", b"two ", b"three"):
                await r.raw(f"{len(piece):x};ext=1\r\n".encode() + piece + b"\r\n")
            await r.raw(b"0\r\nX-End: yes\r\n\r\n")
        case "/interim":
            await r.raw(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n")
            await r.answer("final")
        case "/truncated":
            await r.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
            return False
        case "/truncated-chunked":
            await r.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nonly \r\n")
            return False
        case "/raw":
            await r.raw(q["bytes"].encode("latin-1"))
            return False
        case "/nothing":
            return False
        case "/reset":
            return reset(r)
        case "/closes-when-reused":
            await r.body()
            if index > 1:
                return False
            await r.answer("first")
        case "/gzip":
            await r.answer(gzip.compress(q["text"].encode()) * int(q.get("members", "1")),
                           fields=[("Content-Encoding", "gzip")])
        case "/zstd":
            await r.answer(zstd(q["text"].encode()), fields=[("Content-Encoding", "zstd")])
        case "/gzip-cut":
            data = gzip.compress(bytes(range(256)) * 100)
            await r.answer(data[:len(data) // 2], fields=[("Content-Encoding", "gzip")])
        case "/gzip-damaged":
            await r.answer(b"\x1f\x8b\x08\x00not gzip at all", fields=[("Content-Encoding", "gzip")])
        case "/bomb":
            data = bytes(int(q["size"]))
            data = zstd(data) if q["as"] == "zstd" else bomb(int(q["size"]))
            await r.answer(data, fields=[("Content-Encoding", q["as"])])
        case "/bytes":
            left = int(q["size"])
            await r.raw(f"HTTP/1.1 200 OK\r\nContent-Length: {left}\r\n\r\n".encode())
            block = bytes(1 << 16)
            while left > 0:
                await r.raw(block[:left])
                left -= len(block)
        case "/endless":
            await r.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while True:
                await r.raw(b"10000\r\n" + bytes(1 << 16) + b"\r\n")
                counts[key] = counts.get(key, 0) + 1
        case "/fat-header":
            await r.raw(b"HTTP/1.1 200 OK\r\nX-Fat: " + b"a" * int(q["size"]) + b"\r\nContent-Length: 0\r\n\r\n")
        case "/many-fields":
            await r.raw(b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * int(q["number"]) + b"Content-Length: 0\r\n\r\n")
        case "/endless-header":
            await r.raw(b"HTTP/1.1 200 OK\r\n")
            while True:
                await r.raw(b"X-Line: value\r\n" * 100)
        case "/refuses-early":
            await r.raw(b"HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig")
            await asyncio.sleep(0.2)
            return False
        case "/continue":
            if r.get("expect") == "100-continue":
                await r.raw(b"HTTP/1.1 100 Continue\r\n\r\n")
                await r.answer(b"continued " + await r.body())
            else:
                await r.answer(b"unasked " + await r.body())
        case "/waits-for-end":
            counts[key + "-open"] = 1
            await r.reader.read(1)
            counts[key + "-closed"] = 1
            return False
        case _:
            await r.answer("unknown path", status=404)
    return True


def reset(r):
    r.writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    r.writer.transport.abort()
    return False


async def serve(reader, writer):
    global connections
    connections += 1
    number, index = connections, 0
    try:
        while line := await reader.readline():
            method, target, _ = line.decode("latin-1").split(" ", 2)
            fields = []
            while (field := (await reader.readline()).decode("latin-1").strip()):
                name, _, value = field.partition(":")
                fields.append((name, value.strip()))
            index += 1
            request = Request(method, target, fields, reader, writer)
            if not await handle(request, number, index):
                break
            if not request.is_read and request.path != "/refuses-early":
                await request.body()
    except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
        pass
    finally:
        writer.close()


async def main(arguments):
    context = None
    if "--tls" in arguments:
        at = arguments.index("--tls")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments[at + 1], arguments[at + 2])
    if "--unix" in arguments:
        path = arguments[arguments.index("--unix") + 1]
        await asyncio.start_unix_server(serve, path)
        print(path, flush=True)
    else:
        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context, backlog=2048)
        print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)


asyncio.run(main(sys.argv[1:]))
