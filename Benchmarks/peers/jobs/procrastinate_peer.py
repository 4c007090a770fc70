"""No-op jobs through procrastinate: deferred in one go, then run by one worker; prints jobs a second for both."""
import asyncio
import json
import sys
import time

import procrastinate

COUNT = int(sys.argv[2])
app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=sys.argv[1]))


@app.task(name="nothing")
async def nothing(number):
    pass


async def main():
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        started = time.perf_counter()
        for first in range(0, COUNT, 500):
            await nothing.batch_defer_async(*({"number": first + index} for index in range(500)))
        deferred = time.perf_counter() - started
        started = time.perf_counter()
        await app.run_worker_async(wait=False, concurrency=32, install_signal_handlers=False)
        print(json.dumps({"submits": COUNT / deferred, "lives": COUNT / (time.perf_counter() - started)}))


asyncio.run(main())
