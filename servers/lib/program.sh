# A server that is one process of a Python program, one folder an instance; sourced after common.sh.
# It runs under the user who starts it: as root too, because a Python that root installed may be out of reach of others.
# An instance is a folder with data/, log, port, password and process (the id of the process that was started last).

# Starts an instance and waits until it accepts connections: program_start FOLDER PROGRAM ARGUMENT…
# An argument PORT stands for the port.
program_start() {
  local folder="$1" port
  shift
  program_create "$folder"
  ! program_running "$folder" || return 0
  keep "$folder/port" free_port "$(cat "$folder/port")"
  port=$(cat "$folder/port")
  keep "$folder/process" "$place/venv/bin/python" "$servers/lib/background.py" "$folder/log" \
    "${@/#PORT/$port}"
  until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    program_running "$folder" || fail "$(basename "$1") does not start: $(tail -n 1 "$folder/log")"
    sleep 0.05
  done
}

# Makes the folder of an instance. Its data lies in the folder RECOLLECT_TEST_SERVERS_MEMORY if that is set: in memory
# the many small collections of tests do not wait for the disk.
program_create() {
  mkdir -p "$1"
  chmod 700 "$1"
  if [ ! -e "$1/data" ]; then
    rm -f "$1/data"
    if [ -n "${RECOLLECT_TEST_SERVERS_MEMORY:-}" ]; then
      ln -s "$(mktemp -d "$RECOLLECT_TEST_SERVERS_MEMORY/recollect-$(basename "$1").XXXXXX")" "$1/data"
    else
      mkdir "$1/data"
    fi
  fi
  [ -s "$1/password" ] || keep "$1/password" random_password
  [ -s "$1/port" ] || keep "$1/port" free_port
  touch "$1/log"
}

# Prints the id of the process, nothing if it does not run. The number in the file may be that of any other process by
# now, so what counts is the folder that the process works on.
program_process() {
  local id
  id=$(cat "$1/process" 2>/dev/null) || return 0
  if [ -n "$id" ] && ps -ww -o command= -p "$id" | grep -qF -- "--data-dir $1/data "; then
    printf '%s\n' "$id"
  fi
}

program_running() {
  [ -n "$(program_process "$1")" ]
}

# Signals the process, if it runs: program_signal SIGNAL FOLDER
program_signal() {
  local id
  id=$(program_process "$2")
  [ -z "$id" ] || kill -s "$1" "$id" 2>/dev/null || true
}

# Signals the process and waits a minute at most until it is gone: program_end SIGNAL FOLDER
program_end() {
  local waited=0
  program_signal "$1" "$2"
  while program_running "$2"; do
    [ "$waited" -lt 1200 ] || return 1
    waited=$((waited + 1))
    sleep 0.05
  done
}

# Ends the process properly, which both programs do when they are interrupted.
program_stop() {
  program_resume "$1"
  program_end INT "$1"
}

program_kill() {
  program_end KILL "$1"
}

program_pause() {
  program_signal STOP "$1"
}

program_resume() {
  program_signal CONT "$1"
}

program_url() {
  [ -s "$1/port" ] || fail "there is no instance '$(basename "$1")'; start it first"
  printf 'http://127.0.0.1:%s\n' "$(cat "$1/port")"
}
