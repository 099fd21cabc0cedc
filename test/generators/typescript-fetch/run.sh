#!/usr/bin/env bash
# A client by OpenAPI Generator for fetch.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../openapi-generator.sh"
openapi_generator typescript-fetch tasks
echo '{ "type": "module", "private": true }' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts typescript@5.9.3 @types/node@20.19.0 tsx@4.23.15
cp "$here/client.ts" .
npx tsc --strict --noEmit --skipLibCheck --target es2022 --module esnext --moduleResolution bundler client.ts
npx tsx client.ts
