"""What all calls share: refusals become statuses, and what is not mapped is refused by name."""

import functools
import sys
import traceback

from grpc import StatusCode

from refusals import Refusal, of_engine


def answering(method):
    """Turns the errors of a call into gRPC statuses."""

    @functools.wraps(method)
    def call(self, request, context):
        try:
            return method(self, request)
        except Refusal as refusal:
            code, message = refusal.code, refusal.message
        except Exception as error:
            # The engine raises this very type for all that it refuses, and ValueError for what it cannot convert.
            if type(error) not in (Exception, ValueError, OverflowError):
                traceback.print_exc(file=sys.stderr)
                code, message = StatusCode.INTERNAL, f"Service internal error: {error!r}"
            else:
                refusal = of_engine(error)
                code, message = refusal.code, refusal.message
        context.abort(code, message)

    return call


def complete(service):
    """Class decorator: every call that the class does not define is refused with its name."""
    base = service.__mro__[1]
    for name in [name for name in vars(base) if name[0].isupper()]:
        method = vars(service).get(name)
        setattr(
            service,
            name,
            answering(method) if method else _refusing(f"{base.__name__.removesuffix('Servicer')}/{name}"),
        )
    return service


def _refusing(call: str):
    def refuse(self, request, context):
        context.abort(
            StatusCode.UNIMPLEMENTED, f"recollect's test front in front of qdrant-edge does not map the call {call}"
        )

    return refuse
