"""The web half: says which version and colour it is, and queues numbered tasks."""
import multiprocessing
import os
import sys
import time

import redis
from flask import Flask, jsonify, request

import tasks

# How this version is broken on purpose, set when the image is built: empty (not), health (never ready), exit (ends at once),
# proxied (ready by itself, but not for visitors who come through the proxy), worker (its worker ends at once), later (answers visitors
# with 503 from 10 s after the first of them).
BROKEN = os.environ.get("BROKEN", "")

if BROKEN == "exit":
    sys.exit("this version's web is broken on purpose")

tasks.burn(float(os.environ.get("BOOT_CPU_S", "1")))

app = Flask(__name__)
queue = redis.Redis.from_url(
    os.environ.get("REDIS_URL", "redis://redis:6379/0"), socket_timeout=1, socket_connect_timeout=1
)

# When the first visitor came, in seconds of the monotonic clock, the same for all processes of this web; 0: none yet.
first_visit = multiprocessing.Value("d", 0.0)


@app.before_request
def fall_ill():
    """A leak, a full pool, an expired certificate: some releases fail only once they have served for a while."""
    if BROKEN != "later" or "X-Forwarded-For" not in request.headers:
        return None
    with first_visit.get_lock():
        first_visit.value = first_visit.value or time.monotonic()
        ill = time.monotonic() - first_visit.value > 10
    return ("this version fell ill on purpose\n", 503) if ill else None


@app.get("/health/")
def health():
    """Ready means: a visitor can be served, and what a visitor asks for can be queued."""
    if BROKEN == "health" or (BROKEN == "proxied" and "X-Forwarded-For" in request.headers):
        return "this version is broken on purpose\n", 503
    try:
        queue.ping()
    except redis.RedisError as problem:
        return f"no queue: {problem}\n", 503
    return "ok\n"


@app.get("/")
def index():
    return jsonify(version=tasks.VERSION, color=tasks.COLOR)


@app.get("/enqueue/<int:number>")
def enqueue(number):
    ms = min(request.args.get("ms", 50, type=int), 10_000)
    tasks.work.delay(number, ms)
    return jsonify(queued=number, version=tasks.VERSION, color=tasks.COLOR)
