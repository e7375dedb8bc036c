"""Qdrant's engine (qdrant-edge) behind Qdrant's gRPC protocol, for tests. It is not the Qdrant server."""

import argparse
import os
import signal
from concurrent import futures
from importlib.metadata import version
from pathlib import Path

import grpc
from grpc import StatusCode
from qdrant_client.grpc import qdrant_pb2
from qdrant_client.grpc.collections_service_pb2_grpc import add_CollectionsServicer_to_server
from qdrant_client.grpc.points_service_pb2_grpc import add_PointsServicer_to_server
from qdrant_client.grpc.qdrant_pb2_grpc import QdrantServicer, add_QdrantServicer_to_server

from collections_service import CollectionsService
from points_service import PointsService
from storage import Storage

# The server whose protocol this speaks. Clients compare its number with their own.
PROTOCOL_VERSION = "1.18.3"
TITLE = f"qdrant-edge engine {version('qdrant-edge-py')} behind recollect's test front, not the Qdrant server"
API_KEY_VARIABLE = "RECOLLECT_QDRANT_FRONT_KEY"
_OPEN_CALLS = ("/qdrant.Qdrant/HealthCheck", "/grpc.health.v1.Health/Check")
# The engine holds Python's lock, so more threads would only wait for it.
_THREADS = 8
_SECONDS_TO_END_CALLS = 0.5


class KeyCheck(grpc.ServerInterceptor):
    """Refuses calls without the key, except those that ask for the version."""

    def __init__(self, key: str):
        self._key = key

    def intercept_service(self, continuation, details):
        if details.method in _OPEN_CALLS:
            return continuation(details)
        metadata = dict(details.invocation_metadata)
        given = metadata.get("api-key")
        if given is None and metadata.get("authorization", "").startswith("Bearer "):
            given = metadata["authorization"].removeprefix("Bearer ")
        if given == self._key:
            return continuation(details)
        if given is None:
            return _unauthenticated("Must provide an API key or an Authorization bearer token")
        return _unauthenticated("Invalid API key or JWT")


def _unauthenticated(message: str):
    return grpc.unary_unary_rpc_method_handler(
        lambda request, context: context.abort(StatusCode.UNAUTHENTICATED, message)
    )


class VersionService(QdrantServicer):
    def HealthCheck(self, request, context):
        return qdrant_pb2.HealthCheckReply(title=TITLE, version=PROTOCOL_VERSION)


def serving(request: bytes, context) -> bytes:
    """grpc.health.v1.Health/Check: the bytes of a HealthCheckResponse with status SERVING."""
    return b"\x08\x01"


def create_server(storage, key: str):
    server = grpc.server(
        futures.ThreadPoolExecutor(_THREADS),
        interceptors=[KeyCheck(key)] if key else [],
        options=[
            # The server takes messages of any length.
            ("grpc.max_receive_message_length", -1),
            ("grpc.max_send_message_length", -1),
            # A port that another process has is an error.
            ("grpc.so_reuseport", 0),
        ],
    )
    add_CollectionsServicer_to_server(CollectionsService(storage), server)
    add_PointsServicer_to_server(PointsService(storage), server)
    add_QdrantServicer_to_server(VersionService(), server)
    health = {"Check": grpc.unary_unary_rpc_method_handler(serving)}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("grpc.health.v1.Health", health),))
    return server


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, epilog=f"The API key is read from {API_KEY_VARIABLE}.")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    arguments = parser.parse_args()
    signals = {signal.SIGINT, signal.SIGTERM}
    # Before there are threads, which inherit it: sigwait then gets them all.
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    storage = Storage(arguments.data_dir)
    server = create_server(storage, os.environ.get(API_KEY_VARIABLE, ""))
    server.add_insecure_port(f"{arguments.host}:{arguments.port}")
    server.start()
    print(f"{TITLE}, on {arguments.host}:{arguments.port}", flush=True)
    signal.sigwait(signals)
    server.stop(_SECONDS_TO_END_CALLS).wait()
    storage.close()
    # All is on the disk, and folders half deleted go at the next start; taking the libraries down would take seconds.
    os._exit(0)


if __name__ == "__main__":
    main()
