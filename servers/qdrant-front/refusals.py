"""What a call is refused with: a gRPC status code and a message in the words of the server."""

import re

from grpc import StatusCode

# How the engine's messages begin that are not about the request. All others are: it raises one type for everything.
_ENGINE_FAULTS = ("Service runtime error", "Inconsistent storage", "Out of memory", "Operation cancelled")
_MISSING_POINT = re.compile(r"No point with id .*")
_CLOSED = "Shard is not initialized"


class Refusal(Exception):
    def __init__(self, code: StatusCode, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


def invalid(message: str) -> Refusal:
    return Refusal(StatusCode.INVALID_ARGUMENT, message)


def wrong_input(message: str) -> Refusal:
    return invalid(f"Wrong input: {message}")


def bad_request(message: str) -> Refusal:
    return invalid(f"Bad request: {message}")


def invalid_body(field: str, message: str) -> Refusal:
    return invalid(f"Validation error in body: [{field}: {message}]")


def not_found(message: str) -> Refusal:
    return Refusal(StatusCode.NOT_FOUND, f"Not found: {message}")


def already_exists(message: str) -> Refusal:
    return Refusal(StatusCode.ALREADY_EXISTS, f"Wrong input: {message}")


def unmapped(what: str) -> Refusal:
    return Refusal(StatusCode.UNIMPLEMENTED, f"recollect's test front in front of qdrant-edge does not map {what}")


def of_engine(error: Exception) -> Refusal:
    """Tells from the engine's message what the server would have answered."""
    message = str(error)
    if _CLOSED in message:
        return not_found("Collection was deleted")
    if _MISSING_POINT.search(message):
        return not_found(f"{message} found")
    if message.startswith(_ENGINE_FAULTS):
        return Refusal(StatusCode.INTERNAL, f"Service internal error: {message}")
    return wrong_input(message)


def only(message, *mapped: str) -> None:
    """Refuses a message that sets a field which is not among those that are mapped."""
    for field, _ in message.ListFields():
        if field.name not in mapped:
            raise unmapped(f"the field {message.DESCRIPTOR.name}.{field.name}")
