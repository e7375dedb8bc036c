"""Payload indexes: their parameters, from the protocol to the engine and back."""

import qdrant_edge as edge
from qdrant_client.grpc import collections_pb2, points_pb2

from refusals import invalid, unmapped

# By the name of the type: the engine's parameters. The protocol names its fields as the engine does.
_PARAMETERS = {
    "keyword": edge.KeywordIndexParams,
    "integer": edge.IntegerIndexParams,
    "float": edge.FloatIndexParams,
    "geo": edge.GeoIndexParams,
    "bool": edge.BoolIndexParams,
    "datetime": edge.DatetimeIndexParams,
    "uuid": edge.UuidIndexParams,
}
_TOKENIZERS = {
    collections_pb2.TokenizerType.Prefix: edge.TokenizerType.Prefix,
    collections_pb2.TokenizerType.Whitespace: edge.TokenizerType.Whitespace,
    collections_pb2.TokenizerType.Word: edge.TokenizerType.Word,
    collections_pb2.TokenizerType.Multilingual: edge.TokenizerType.Multilingual,
}
_SIMPLE_TEXT = (
    "lowercase",
    "min_token_len",
    "max_token_len",
    "on_disk",
    "phrase_matching",
    "ascii_folding",
    "enable_hnsw",
)


def schema_of(request):
    """What the engine needs to build the index that was asked for."""
    if not request.HasField("field_type"):
        raise invalid("cannot convert field_type")
    kind = points_pb2.FieldType.Name(request.field_type).removeprefix("FieldType").lower()
    parameters = request.field_index_params.WhichOneof("index_params")
    if parameters is None:
        return getattr(edge.PayloadSchemaType, kind.capitalize())
    if parameters != f"{kind}_index_params":
        raise invalid(f"field_type ({kind.capitalize()}) and field_index_params do not match")
    message = getattr(request.field_index_params, parameters)
    if kind == "text":
        return _text(message)
    values = {field.name: value for field, value in message.ListFields()}
    if kind == "integer" and not (values.get("lookup", True) or values.get("range", True)):
        raise invalid("Validation error: the 'lookup' and 'range' capabilities can't be both disabled")
    try:
        return _PARAMETERS[kind](**values)
    except TypeError as error:
        raise unmapped(f"a field of {message.DESCRIPTOR.name}: {error}") from None


def _text(message):
    values = {"tokenizer": _TOKENIZERS.get(message.tokenizer, edge.TokenizerType.Word)}
    for field, value in message.ListFields():
        if field.name in _SIMPLE_TEXT:
            values[field.name] = value
        elif field.name != "tokenizer":
            raise unmapped(f"TextIndexParams.{field.name}")
    return edge.TextIndexParams(**values)


def type_name(info) -> str:
    return str(info.data_type).rsplit(".", 1)[-1]


def put_info(target, info) -> None:
    """Describes an index of the engine in a PayloadSchemaInfo."""
    name = type_name(info)
    target.data_type = collections_pb2.PayloadSchemaType.Value(name)
    target.points = info.points
    if info.params is None:
        return
    parameters = getattr(target.params, f"{name.lower()}_index_params")
    parameters.SetInParent()
    for field in parameters.DESCRIPTOR.fields:
        value = getattr(info.params, field.name, None)
        if field.name == "tokenizer":
            parameters.tokenizer = next(key for key, known in _TOKENIZERS.items() if known == value)
        elif isinstance(value, (bool, int)):
            setattr(parameters, field.name, value)
