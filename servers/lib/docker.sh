# Servers by docker compose, one project an instance; sourced after common.sh.
# An instance is a folder with port and password; its data is in a volume of the project.

# Runs docker compose for an instance: docker_compose FOLDER ARGUMENT…
docker_compose() {
  local folder="$1" project
  shift
  project="recollect-$(basename "$folder")-$(printf '%s' "$folder" | cksum | cut -d ' ' -f 1)"
  PORT=$(cat "$folder/port") PASSWORD=$(cat "$folder/password") \
    docker compose --file "$servers/compose.yaml" --project-name "$project" "$@"
}

# docker_start FOLDER SERVICE
docker_start() {
  mkdir -p "$1"
  chmod 700 "$1"
  [ -s "$1/password" ] || keep "$1/password" random_password
  [ -s "$1/port" ] || keep "$1/port" free_port
  docker_compose "$1" up --detach --wait --quiet-pull "$2" >"$1/log" 2>&1 ||
    fail "$2 does not start: $(tail -n 1 "$1/log")"
}

# docker_stop FOLDER [--volumes]
docker_stop() {
  [ ! -s "$1/port" ] || docker_compose "$1" down "${@:2}" >>"$1/log" 2>&1
}
