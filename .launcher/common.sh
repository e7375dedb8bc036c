# Shared by the programs that run from the sources; sourced, not run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
minimum=21

fail() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

# Prints the major version of the JDK in a folder, nothing if there is none.
major_version() {
  local release="$1/release"
  [ -x "$1/bin/java" ] && [ -f "$release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release"
}

# Prints the folder of the first suitable JDK: JAVA_HOME, java on the PATH, then the usual places.
find_jdk() {
  local candidate version on_path=""
  if command -v java >/dev/null 2>&1; then
    on_path=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
  fi
  for candidate in "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* /opt/java/* /opt/jdk*; do
    [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ] || continue
    version=$(major_version "$candidate")
    if [ -n "$version" ] && [ "$version" -ge "$minimum" ]; then
      printf '%s\n' "$candidate"
      return
    fi
  done
}

require_jdk() {
  jdk=$(find_jdk)
  [ -n "$jdk" ] || fail "no JDK $minimum or later found; install one, or set JAVA_HOME to it"
}

show_progress() {
  local log="$1" line step
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    step=$(printf '%s\n' "$line" | sed -n 's/^\[INFO\] Building .*\[\([0-9]*\/[0-9]*\)\].*/\1/p')
    if [ -n "$step" ] && [ -t 2 ]; then
      printf '\rBuilding Recollect, once: %s ' "$step" >&2
    fi
  done
}

# Builds a module with what it needs, unless what the build leaves is newer than all it is made from: build MODULE LEFT
build() {
  local module="$1" left="$2" log="$root/$1/target/build.log" begun="$root/$1/target/build.begun"
  if [ -e "$left" ] &&
    [ -z "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main -newer "$left" -print 2>/dev/null | head -n 1)" ]; then
    return
  fi
  command -v mvn >/dev/null 2>&1 || fail "Maven (mvn) is needed to build Recollect once; please install it"
  mkdir -p "$root/$module/target"
  : >"$log"
  : >"$begun"
  trap 'rm -rf "$left"' EXIT # An interrupted build leaves something that looks complete.
  printf 'Building Recollect, once …' >&2
  if ! (cd "$root" && JAVA_HOME="$jdk" mvn --batch-mode --no-transfer-progress \
    -pl "$module" -am -Dmaven.test.skip -Dspotless.check.skip package 2>&1) | show_progress "$log"; then
    printf '\n' >&2
    grep -E '^\[ERROR\]' "$log" | head -n 10 >&2 || true
    fail "the build failed; all of its output is in $module/target/build.log"
  fi
  trap - EXIT
  # What was edited meanwhile is newer than that.
  touch -r "$begun" "$left"
  printf '\rBuilding Recollect, once: done\n' >&2
}

# Says whether the environment already names a PostgreSQL server, by whatever name.
names_postgres() {
  compgen -e | grep -qE '^(PG_|MEMGPT_PG|RECOLLECT_BACKEND_PGVECTOR_(HOST|PORT|DATABASE))'
}

# Reads what servers/up wrote: the addresses of the servers it started; the environment comes first.
read_servers() {
  local name value
  [ -f "$root/servers/run/environment" ] || return 0
  while IFS='=' read -r name value; do
    case "$name" in
      RECOLLECT_TEST_* | \#*) ;;
      RECOLLECT_BACKEND_PGVECTOR_URL) [ -n "${!name+set}" ] || names_postgres || export "$name=$value" ;;
      *) [ -n "${!name+set}" ] || export "$name=$value" ;;
    esac
  done <"$root/servers/run/environment"
}

# Prints what keeps a JDK from warning of protobuf and netty, inside the clients of Qdrant and Milvus: it allows for
# now what a later one will forbid. Older ones neither warn nor know the option.
allow_unsafe() {
  [ "$(major_version "$jdk")" -lt 23 ] || printf '%s\n' --sun-misc-unsafe-memory-access=allow
}

# Runs a program of the module benchmarks: run_benchmark MAIN ARGUMENTS…
run_benchmark() {
  local jars="$root/benchmarks/target/benchmarks/lib" main="$1"
  shift
  require_jdk
  build benchmarks "$jars"
  read_servers
  local options=(
    -XX:+UseSerialGC -XX:MaxRAMPercentage=60
    --enable-native-access=ALL-UNNAMED
    $(allow_unsafe)
    -Dguice_bytecode_gen_option=DISABLED
    -Djava.util.logging.config.file="$root/.launcher/logging.properties"
    -cp "$jars/*"
  )
  [ ! -t 2 ] || options+=(-Ddev.recollect.benchmarks.terminal=true)
  exec "$jdk/bin/java" "${options[@]}" "$main" "$@"
}
