"""The benchmark's background work: numbered tasks that take CPU, and a beat that asks for an empty one."""
import os
import socket
import time

from celery import Celery

VERSION = os.environ.get("APP_VERSION", "v0")
COLOR = os.environ.get("APP_COLOR", "none")
DONE = "/results/done.log"

celery = Celery("jobs", broker="redis://redis:6379/0")
celery.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    # Seconds; longer than the longest that a task may be held still.
    broker_transport_options={"visibility_timeout": 120},
    broker_connection_retry_on_startup=True,
    beat_schedule={"beat": {"task": "beat", "schedule": float(os.environ.get("TICK_S", "5")), "options": {"expires": 30}}},
)


def burn(seconds):
    """CPU time of this process, not time on the wall."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


@celery.task(name="work")
def work(number, ms):
    burn(ms / 1000)
    line = f"{number} {time.time():.3f} {VERSION} {COLOR} {socket.gethostname()}\n"
    # One write, so that lines of several processes do not mix.
    log = os.open(DONE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        os.write(log, line.encode())
    finally:
        os.close(log)


@celery.task(name="beat")
def beat():
    pass
