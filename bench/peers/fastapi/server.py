"""Runs uvicorn with its faster event loop and parser. A program, unlike the command, works from any folder."""

import os

import uvicorn

from main import app

port = int(os.environ["PORT"])
uvicorn.run(app, host="127.0.0.1", port=port, loop="uvloop", http="httptools", access_log=False, log_level="warning")
