"""Searches, from the protocol to the engine."""

import qdrant_edge as edge
from qdrant_client.grpc import points_pb2 as pb

from filters import instant, optional_filter
from refusals import invalid, invalid_body, not_found, only, unmapped
from values import point_id, sparse, with_payload, with_vectors

_DEFAULT_LIMIT = 10
_RRF_K = 2
# Meaningless to one node, and so taken for what it is.
_ONE_NODE = ("collection_name", "read_consistency", "timeout")


def limit_of(request, default: int = _DEFAULT_LIMIT) -> int:
    if not request.HasField("limit"):
        return default
    if request.limit < 1:
        raise invalid_body("limit", f"value {request.limit} invalid, must be 1 or larger")
    return request.limit


def query_request(collection, request):
    """A QueryPoints."""
    only(
        request, "prefetch", "query", "using", "filter", "params", "score_threshold", "limit", "offset",
        "with_vectors", "with_payload", *_ONE_NODE,
    )  # fmt: skip
    return edge.QueryRequest(
        offset=request.offset or None,
        with_vector=with_vectors(request),
        with_payload=with_payload(request, False),
        **_stage(collection, request),
    )


def search_request(collection, request):
    """A SearchPoints."""
    only(
        request, "vector", "filter", "limit", "with_payload", "params", "score_threshold", "offset", "vector_name",
        "with_vectors", "sparse_indices", *_ONE_NODE,
    )  # fmt: skip
    if request.limit < 1:
        raise invalid_body("limit", f"value {request.limit} invalid, must be 1 or larger")
    vector = list(request.vector)
    if request.HasField("sparse_indices"):
        vector = sparse(request.sparse_indices.data, request.vector)
    return edge.QueryRequest(
        limit=request.limit,
        offset=request.offset or None,
        query=edge.Query.Nearest(vector, using=request.vector_name or None),
        filter=optional_filter(request),
        params=_params(request),
        score_threshold=request.score_threshold if request.HasField("score_threshold") else None,
        with_vector=with_vectors(request),
        with_payload=with_payload(request, False),
    )


def _prefetch(collection, request):
    only(request, "prefetch", "query", "using", "filter", "params", "score_threshold", "limit")
    return edge.Prefetch(**_stage(collection, request))


def _stage(collection, request) -> dict:
    """What a query and a prefetch have in common."""
    filter = optional_filter(request)
    query = None
    if request.HasField("query"):
        query, excluded = _query(collection, request)
        if excluded is not None:
            filter = edge.Filter(must=None if filter is None else [filter], must_not=[edge.HasIdCondition({excluded})])
    return {
        "limit": limit_of(request),
        "query": query,
        "prefetches": [_prefetch(collection, prefetch) for prefetch in request.prefetch],
        "filter": filter,
        "score_threshold": request.score_threshold if request.HasField("score_threshold") else None,
        "params": _params(request),
    }


def _params(request):
    if not request.HasField("params"):
        return None
    message = request.params
    only(message, "hnsw_ef", "exact", "quantization", "indexed_only", "acorn")
    return edge.SearchParams(
        hnsw_ef=message.hnsw_ef if message.HasField("hnsw_ef") else None,
        exact=message.exact,
        quantization=_quantization(message),
        indexed_only=message.indexed_only,
        acorn=_acorn(message),
    )


def _quantization(message):
    if not message.HasField("quantization"):
        return None
    only(message.quantization, "ignore", "rescore", "oversampling")
    values = {field.name: value for field, value in message.quantization.ListFields()}
    if values.get("oversampling", 1.0) < 1:
        raise invalid_body("params.quantization.oversampling", "must be 1.0 or larger")
    return edge.QuantizationSearchParams(**values)


def _acorn(message):
    if not message.HasField("acorn"):
        return None
    only(message.acorn, "enable", "max_selectivity")
    return edge.AcornSearchParams(**{field.name: value for field, value in message.acorn.ListFields()})


def _query(collection, request) -> tuple:
    """The engine's query and the id of the point that it is the vector of, which the answer then leaves out."""
    message = request.query
    kind = message.WhichOneof("variant")
    if kind is None:
        raise invalid("Query variant is missing")
    if kind == "nearest":
        return _nearest(collection, message.nearest, request.using)
    if kind == "order_by":
        return order_by(message.order_by), None
    if kind == "fusion":
        return (edge.Fusion.Dbsf() if message.fusion == pb.Fusion.DBSF else edge.Fusion.Rrf(_RRF_K)), None
    if kind == "rrf":
        only(message.rrf, "k", "weights")
        return edge.Fusion.Rrf(
            message.rrf.k if message.rrf.HasField("k") else _RRF_K, list(message.rrf.weights) or None
        ), None
    if kind == "sample":
        return edge.Sample.Random, None
    raise unmapped(f"Query.{kind}")


def _nearest(collection, message, using: str) -> tuple:
    kind = message.WhichOneof("variant")
    if kind == "dense":
        vector = list(message.dense.data)
    elif kind == "sparse":
        vector = sparse(message.sparse.indices, message.sparse.values)
    elif kind == "multi_dense":
        vector = [list(part.data) for part in message.multi_dense.vectors]
    elif kind == "id":
        excluded = point_id(message.id)
        return edge.Query.Nearest(_vector_of(collection, excluded, using), using=using or None), excluded
    else:
        raise unmapped(f"VectorInput.{kind}: there is no inference here") if kind else invalid("VectorInput is missing")
    return edge.Query.Nearest(vector, using=using or None), None


def _vector_of(collection, id, using: str):
    found = collection.shard.retrieve([id], False, [using])
    if not found:
        raise not_found(f"No point with id {id} found")
    vectors = found[0].vector
    vector = vectors.get(using) if isinstance(vectors, dict) else vectors
    if not vector:
        raise not_found(f"No vector {using!r} of the point {id} found")
    return vector


def order_by(message):
    only(message, "key", "direction", "start_from")
    start = None
    if message.HasField("start_from"):
        kind = message.start_from.WhichOneof("value")
        if kind is None:
            raise invalid("Malformed StartFrom")
        value = getattr(message.start_from, kind)
        start = instant(value) if kind == "timestamp" else value
    direction = edge.Direction.Desc if message.direction == pb.Direction.Desc else edge.Direction.Asc
    return edge.OrderBy(message.key, direction, start)
