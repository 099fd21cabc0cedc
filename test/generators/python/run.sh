#!/usr/bin/env bash
# Models for pydantic v2 by datamodel-code-generator, used with httpx.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
# It warns of formats of our own, and makes strings of them.
PYTHONWARNINGS=ignore venv/bin/datamodel-codegen --input "$CONTRACT" --input-file-type openapi --output tasks.py \
  --output-model-type pydantic_v2.BaseModel --formatters builtin
cp "$here/client.py" .
venv/bin/python client.py
