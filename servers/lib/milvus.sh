# Milvus Lite on this machine, one folder an instance; sourced after program.sh.

milvus_program() {
  printf '%s\n' "$place/venv/bin/milvus-lite"
}

# Starts an instance. Its own default would be to listen on all addresses.
milvus_start() {
  install_packages
  program_start "$1" "$(milvus_program)" server --data-dir "$1/data" --host 127.0.0.1 --port PORT
}
