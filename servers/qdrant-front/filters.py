"""Filters, from the protocol to the engine."""

import datetime

import numpy
import qdrant_edge as edge

from refusals import invalid, only, unmapped, wrong_input
from values import point_id

_EPOCH = datetime.datetime(1970, 1, 1)
_BOUNDS = ("gte", "gt", "lte", "lt")


def filter_of(message):
    """A filter of the engine, or None for one without conditions: both match everything."""
    only(message, "must", "should", "must_not", "min_should")
    parts = {name: _conditions(getattr(message, name)) for name in ("must", "should", "must_not")}
    if message.HasField("min_should"):
        parts["min_should"] = edge.MinShould(
            _conditions(message.min_should.conditions) or [], message.min_should.min_count
        )
    return edge.Filter(**parts) if any(value is not None for value in parts.values()) else None


def optional_filter(request, field: str = "filter"):
    return filter_of(getattr(request, field)) if request.HasField(field) else None


def selection(selector):
    """The points of a selector: a pair of ids and filter, one of them None."""
    kind = selector.WhichOneof("points_selector_one_of")
    if kind == "points":
        only(selector.points, "ids")
        return [point_id(message) for message in selector.points.ids], None
    if kind == "filter":
        return None, filter_of(selector.filter)
    raise invalid("Malformed PointsSelector type")


def optional_selection(request):
    if not request.HasField("points_selector"):
        raise wrong_input("Either list of points or filter must be provided")
    return selection(request.points_selector)


def _conditions(messages):
    converted = [condition(message) for message in messages if message.WhichOneof("condition_one_of")]
    return converted or None


def condition(message):
    kind = message.WhichOneof("condition_one_of")
    if kind not in _CONDITIONS:
        raise unmapped(f"the condition {kind}")
    return _CONDITIONS[kind](getattr(message, kind))


def _nested(message):
    if not message.HasField("filter"):
        raise invalid("Nested condition must have a filter")
    return edge.NestedCondition(message.key, filter_of(message.filter) or edge.Filter())


def _field(message):
    only(message, "key", *_FIELD_PARTS)
    parts = {}
    for name, (parameter, convert) in _FIELD_PARTS.items():
        if message.HasField(name):
            parts[parameter] = convert(getattr(message, name))
    return edge.FieldCondition(message.key, **parts)


def _match(message):
    kind = message.WhichOneof("match_value")
    if kind is None:
        raise invalid("Malformed Match condition")
    if kind not in _MATCHES:
        raise unmapped(f"Match.{kind}")
    return _MATCHES[kind](getattr(message, kind))


def _bounds(message, convert=lambda value: value):
    return {name: convert(getattr(message, name)) for name in _BOUNDS if message.HasField(name)}


def instant(timestamp) -> str:
    """RFC 3339, with all nine digits: the protocol's own conversion keeps six."""
    try:
        seconds = _EPOCH + datetime.timedelta(seconds=timestamp.seconds)
    except OverflowError:
        raise invalid(f"Unable to parse timestamp: {timestamp.seconds} seconds") from None
    if not 0 <= timestamp.nanos < 1_000_000_000:
        raise invalid(f"Unable to parse timestamp: {timestamp.nanos} nanos")
    return f"{seconds.isoformat()}.{timestamp.nanos:09d}Z"


def _geo_point(message):
    return edge.GeoPoint(message.lon, message.lat)


def _line(message):
    return [_geo_point(corner) for corner in message.points]


_CONDITIONS = {
    "field": _field,
    "is_empty": lambda message: edge.IsEmptyCondition(message.key),
    "is_null": lambda message: edge.IsNullCondition(message.key),
    "has_id": lambda message: edge.HasIdCondition({point_id(value) for value in message.has_id}),
    "has_vector": lambda message: edge.HasVectorCondition(message.has_vector),
    "nested": _nested,
    "filter": lambda message: filter_of(message) or edge.Filter(),
}

# Of the protocol's field: the engine's parameter and how the value is converted. The last range of two wins, as there.
_FIELD_PARTS = {
    "match": ("match", _match),
    "range": ("range", lambda message: edge.RangeFloat(**_bounds(message))),
    "datetime_range": ("range", lambda message: edge.RangeDateTime(**_bounds(message, instant))),
    "values_count": ("values_count", lambda message: edge.ValuesCount(**_bounds(message))),
    "geo_bounding_box": (
        "geo_bounding_box",
        lambda message: edge.GeoBoundingBox(_geo_point(message.top_left), _geo_point(message.bottom_right)),
    ),
    "geo_radius": ("geo_radius", lambda message: edge.GeoRadius(_geo_point(message.center), message.radius)),
    "geo_polygon": (
        "geo_polygon",
        lambda message: edge.GeoPolygon(_line(message.exterior), [_line(ring) for ring in message.interiors]),
    ),
    "is_empty": ("is_empty", bool),
    "is_null": ("is_null", bool),
}

_MATCHES = {
    "keyword": edge.MatchValue,
    "integer": edge.MatchValue,
    # The engine takes Python's own True for the integer 1.
    "boolean": lambda value: edge.MatchValue(numpy.bool_(value)),
    "text": edge.MatchText,
    "text_any": edge.MatchTextAny,
    "phrase": edge.MatchPhrase,
    "keywords": lambda message: edge.MatchAny(list(message.strings)),
    "integers": lambda message: edge.MatchAny(list(message.integers)),
    "except_keywords": lambda message: edge.MatchExcept(list(message.strings)),
    "except_integers": lambda message: edge.MatchExcept(list(message.integers)),
}
