"""Strict mode: what a collection refuses once it is enabled, in the words of the server."""

import uuid

from indexes import type_name
from refusals import bad_request, only

# Limits that the front checks; a configuration with another is refused.
_CHECKED = (
    "enabled", "max_query_limit", "max_timeout", "unindexed_filtering_retrieve", "unindexed_filtering_update",
    "search_max_hnsw_ef", "search_allow_exact", "search_max_oversampling", "upsert_max_batchsize",
    "search_max_batchsize", "filter_max_conditions", "condition_max_size", "max_points_count",
    "max_payload_index_count",
)  # fmt: skip

# What a condition on a field can be answered by: the types of index, and which of an integer's two uses.
_KEYWORD, _UUID, _BOOL, _TEXT, _GEO, _DATETIME, _FLOAT = "keyword", "uuid", "bool", "text", "geo", "datetime", "float"
_LOOKUP, _RANGE, _PHRASE = "integer lookup", "integer range", "text phrase"
_ALL = (_KEYWORD, _UUID, _BOOL, _TEXT, _GEO, _DATETIME, _FLOAT, _LOOKUP, _RANGE)


def check_config(config) -> None:
    only(config, *_CHECKED)


def _config(collection):
    config = collection.config.strict_mode_config
    return config if config.enabled else None


def _limit(value, config, name: str, what: str) -> None:
    if config.HasField(name) and value > getattr(config, name):
        limit = getattr(config, name)
        raise _refusal(
            f'Limit exceeded {value} > {limit} for "{what}"', f'Reduce the "{what}" parameter to or below {limit}.'
        )


def _refusal(message: str, help: str):
    return bad_request(f"{message}. Help: {help}")


def check_read(collection, request, limit=None, exact=False) -> None:
    """Checks a read or one prefetch of it: its filter, its limit and its parameters."""
    config = _config(collection)
    if config is None:
        return
    if limit is not None:
        _limit(limit, config, "max_query_limit", "limit")
    _check_timeout(config, request)
    if _has(request, "filter"):
        _check_filter(collection, config, request.filter, "unindexed_filtering_retrieve")
    parameters = request.params if _has(request, "params") else None
    if config.HasField("search_allow_exact") and not config.search_allow_exact:
        if exact or (parameters is not None and parameters.exact):
            raise _refusal("Exact search disabled!", "Set exact=false.")
    if parameters is not None:
        _limit(parameters.quantization.oversampling, config, "search_max_oversampling", "oversampling")
        _limit(parameters.hnsw_ef, config, "search_max_hnsw_ef", "hnsw_ef")
    for prefetch in getattr(request, "prefetch", ()):
        check_read(collection, prefetch, prefetch.limit if prefetch.HasField("limit") else 10)


def check_batch(collection, count: int) -> None:
    config = _config(collection)
    if config is not None:
        _limit(count, config, "search_max_batchsize", "search batch size")


def check_update(collection, request, selector=None, points: int = 0) -> None:
    """Checks a write: its selector's filter and the number of points."""
    config = _config(collection)
    if config is None:
        return
    _check_timeout(config, request)
    if selector is not None and selector.WhichOneof("points_selector_one_of") == "filter":
        _check_filter(collection, config, selector.filter, "unindexed_filtering_update")
    _limit(points, config, "upsert_max_batchsize", "upsert limit")
    if points and config.HasField("max_points_count"):
        if collection.shard.info().points_count >= config.max_points_count:
            raise _refusal(
                f"Max points count limit of {config.max_points_count} reached!",
                "Delete points or raise `max_points_count`.",
            )


def check_new_index(collection, field: str) -> None:
    config = _config(collection)
    if config is not None and config.HasField("max_payload_index_count") and field not in collection.indexes:
        if len(collection.indexes) >= config.max_payload_index_count:
            raise _refusal(
                f"Collection already has the maximum number of payload indices ({config.max_payload_index_count})",
                "Please delete an existing index before creating a new one.",
            )


def _check_timeout(config, request) -> None:
    if _has(request, "timeout"):
        _limit(request.timeout, config, "max_timeout", "timeout")


def _has(request, field: str) -> bool:
    return field in request.DESCRIPTOR.fields_by_name and request.HasField(field)


def _check_filter(collection, config, filter, setting: str) -> None:
    if config.HasField(setting) and not getattr(config, setting):
        _check_indexed(collection.indexes, "", filter)
    conditions, largest = _size(filter)
    if config.HasField("filter_max_conditions") and conditions > config.filter_max_conditions:
        raise _refusal(
            f"Filter condition limit reached ({conditions} > {config.filter_max_conditions})",
            "Reduce the amount of conditions of your filter.",
        )
    if config.HasField("condition_max_size") and largest > config.condition_max_size:
        raise _refusal(
            f"Condition size limit reached ({largest} > {config.condition_max_size})",
            "Reduce the size of your condition.",
        )


def _parts(filter):
    for conditions in (filter.must, filter.must_not, filter.should, filter.min_should.conditions):
        yield from conditions


def _size(filter) -> tuple:
    """The number of conditions of a filter, and the number of values of the largest."""
    count, largest = 0, 0
    for condition in _parts(filter):
        kind = condition.WhichOneof("condition_one_of")
        if kind in ("filter", "nested"):
            inner = condition.filter if kind == "filter" else condition.nested.filter
            inner_count, inner_largest = _size(inner)
            count, largest = count + inner_count, max(largest, inner_largest)
        else:
            count, largest = count + 1, max(largest, _values(condition, kind))
    return count, largest


def _values(condition, kind) -> int:
    if kind == "has_id":
        return len(condition.has_id.has_id)
    if kind == "field":
        match = condition.field.match
        return max(
            len(match.keywords.strings),
            len(match.integers.integers),
            len(match.except_keywords.strings),
            len(match.except_integers.integers),
        )
    return 0


def _check_indexed(indexes: dict, prefix: str, filter) -> None:
    for condition in _parts(filter):
        kind = condition.WhichOneof("condition_one_of")
        if kind == "filter":
            _check_indexed(indexes, prefix, condition.filter)
        elif kind == "nested":
            _check_indexed(indexes, f"{prefix}{condition.nested.key.removesuffix('[]')}[].", condition.nested.filter)
        elif kind in ("is_empty", "is_null"):
            _require(indexes, prefix + getattr(condition, kind).key, _ALL)
        elif kind == "field":
            _require(indexes, prefix + condition.field.key, _wanted(condition.field))


def _wanted(field) -> tuple:
    """The indexes of which one must be there; none for a match of an empty list, which needs none."""
    if field.HasField("match"):
        return _wanted_by_match(field.match)
    if field.HasField("datetime_range"):
        return (_DATETIME,)
    if field.HasField("range"):
        return (_FLOAT, _RANGE)
    if any(field.HasField(name) for name in ("geo_bounding_box", "geo_radius", "geo_polygon")):
        return (_GEO,)
    return _ALL


def _wanted_by_match(match) -> tuple:
    kind = match.WhichOneof("match_value")
    if kind in ("text", "text_any"):
        return (_TEXT,)
    if kind == "phrase":
        return (_PHRASE,)
    if kind == "boolean":
        return (_BOOL,)
    if kind == "integer":
        return (_LOOKUP,)
    if kind in ("integers", "except_integers"):
        return (_LOOKUP,) if getattr(match, kind).integers else ()
    strings = [match.keyword] if kind == "keyword" else list(getattr(match, kind).strings)
    if not strings:
        return ()
    return (_UUID, _KEYWORD) if all(_is_uuid(value) for value in strings) else (_KEYWORD,)


def _is_uuid(value: str) -> bool:
    try:
        uuid.UUID(value)
        return True
    except ValueError:
        return False


def _require(indexes: dict, key: str, wanted: tuple) -> None:
    if wanted and not _capabilities(indexes.get(key)).intersection(wanted):
        types = ", ".join(sorted({name.split()[0] for name in wanted}))
        raise _refusal(
            f'Index required but not found for "{key}" of one of the following types: [{types}]',
            "Create an index for this key or use a different filter.",
        )


def _capabilities(info) -> set:
    if info is None:
        return set()
    name = type_name(info).lower()
    if name == "integer":
        lookup = getattr(info.params, "lookup", None)
        range_ = getattr(info.params, "range", None)
        return {use for use, on in ((_LOOKUP, lookup), (_RANGE, range_)) if on is not False}
    if name == "text" and getattr(info.params, "phrase_matching", None):
        return {_TEXT, _PHRASE}
    return {name}
