"""The configuration of a collection: checked, given to the engine, and described with the server's defaults."""

import qdrant_edge as edge
from qdrant_client.grpc import collections_pb2 as pb

from refusals import bad_request, invalid_body, only, unmapped, wrong_input

_INVALID_NAME_CHARACTERS = '<>:"/\\|?*\0\x1f'
_DISTANCES = {
    pb.Distance.Cosine: edge.Distance.Cosine,
    pb.Distance.Euclid: edge.Distance.Euclid,
    pb.Distance.Dot: edge.Distance.Dot,
    pb.Distance.Manhattan: edge.Distance.Manhattan,
}
_DATATYPES = {
    pb.Datatype.Default: None,
    pb.Datatype.Float32: edge.VectorStorageDatatype.Float32,
    pb.Datatype.Uint8: edge.VectorStorageDatatype.Uint8,
    pb.Datatype.Float16: edge.VectorStorageDatatype.Float16,
}
_COMPRESSIONS = {
    pb.CompressionRatio.x4: edge.CompressionRatio.X4,
    pb.CompressionRatio.x8: edge.CompressionRatio.X8,
    pb.CompressionRatio.x16: edge.CompressionRatio.X16,
    pb.CompressionRatio.x32: edge.CompressionRatio.X32,
    pb.CompressionRatio.x64: edge.CompressionRatio.X64,
}
_HNSW_DEFAULTS = {"m": 16, "ef_construct": 100, "full_scan_threshold": 10_000, "max_indexing_threads": 0}
_OPTIMIZER_FIELDS = (
    "deleted_threshold",
    "vacuum_min_vector_number",
    "default_segment_number",
    "max_segment_size",
    "indexing_threshold",
)
# What a single node has anyhow; another value is refused, because nothing here would honour it.
_ONE_NODE = {"shard_number": 1, "replication_factor": 1, "write_consistency_factor": 1, "sharding_method": 0}


def check_new(request) -> None:
    """Refuses what the server refuses and what the front cannot honour, in a CreateCollection."""
    check_name(request.collection_name, _INVALID_NAME_CHARACTERS)
    mapped = (
        "collection_name", "hnsw_config", "optimizers_config", "on_disk_payload", "timeout", "vectors_config",
        "quantization_config", "sparse_vectors_config", "strict_mode_config", "metadata", *_ONE_NODE,
    )  # fmt: skip
    only(request, *mapped)
    for field, value in _ONE_NODE.items():
        if request.HasField(field) and getattr(request, field) != value:
            raise unmapped(f"CreateCollection.{field} {getattr(request, field)}: there is one node with one shard")
    _check_hnsw(request.hnsw_config)
    only(request.optimizers_config, *_OPTIMIZER_FIELDS)
    for name, parameters in dense(request).items():
        _check_dense(name, parameters)
    for name, parameters in request.sparse_vectors_config.map.items():
        if name in dense(request):
            raise bad_request(f"Vector name conflict: {name}")
        only(parameters, "index", "modifier")
        only(parameters.index, "full_scan_threshold", "on_disk", "datatype")


def check_name(name: str, forbidden: str = "/\0") -> None:
    if not 1 <= len(name) <= 255:
        raise invalid_body("collection_name", f"value {name!r} invalid, must be from 1 to 255 characters")
    for character in forbidden:
        if character in name:
            raise invalid_body("collection_name", f'collection name cannot contain "{character}" char')


def _check_hnsw(message) -> None:
    only(message, *_HNSW_DEFAULTS, "on_disk", "payload_m", "inline_storage")
    if message.HasField("ef_construct") and message.ef_construct < 4:
        raise invalid_body("hnsw_config.ef_construct", f"value {message.ef_construct} invalid, must be 4 or larger")


def _check_dense(name: str, message) -> None:
    only(message, "size", "distance", "hnsw_config", "quantization_config", "on_disk", "datatype", "multivector_config")
    if not 1 <= message.size <= 65_536:
        raise invalid_body(f"vectors_config[{name}].size", f"value {message.size} invalid, must be from 1 to 65536")
    if message.distance not in _DISTANCES:
        raise wrong_input(f"Unknown distance of the vector {name!r}")
    _check_hnsw(message.hnsw_config)


def dense(request) -> dict:
    """The dense vectors of a CreateCollection by name; the unnamed one has the empty name."""
    kind = request.vectors_config.WhichOneof("config")
    if kind == "params":
        return {"": request.vectors_config.params}
    return dict(request.vectors_config.params_map.map)


def engine_config(request):
    vectors = {name: _dense_of(request, parameters) for name, parameters in dense(request).items()}
    sparse = {name: _sparse_of(parameters) for name, parameters in request.sparse_vectors_config.map.items()}
    return edge.EdgeConfig(
        vectors=vectors,
        sparse_vectors=sparse,
        on_disk_payload=request.on_disk_payload if request.HasField("on_disk_payload") else True,
        hnsw_config=_hnsw_of(request.hnsw_config),
        quantization_config=_quantization_of(request),
        optimizers=edge.EdgeOptimizersConfig(**_present(request.optimizers_config, *_OPTIMIZER_FIELDS)),
        # The engine holds Python's lock whatever it does: more threads would only be more to start.
        max_search_threads=1,
    )


def _present(message, *names: str) -> dict:
    return {name: getattr(message, name) for name in names if message.HasField(name)}


def _dense_of(request, message):
    values = _present(message, "on_disk")
    if message.HasField("hnsw_config"):
        merged = pb.HnswConfigDiff()
        merged.CopyFrom(request.hnsw_config)
        merged.MergeFrom(message.hnsw_config)
        values["hnsw_config"] = _hnsw_of(merged)
    if message.HasField("multivector_config"):
        values["multivector_config"] = edge.MultiVectorConfig(edge.MultiVectorComparator.MaxSim)
    return edge.EdgeVectorParams(
        size=message.size,
        distance=_DISTANCES[message.distance],
        datatype=_datatype_of(message.datatype),
        quantization_config=_quantization_of(message),
        **values,
    )


def _datatype_of(value: int):
    if value not in _DATATYPES:
        raise unmapped(f"the data type {value}")
    return _DATATYPES[value]


def _sparse_of(message):
    return edge.EdgeSparseVectorParams(
        modifier=edge.Modifier.Idf if message.modifier == pb.Modifier.Idf else None,
        datatype=_datatype_of(message.index.datatype),
        **_present(message.index, "full_scan_threshold", "on_disk"),
    )


def _hnsw_of(message):
    return edge.HnswIndexConfig(
        **{**_HNSW_DEFAULTS, **_present(message, *_HNSW_DEFAULTS, "on_disk", "payload_m", "inline_storage")}
    )


def _quantization_of(holder):
    if not holder.HasField("quantization_config"):
        return None
    kind = holder.quantization_config.WhichOneof("quantization")
    if kind is None:
        raise bad_request("Unable to convert quantization config")
    message = getattr(holder.quantization_config, kind)
    if kind == "scalar":
        return _scalar_of(message)
    if kind == "product":
        only(message, "compression", "always_ram")
        return edge.ProductQuantizationConfig(_COMPRESSIONS[message.compression], **_present(message, "always_ram"))
    if kind == "binary":
        only(message, "always_ram")
        return edge.BinaryQuantizationConfig(**_present(message, "always_ram"))
    raise unmapped(f"QuantizationConfig.{kind}")


def _scalar_of(message):
    only(message, "type", "quantile", "always_ram")
    if message.type != pb.QuantizationType.Int8:
        raise bad_request("Unknown quantization type")
    if message.HasField("quantile") and not 0.5 <= message.quantile <= 1:
        raise invalid_body("quantization_config.quantile", f"value {message.quantile} invalid, must be from 0.5 to 1")
    return edge.ScalarQuantizationConfig(edge.ScalarType.Int8, **_present(message, "quantile", "always_ram"))


def merge(request, update) -> bool:
    """Applies an UpdateCollection to the CreateCollection kept; tells whether the engine must be told."""
    only(
        update, "collection_name", "optimizers_config", "timeout", "params", "hnsw_config", "vectors_config",
        "quantization_config", "strict_mode_config", "metadata",
    )  # fmt: skip
    only(update.params, "on_disk_payload")
    request.strict_mode_config.MergeFrom(update.strict_mode_config)
    for key, value in update.metadata.items():
        request.metadata[key].CopyFrom(value)
    request.optimizers_config.MergeFrom(update.optimizers_config)
    request.hnsw_config.MergeFrom(update.hnsw_config)
    if update.params.HasField("on_disk_payload"):
        request.on_disk_payload = update.params.on_disk_payload
    if update.HasField("quantization_config"):
        _merge_quantization(request, update.quantization_config)
    _merge_vectors(request, update.vectors_config)
    check_new(request)
    return any(
        update.HasField(field)
        for field in ("optimizers_config", "params", "hnsw_config", "vectors_config", "quantization_config")
    )


def _merge_vectors(request, update) -> None:
    kind = update.WhichOneof("config")
    changes = {"": update.params} if kind == "params" else dict(update.params_map.map)
    for name, change in changes.items():
        parameters = dense(request).get(name)
        if parameters is None:
            raise wrong_input(f"Not existing vector name error: {name}")
        only(change, "hnsw_config", "quantization_config", "on_disk")
        if change.HasField("hnsw_config"):
            parameters.hnsw_config.MergeFrom(change.hnsw_config)
        if change.HasField("on_disk"):
            parameters.on_disk = change.on_disk
        if change.HasField("quantization_config"):
            _merge_quantization(parameters, change.quantization_config)


def _merge_quantization(holder, change) -> None:
    kind = change.WhichOneof("quantization")
    holder.ClearField("quantization_config")
    if kind != "disabled":
        getattr(holder.quantization_config, kind).CopyFrom(getattr(change, kind))


def put_config(target, request) -> None:
    """Describes a collection in a CollectionConfig, defaults included."""
    parameters = target.params
    parameters.shard_number = parameters.replication_factor = parameters.write_consistency_factor = 1
    parameters.on_disk_payload = request.on_disk_payload if request.HasField("on_disk_payload") else True
    if request.HasField("vectors_config"):
        parameters.vectors_config.CopyFrom(request.vectors_config)
    if request.HasField("sparse_vectors_config"):
        parameters.sparse_vectors_config.CopyFrom(request.sparse_vectors_config)
    target.hnsw_config.CopyFrom(pb.HnswConfigDiff(**_HNSW_DEFAULTS, on_disk=False))
    target.hnsw_config.MergeFrom(request.hnsw_config)
    defaults = {"deleted_threshold": 0.2, "vacuum_min_vector_number": 1000, "default_segment_number": 0}
    target.optimizer_config.CopyFrom(
        pb.OptimizersConfigDiff(**defaults, indexing_threshold=10_000, flush_interval_sec=5)
    )
    target.optimizer_config.MergeFrom(request.optimizers_config)
    target.wal_config.CopyFrom(pb.WalConfigDiff(wal_capacity_mb=32, wal_segments_ahead=0, wal_retain_closed=1))
    if request.HasField("quantization_config"):
        target.quantization_config.CopyFrom(request.quantization_config)
    if request.HasField("strict_mode_config"):
        target.strict_mode_config.CopyFrom(request.strict_mode_config)
    for key, value in request.metadata.items():
        target.metadata[key].CopyFrom(value)
