"""The background half: numbered tasks, and a tick that the scheduler asks for."""
import os
import socket
import sys
import time

from celery import Celery
from celery.signals import before_task_publish

VERSION = os.environ.get("APP_VERSION", "v0")
COLOR = os.environ.get("APP_COLOR", "none")
RESULTS = os.environ.get("RESULTS", "/results")

if os.environ.get("BROKEN") == "worker" and os.environ.get("ROLE") == "worker":
    sys.exit("this version's worker is broken on purpose")

celery = Celery("tasks", broker=os.environ.get("REDIS_URL", "redis://redis:6379/0"))
celery.conf.update(
    # A task counts as done when it has ended, not when it was picked up: a worker that is killed gives it back.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    # One task at a time per process: nothing waits in the memory of a worker that is about to be stopped.
    worker_prefetch_multiplier=1,
    # After this many seconds Redis hands out again what a killed worker had. It must be longer than the longest task,
    # or that task runs twice; kombu's default of one hour is what a killed task would otherwise wait.
    broker_transport_options={"visibility_timeout": 60},
    broker_connection_retry_on_startup=True,
    # A tick that could not run for a while is worth nothing later.
    beat_schedule={
        "tick": {
            "task": "tick",
            "schedule": float(os.environ.get("TICK_S", "5")),
            "options": {"expires": 30},
        }
    },
)


def note(name, *words):
    """One line, one write: lines of several workers do not mix."""
    line = " ".join(str(word) for word in (*words, f"{time.time():.3f}", VERSION, COLOR, socket.gethostname()))
    file = os.open(os.path.join(RESULTS, name), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        os.write(file, (line + "\n").encode())
    finally:
        os.close(file)


def burn(seconds):
    """Uses this much CPU time, as real work does (sleeping would leave the CPU to others)."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


@celery.task(name="work")
def work(number, ms):
    burn(ms / 1000)
    note("done.log", number)


@celery.task(name="tick")
def tick():
    note("ticks.log", "tick")


@before_task_publish.connect
def asked(sender=None, **_):
    """The scheduler asks for a tick: two schedulers at once would be seen here, whatever their workers do."""
    if os.environ.get("ROLE") == "beat":
        note("beats.log", "asked")
