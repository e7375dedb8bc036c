# Shared by the scripts of this folder; sourced, not run.
set -euo pipefail

servers=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
run="$servers/run"
environment="$run/environment"
unprivileged=nobody

fail() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

# Waits until no other of these scripts installs or starts servers; the end of this one lets the next go on.
lock() {
  local holder waited=0
  [ -z "${locked:-}" ] || return 0
  mkdir -p "$run"
  until mkdir "$run/lock" 2>/dev/null; do
    holder=$(cat "$run/lock/process" 2>/dev/null || true)
    if [ -n "$holder" ] && ! ps -p "$holder" >/dev/null; then
      rm -rf "$run/lock"
      continue
    fi
    [ "$waited" -lt 6000 ] || fail "another process starts servers since ten minutes; if that is not so, delete $run/lock"
    waited=$((waited + 1))
    sleep 0.1
  done
  trap 'rm -rf "$run/lock"' EXIT
  printf '%s\n' $$ >"$run/lock/process"
  locked=yes
}

# Runs a command; as root, under a user without rights, because PostgreSQL refuses root.
unprivileged() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid="$unprivileged" --regid="$(id -g "$unprivileged")" --clear-groups env HOME="$place" "$@"
  else
    HOME="$place" "$@"
  fi
}

# Gives a folder to the user that servers run under.
hand_over() {
  [ "$(id -u)" -ne 0 ] || chown -R "$unprivileged" "$@"
}

# Prints the folder for programs and data: below this one, unless that user cannot reach it.
find_place() {
  local inside="$run/native" outside
  outside="/var/tmp/recollect-servers-$(id -u)-$(printf '%s' "$servers" | cksum | cut -d ' ' -f 1)"
  mkdir -p "$run"
  if [ "$(id -u)" -ne 0 ] || setpriv --reuid="$unprivileged" --clear-groups --regid="$(id -g "$unprivileged")" test -x "$run"; then
    printf '%s\n' "$inside"
  else
    printf '%s\n' "$outside"
  fi
}

prepare_place() {
  place=$(find_place)
  mkdir -p "$place/instances"
  [ -O "$place" ] || fail "$place belongs to somebody else; delete it"
  chmod 711 "$place"
  # Not what is in it, which is handed over when it is made: a server that runs deletes files meanwhile.
  [ "$(id -u)" -ne 0 ] || chown "$unprivileged" "$place/instances"
}

# Prints a port on which nobody listens: free_port [PREFERRED]. Below those that outgoing connections get.
free_port() {
  local port="${1:-}"
  while [ -z "$port" ] || (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
  done
  printf '%s\n' "$port"
}

# Prints a password that no other instance has.
random_password() {
  od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}

# Deletes the folder of an instance, and its data where that lies elsewhere.
delete_instance() {
  [ ! -L "$1/data" ] || rm -rf "$(readlink "$1/data")"
  rm -rf "$1"
}

# Puts what a command prints into a file, all of it or nothing: keep FILE COMMAND…
keep() {
  "${@:2}" >"$1.new"
  mv "$1.new" "$1"
}

# Prints the pinned version of a package.
package_version() {
  sed -n "s/^$1==//p" "$servers/requirements.txt"
}

# Installs the pinned packages once, and again when they change.
install_packages() {
  local venv="$place/venv" wanted="$servers/requirements.txt"
  ! cmp -s "$wanted" "$venv/requirements.txt" || return 0
  lock
  ! cmp -s "$wanted" "$venv/requirements.txt" || return 0
  command -v python3 >/dev/null || fail "python3 is needed to install the servers; or install Docker"
  printf 'Installing the servers, once …\n' >&2
  rm -rf "$venv"
  python3 -m venv "$venv" || fail "python3 cannot make an environment; Debian's package python3-venv is missing"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$wanted" >&2 ||
    fail "the packages of servers/requirements.txt could not be installed"
  cp "$wanted" "$venv/requirements.txt"
}

# Prints how servers are started: docker where an engine answers, otherwise native.
launch_mode() {
  case "${RECOLLECT_TEST_SERVERS:-}" in
    native | docker) printf '%s\n' "$RECOLLECT_TEST_SERVERS" ;;
    "") if docker compose version >/dev/null 2>&1 && docker info >/dev/null 2>&1; then echo docker; else echo native; fi ;;
    *) fail "RECOLLECT_TEST_SERVERS is '$RECOLLECT_TEST_SERVERS'; it must be native or docker" ;;
  esac
}

# Writes the addresses of the running servers for mvn verify and ./recollect.
write_environment() {
  local file
  (
    umask 077
    printf '# Written by servers/up; read by mvn verify and ./recollect.\n' >"$environment.new"
    for file in "$run"/*.environment; do
      [ ! -f "$file" ] || cat "$file" >>"$environment.new"
    done
  )
  mv "$environment.new" "$environment"
}
