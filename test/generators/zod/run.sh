#!/usr/bin/env bash
# A client by @hey-api/openapi-ts. It checks requests and answers with zod.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
echo '{ "type": "module", "private": true }' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts \
  @hey-api/openapi-ts@0.99.0 zod@4.6.7 typescript@5.9.3 @types/node@20.19.0 tsx@4.23.15
cp "$here"/*.ts .
npx openapi-ts >openapi-ts.log || { cat openapi-ts.log && exit 1; }
npx tsc --strict --noEmit --skipLibCheck --target es2022 --module esnext --moduleResolution bundler client.ts
npx tsx client.ts
