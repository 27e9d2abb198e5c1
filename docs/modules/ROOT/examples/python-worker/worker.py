import os
import signal

import redis

running = True


def stop(signum, frame):
    global running
    running = False


signal.signal(signal.SIGTERM, stop)

queue = redis.Redis.from_url(os.environ["REDIS_URL"])
print("waiting for jobs")
while running:
    job = queue.blpop("jobs", timeout=1)
    if job:
        queue.rpush("results", job[1].decode().upper())
        print("done", job[1].decode())
print("stopped")
