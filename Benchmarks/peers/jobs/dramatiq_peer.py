"""No-op jobs through dramatiq and Redis: sent one by one, then run by a worker of 8 threads; not durable."""
import json
import sys
import time

import dramatiq
from dramatiq.brokers.redis import RedisBroker

COUNT = int(sys.argv[2])
broker = RedisBroker(url=sys.argv[1])
dramatiq.set_broker(broker)


@dramatiq.actor
def nothing(number):
    pass


started = time.perf_counter()
for number in range(COUNT):
    nothing.send(number)
sent = time.perf_counter() - started
worker = dramatiq.Worker(broker, worker_threads=8)
started = time.perf_counter()
worker.start()
broker.join(nothing.queue_name)
worker.join()
print(json.dumps({"submits": COUNT / sent, "lives": COUNT / (time.perf_counter() - started)}))
worker.stop()
