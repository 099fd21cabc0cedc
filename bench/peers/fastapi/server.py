"""Uvicorn on its faster parts. From a program rather than by its command, so that everything is found wherever it is started."""

import os

import uvicorn

from main import app

uvicorn.run(
    app, host="127.0.0.1", port=int(os.environ["PORT"]), loop="uvloop", http="httptools", access_log=False, log_level="warning"
)
