"""The benchmark's web: each gunicorn process burns CPU before it serves, as a large site does when it is imported."""
import os

from flask import Flask, jsonify, request

import jobs

jobs.burn(float(os.environ.get("BOOT_CPU_S", "6")))

app = Flask(__name__)


@app.get("/health/")
def health():
    return "ok\n"


@app.get("/")
def page():
    return jsonify(version=jobs.VERSION, color=jobs.COLOR)


@app.get("/enqueue/<int:number>")
def enqueue(number):
    jobs.work.delay(number, request.args.get("ms", 300, type=int))
    return jsonify(queued=number, version=jobs.VERSION)
