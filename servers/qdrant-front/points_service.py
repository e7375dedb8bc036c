"""The service qdrant.Points."""

import qdrant_edge as edge
from qdrant_client.grpc import points_pb2 as pb
from qdrant_client.grpc.points_service_pb2_grpc import PointsServicer

import indexes
import strict
from calls import complete
from filters import optional_filter, optional_selection, selection
from queries import limit_of, order_by, query_request, search_request
from refusals import bad_request, invalid, invalid_body, only, unmapped
from values import (
    id_message,
    payload,
    point,
    point_id,
    retrieved,
    scored,
    vectors,
    with_payload,
    with_vectors,
)

_WRITE = ("collection_name", "wait", "ordering", "timeout")
_READ = ("collection_name", "read_consistency", "timeout")
_MODES = {
    pb.UpdateMode.Upsert: edge.UpdateMode.Upsert,
    pb.UpdateMode.InsertOnly: edge.UpdateMode.InsertOnly,
    pb.UpdateMode.UpdateOnly: edge.UpdateMode.UpdateOnly,
}


@complete
class PointsService(PointsServicer):
    def __init__(self, storage):
        self._storage = storage

    # Writes. They are applied when they are answered, also those that do not ask to wait.

    def Upsert(self, request):
        return self._write(request, upsert)

    def Delete(self, request):
        return self._write(request, delete)

    def UpdateVectors(self, request):
        return self._write(request, update_vectors)

    def DeleteVectors(self, request):
        return self._write(request, delete_vectors)

    def SetPayload(self, request):
        return self._write(request, set_payload)

    def OverwritePayload(self, request):
        return self._write(request, overwrite_payload)

    def DeletePayload(self, request):
        return self._write(request, delete_payload)

    def ClearPayload(self, request):
        return self._write(request, clear_payload)

    def UpdateBatch(self, request):
        only(request, "operations", *_WRITE)
        if not request.operations:
            raise invalid_body("operations", "must have at least one")
        collection = self._storage.get(request.collection_name)
        response = pb.UpdateBatchResponse()
        for operation in request.operations:
            kind = operation.WhichOneof("operation")
            if kind not in _BATCHED:
                raise unmapped(f"PointsUpdateOperation.{kind}") if kind else invalid("Operation is missing")
            number = collection.apply(_BATCHED[kind](collection, getattr(operation, kind)))
            response.result.append(_result(number, request.wait))
        return response

    def CreateFieldIndex(self, request):
        only(request, "field_name", "field_type", "field_index_params", *_WRITE)
        collection = self._storage.get(request.collection_name)
        if not request.field_name:
            raise invalid_body("field_name", "must not be empty")
        strict.check_new_index(collection, request.field_name)
        operation = edge.UpdateOperation.create_field_index(request.field_name, indexes.schema_of(request))
        return self._change_indexes(collection, request, operation)

    def DeleteFieldIndex(self, request):
        only(request, "field_name", *_WRITE)
        collection = self._storage.get(request.collection_name)
        if not request.field_name:
            raise invalid_body("field_name", "must not be empty")
        return self._change_indexes(collection, request, edge.UpdateOperation.delete_field_index(request.field_name))

    def _write(self, request, convert):
        collection = self._storage.get(request.collection_name)
        number = collection.apply(convert(collection, request))
        return pb.PointsOperationResponse(result=_result(number, request.wait))

    def _change_indexes(self, collection, request, operation):
        number = collection.apply(operation)
        collection.refresh_indexes()
        return pb.PointsOperationResponse(result=_result(number, request.wait))

    # Reads.

    def Get(self, request):
        only(request, "ids", "with_payload", "with_vectors", *_READ)
        collection = self._storage.get(request.collection_name)
        strict.check_read(collection, request)
        ids = [point_id(message) for message in request.ids]
        found = collection.shard.retrieve(ids, with_payload(request, False), with_vectors(request))
        return pb.GetResponse(result=[retrieved(record) for record in found])

    def Scroll(self, request):
        only(request, "filter", "offset", "limit", "with_payload", "with_vectors", "order_by", *_READ)
        collection = self._storage.get(request.collection_name)
        limit = limit_of(request)
        strict.check_read(collection, request, limit)
        ordered = request.HasField("order_by")
        if ordered and request.HasField("offset"):
            raise bad_request(
                "Cannot use an `offset` when using `order_by`. The alternative for paging is to use "
                "`order_by.start_from` and a filter to exclude the IDs that you've already seen for the "
                "`order_by.start_from` value"
            )
        found, next_offset = collection.shard.scroll(
            edge.ScrollRequest(
                offset=point_id(request.offset) if request.HasField("offset") else None,
                limit=limit,
                filter=optional_filter(request),
                with_payload=with_payload(request, True),
                with_vector=with_vectors(request),
                order_by=order_by(request.order_by) if ordered else None,
            )
        )
        response = pb.ScrollResponse(result=[retrieved(record) for record in found])
        if next_offset is not None and not ordered:
            response.next_page_offset.CopyFrom(id_message(next_offset))
        return response

    def Search(self, request):
        collection = self._storage.get(request.collection_name)
        strict.check_read(collection, request, request.limit)
        found = collection.shard.query(search_request(collection, request))
        return pb.SearchResponse(result=[scored(hit) for hit in found])

    def SearchBatch(self, request):
        only(request, "search_points", *_READ)
        collection = self._storage.get(request.collection_name)
        strict.check_batch(collection, len(request.search_points))
        for part in request.search_points:
            strict.check_read(collection, part, part.limit)
        queries = [search_request(collection, part) for part in request.search_points]
        return pb.SearchBatchResponse(result=_batch(collection, queries))

    def Query(self, request):
        collection = self._storage.get(request.collection_name)
        strict.check_read(collection, request, limit_of(request))
        found = collection.shard.query(query_request(collection, request))
        return pb.QueryResponse(result=[scored(hit) for hit in found])

    def QueryBatch(self, request):
        only(request, "query_points", *_READ)
        collection = self._storage.get(request.collection_name)
        strict.check_batch(collection, len(request.query_points))
        for part in request.query_points:
            strict.check_read(collection, part, limit_of(part))
        queries = [query_request(collection, part) for part in request.query_points]
        return pb.QueryBatchResponse(result=_batch(collection, queries))

    def Count(self, request):
        only(request, "filter", "exact", *_READ)
        collection = self._storage.get(request.collection_name)
        strict.check_read(collection, request)
        exact = request.exact if request.HasField("exact") else True
        count = collection.shard.count(edge.CountRequest(exact=exact, filter=optional_filter(request)))
        return pb.CountResponse(result=pb.CountResult(count=count))

    def Facet(self, request):
        only(request, "key", "filter", "limit", "exact", *_READ)
        collection = self._storage.get(request.collection_name)
        strict.check_read(collection, request, limit_of(request), request.exact)
        found = collection.shard.facet(
            edge.FacetRequest(request.key, limit_of(request), request.exact, optional_filter(request))
        )
        return pb.FacetResponse(hits=[_facet(hit) for hit in found.hits])


def _result(number: int, wait: bool):
    status = pb.UpdateStatus.Completed if wait else pb.UpdateStatus.Acknowledged
    return pb.UpdateResult(operation_id=number, status=status)


def _batch(collection, queries):
    if not queries:
        return []
    # Also for a single query: the answers come as one list a query.
    answers = collection.shard.query_batch(edge.QueryBatchRequest(queries))
    return [pb.BatchResult(result=[scored(hit) for hit in answer]) for answer in answers]


def _facet(hit):
    message = pb.FacetHit(count=hit.count)
    if isinstance(hit.value, bool):
        message.value.bool_value = hit.value
    elif isinstance(hit.value, int):
        message.value.integer_value = hit.value
    else:
        message.value.string_value = str(hit.value)
    return message


# The engine's operation of a write, which comes as a request of its own or as a part of a batch.


def upsert(collection, request):
    only(request, "points", "update_filter", "update_mode", *_WRITE)
    strict.check_update(collection, request, points=len(request.points))
    if not request.points:
        raise bad_request("Empty update request")
    points = [point(message) for message in request.points]
    mode = _MODES[request.update_mode] if request.HasField("update_mode") else None
    return edge.UpdateOperation.upsert_points(points, optional_filter(request, "update_filter"), mode)


def delete(collection, request):
    only(request, "points", *_WRITE)
    if not request.HasField("points"):
        raise invalid("PointSelector is missing")
    strict.check_update(collection, request, request.points)
    ids, filter = selection(request.points)
    if ids is not None:
        return edge.UpdateOperation.delete_points(ids)
    return edge.UpdateOperation.delete_points_by_filter(filter or edge.Filter())


def update_vectors(collection, request):
    only(request, "points", "update_filter", *_WRITE)
    strict.check_update(collection, request, points=len(request.points))
    points = [edge.PointVectors(point_id(message.id), vectors(message.vectors)) for message in request.points]
    return edge.UpdateOperation.update_vectors(points, optional_filter(request, "update_filter"))


def delete_vectors(collection, request):
    only(request, "points_selector", "vectors", *_WRITE)
    names = list(request.vectors.names)
    if not names:
        raise invalid_body("vector_names", "must specify vector names to delete")
    operations = edge.UpdateOperation
    return _selected(collection, request, operations.delete_vectors, operations.delete_vectors_by_filter, names)


def set_payload(collection, request):
    only(request, "payload", "points_selector", "key", *_WRITE)
    key = request.key if request.HasField("key") else None
    operations = edge.UpdateOperation
    values = payload(request.payload)
    return _selected(collection, request, operations.set_payload, operations.set_payload_by_filter, values, key)


def overwrite_payload(collection, request):
    only(request, "payload", "points_selector", *_WRITE)
    operations = edge.UpdateOperation
    values = payload(request.payload)
    return _selected(
        collection, request, operations.overwrite_payload, operations.overwrite_payload_by_filter, values, None
    )


def delete_payload(collection, request):
    only(request, "keys", "points_selector", *_WRITE)
    operations = edge.UpdateOperation
    keys = list(request.keys)
    return _selected(collection, request, operations.delete_payload, operations.delete_payload_by_filter, keys)


def clear_payload(collection, request):
    only(request, "points", *_WRITE)
    if not request.HasField("points"):
        raise invalid("PointSelector is missing")
    strict.check_update(collection, request, request.points)
    ids, filter = selection(request.points)
    if ids is not None:
        return edge.UpdateOperation.clear_payload(ids)
    return edge.UpdateOperation.clear_payload_by_filter(filter or edge.Filter())


def _selected(collection, request, by_ids, by_filter, *arguments):
    ids, filter = optional_selection(request)
    strict.check_update(collection, request, request.points_selector)
    if ids is not None:
        return by_ids(ids, *arguments)
    return by_filter(filter or edge.Filter(), *arguments)


_BATCHED = {
    "upsert": upsert,
    "delete_points": delete,
    "set_payload": set_payload,
    "overwrite_payload": overwrite_payload,
    "delete_payload": delete_payload,
    "clear_payload": clear_payload,
    "update_vectors": update_vectors,
    "delete_vectors": delete_vectors,
}
