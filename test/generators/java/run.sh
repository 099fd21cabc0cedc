#!/usr/bin/env bash
# A client by OpenAPI Generator for OkHttp and Gson.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../openapi-generator.sh"
openapi_generator java tasks --global-property apiTests=false,modelTests=false
cd tasks
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath \
  -Dmdep.outputFile=classpath.txt
mkdir classes
sources=$(find src/main/java -name '*.java')
# It quotes the only value of a boolean, so its code would not compile.
sed -i -E 's/^    (TRUE|FALSE)\("(true|false)"\);$/    \1(\2);/' $sources
javac -nowarn -d classes -cp "$(cat classpath.txt)" $sources "$here/Client.java" 2>javac.log ||
  { cat javac.log && exit 1; }
java -ea -cp "classes:$(cat classpath.txt)" Client
