"""The same work with Python's Prometheus client and its logging."""
import json
import logging
import sys
import time

import prometheus_client

work, operations = sys.argv[1], int(sys.argv[3])
registry = prometheus_client.CollectorRegistry()
if work == "counter":
    counter = prometheus_client.Counter("jobs", "Jobs", ["kind"], registry=registry).labels("pdf")

    def step(i):
        counter.inc()
elif work == "histogram":
    buckets = [16384e-9 * 2**i for i in range(24)]
    histogram = prometheus_client.Histogram("duration_seconds", "Time", ["kind"], registry=registry, buckets=buckets).labels("pdf")

    def step(i):
        histogram.observe((i & 0xFFFFF) * 1e-9)
else:
    class Lines(logging.Formatter):
        def format(self, record):
            return json.dumps({"time": self.formatTime(record), "level": record.levelname, "message": record.getMessage(), **record.fields})

    handler = logging.StreamHandler(open("/dev/null", "w"))
    handler.setFormatter(Lines())
    logger = logging.getLogger("http")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)

    def step(i):
        logger.info("Request answered", extra={"fields": {"method": "GET", "route": "/exports/{id}", "status": 200, "bytes": i}})

before, start = time.process_time(), time.perf_counter()
for i in range(operations):
    step(i)
print((time.process_time() - before) * 1e9 / operations, (time.perf_counter() - start) * 1e9 / operations)
