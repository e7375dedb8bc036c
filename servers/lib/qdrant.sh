# Qdrant's engine behind the front of qdrant-front, which is not the Qdrant server; sourced after program.sh.

# Starts an instance. The key goes by the environment: arguments are seen by everybody.
qdrant_start() {
  install_packages
  program_create "$1"
  RECOLLECT_QDRANT_FRONT_KEY=$(cat "$1/password") program_start "$1" \
    "$place/venv/bin/python" "$servers/qdrant-front/front.py" --data-dir "$1/data" --host 127.0.0.1 --port PORT
}

# Prints what runs, in its own words.
qdrant_title() {
  sed -n 's/, on 127\.0\.0\.1:.*//p' "$1/log" | tail -n 1
}
