# Runs OpenAPI Generator in the current folder: openapi_generator GENERATOR FOLDER OPTION… . Needs Java 11 and Maven.
openapi_generator() {
  local version=7.25.0 generator=$1 folder=$2
  shift 2
  mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    -Dartifact="org.openapitools:openapi-generator-cli:$version" -DoutputDirectory=.
  java -jar "openapi-generator-cli-$version.jar" generate --generator-name "$generator" \
    --input-spec "$CONTRACT" --output "$folder" "$@" >generator.log 2>&1 || { cat generator.log && return 1; }
}
