#!/usr/bin/env bash
# A client by oapi-codegen.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export GOTOOLCHAIN=auto GOFLAGS=-mod=mod
GOBIN="$PWD/bin" go install github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2
mkdir tasks
bin/oapi-codegen -generate types,client -package tasks -o tasks/tasks.go "$CONTRACT"
cp "$here/main.go" .
go mod init example.com/client 2>go.log
go get github.com/oapi-codegen/runtime@v1.9.0 2>>go.log || { cat go.log && exit 1; }
go vet ./... && go run .
