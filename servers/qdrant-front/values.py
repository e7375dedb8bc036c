"""Ids, payloads, vectors and points, from the protocol to the engine and back."""

import math

import qdrant_edge as edge
from qdrant_client.grpc import points_pb2, qdrant_common_pb2
from qdrant_client.grpc.json_with_int_pb2 import NULL_VALUE

from refusals import invalid, invalid_body, unmapped


def point_id(message):
    kind = message.WhichOneof("point_id_options")
    if kind == "num":
        return message.num
    if kind == "uuid":
        return message.uuid
    raise invalid("No ID options provided")


def put_id(target, value) -> None:
    if isinstance(value, int):
        target.num = value
    else:
        target.uuid = str(value)


def json_value(value):
    kind = value.WhichOneof("kind")
    if kind is None or kind == "null_value":
        return None
    if kind == "list_value":
        return [json_value(element) for element in value.list_value.values]
    if kind == "struct_value":
        return {key: json_value(element) for key, element in value.struct_value.fields.items()}
    plain = getattr(value, kind)
    if kind == "double_value" and not math.isfinite(plain):
        raise invalid("cannot convert to json number")
    return plain


def payload(fields) -> dict:
    return {key: json_value(value) for key, value in fields.items()}


def put_json(target, value) -> None:
    if isinstance(value, str):
        target.string_value = value
    elif value is None:
        target.null_value = NULL_VALUE
    elif isinstance(value, bool):
        target.bool_value = value
    elif isinstance(value, int):
        if value < 2**63:
            target.integer_value = value
        else:
            target.double_value = value
    elif isinstance(value, float):
        target.double_value = value
    elif isinstance(value, list):
        target.list_value.SetInParent()
        for element in value:
            put_json(target.list_value.values.add(), element)
    else:
        target.struct_value.SetInParent()
        put_payload(target.struct_value.fields, value)


def put_payload(target, values) -> None:
    for key, value in values.items():
        put_json(target[key], value)


def sparse(indices, values):
    indices, values = list(indices), list(values)
    if len(indices) != len(values):
        raise invalid_body("values", "must be the same length as indices")
    if len(set(indices)) != len(indices):
        raise invalid_body("indices", "must be unique")
    return edge.SparseVector(indices, values)


def vector(message):
    """A vector of points_pb2.Vector, in its present form or the one before 1.16."""
    kind = message.WhichOneof("vector")
    if kind == "dense":
        return list(message.dense.data)
    if kind == "sparse":
        return sparse(message.sparse.indices, message.sparse.values)
    if kind == "multi_dense":
        return [list(part.data) for part in message.multi_dense.vectors]
    if kind is not None:
        raise unmapped(f"Vector.{kind}: there is no inference here")
    if message.HasField("indices"):
        return sparse(message.indices.data, message.data)
    if message.HasField("vectors_count"):
        raise unmapped("Vector.vectors_count")
    return list(message.data)


def vectors(message):
    kind = message.WhichOneof("vectors_options")
    if kind == "vectors":
        return {name: vector(value) for name, value in message.vectors.vectors.items()}
    if kind == "vector":
        unnamed = vector(message.vector)
        if isinstance(unnamed, edge.SparseVector):
            raise invalid("Sparse vector must be named")
        return unnamed
    raise invalid("No Vector Provided")


def point(message):
    if not message.HasField("id"):
        raise invalid("Empty ID is not allowed")
    if not message.HasField("vectors"):
        raise invalid("Expected some vectors")
    return edge.Point(point_id(message.id), vectors(message.vectors), payload(message.payload))


def put_vector(target, value) -> None:
    if isinstance(value, edge.SparseVector):
        target.sparse.indices.extend(value.indices)
        target.sparse.values.extend(value.values)
        target.sparse.SetInParent()
    elif value and isinstance(value[0], list):
        for part in value:
            target.multi_dense.vectors.add().data.extend(part)
    else:
        target.dense.data.extend(value)
        target.dense.SetInParent()


def put_vectors(target, value) -> None:
    if isinstance(value, dict):
        target.vectors.SetInParent()
        for name, named in value.items():
            put_vector(target.vectors.vectors[name], named)
    else:
        put_vector(target.vector, value)


def put_point(target, found) -> None:
    """Fills in what retrieved and scored points have in common."""
    put_id(target.id, found.id)
    if found.payload:
        put_payload(target.payload, found.payload)
    # An empty map means that the names asked for have no vector, which the server leaves out.
    if found.vector:
        put_vectors(target.vectors, found.vector)
    order = found.order_value
    if order is not None:
        if isinstance(order, int):
            target.order_value.int = order
        else:
            target.order_value.float = order


def scored(found):
    message = points_pb2.ScoredPoint(score=found.score, version=found.version)
    put_point(message, found)
    return message


def retrieved(found):
    message = points_pb2.RetrievedPoint()
    put_point(message, found)
    return message


def with_payload(request, default: bool):
    if not request.HasField("with_payload"):
        return default
    selector = request.with_payload
    kind = selector.WhichOneof("selector_options")
    if kind == "enable":
        return selector.enable
    if kind == "include":
        return edge.PayloadSelector.Include(list(selector.include.fields))
    if kind == "exclude":
        return edge.PayloadSelector.Exclude(list(selector.exclude.fields))
    raise invalid("No PayloadSelector")


def with_vectors(request):
    if not request.HasField("with_vectors"):
        return False
    if request.with_vectors.WhichOneof("selector_options") == "include":
        return list(request.with_vectors.include.names)
    return request.with_vectors.enable


def id_message(value):
    message = qdrant_common_pb2.PointId()
    put_id(message, value)
    return message
