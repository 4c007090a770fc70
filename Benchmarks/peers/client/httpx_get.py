"""httpx_get.py URL REQUESTS CONCURRENT: the same work with httpx."""
import asyncio
import sys

import httpx


async def main(url, requests, concurrent):
    limits = httpx.Limits(max_connections=concurrent, max_keepalive_connections=concurrent)
    async with httpx.AsyncClient(limits=limits, timeout=300, trust_env=False) as client:
        async def worker(count):
            size = 0
            for _ in range(count):
                async with client.stream("GET", url) as response:
                    async for chunk in response.aiter_bytes():
                        size += len(chunk)
            return size

        counts = [requests // concurrent + (n < requests % concurrent) for n in range(concurrent)]
        print(sum(await asyncio.gather(*map(worker, counts))))


asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
