"""Filters."""

import datetime

from google.protobuf.timestamp_pb2 import Timestamp
from grpc import StatusCode
from qdrant_client import grpc as pb
from qdrant_client.grpc import points_pb2

from front_case import SECOND, FrontTest, field, id_of, keyword, point


class FiltersTest(FrontTest):
    def setUp(self):
        super().setUp()
        at = "2026-01-01T00:00:00.123456Z"
        self.upsert(
            point(
                1,
                (1.0, 0.0),
                {"t1": 1.0},
                s="x",
                n=1,
                f=0.5,
                b=True,
                l=["a", "b"],
                at=at,
                o=[{"k": 1, "v": "p"}, {"k": 2, "v": "q"}],
            ),
            point(2, s="y", n=2, f=1.5, b=False, l=[], text="the quick fox"),
            point(SECOND, none=None, u=SECOND),
        )

    def test_matches(self):
        self.assertEqual(self.matching(keyword("s", "x")), [1])
        self.assertEqual(self.matching(field("n", match=pb.Match(integer=2))), [2])
        self.assertEqual(self.matching(field("b", match=pb.Match(boolean=True))), [1])
        self.assertEqual(self.matching(field("b", match=pb.Match(boolean=False))), [2])
        self.assertEqual(
            self.matching(field("s", match=pb.Match(keywords=pb.RepeatedStrings(strings=["x", "z"])))), [1]
        )
        self.assertEqual(
            self.matching(field("n", match=pb.Match(integers=pb.RepeatedIntegers(integers=[1, 2])))), [1, 2]
        )
        self.assertEqual(
            self.matching(field("s", match=pb.Match(except_keywords=pb.RepeatedStrings(strings=["x"])))), [2]
        )
        self.assertEqual(
            self.matching(field("n", match=pb.Match(except_integers=pb.RepeatedIntegers(integers=[1])))), [2]
        )
        self.assertEqual(self.matching(field("text", match=pb.Match(text="quick"))), [2])
        self.assertEqual(self.matching(keyword("l", "b")), [1])
        self.assertEqual(self.matching(keyword("o[].v", "q")), [1])
        self.assertEqual(self.matching(keyword("u", SECOND)), [SECOND])

    def test_indexed_fields_match_the_same(self):
        kinds = {
            "s": points_pb2.FieldTypeKeyword,
            "n": points_pb2.FieldTypeInteger,
            "f": points_pb2.FieldTypeFloat,
            "b": points_pb2.FieldTypeBool,
            "at": points_pb2.FieldTypeDatetime,
            "u": points_pb2.FieldTypeUuid,
            "l": points_pb2.FieldTypeKeyword,
            "text": points_pb2.FieldTypeText,
        }
        for name, kind in kinds.items():
            self.index(name, kind)
        self.test_matches()
        self.test_ranges()
        self.test_absence()

    def test_ranges(self):
        self.assertEqual(self.matching(field("n", range=pb.Range(gte=2))), [2])
        self.assertEqual(self.matching(field("n", range=pb.Range(gt=1, lt=3))), [2])
        self.assertEqual(self.matching(field("f", range=pb.Range(lte=0.5))), [1])
        moment = Timestamp()
        moment.FromDatetime(datetime.datetime(2026, 1, 1, 0, 0, 0, 123456))
        self.assertEqual(self.matching(field("at", datetime_range=pb.DatetimeRange(gte=moment))), [1])
        self.assertEqual(self.matching(field("at", datetime_range=pb.DatetimeRange(gt=moment))), [])

    def test_absence(self):
        empty = pb.Condition(is_empty=pb.IsEmptyCondition(key="l"))
        self.assertEqual(self.matching(empty), [2, SECOND])
        self.assertEqual(self.matching(pb.Condition(is_null=pb.IsNullCondition(key="none"))), [SECOND])
        self.assertEqual(self.matching(must_not=[pb.Condition(is_empty=pb.IsEmptyCondition(key="s"))]), [1, 2])
        self.assertEqual(self.matching(field("l", values_count=pb.ValuesCount(gte=2))), [1])

    def test_ids_vectors_nested(self):
        ids = pb.Condition(has_id=pb.HasIdCondition(has_id=[id_of(1), id_of(SECOND)]))
        self.assertEqual(self.matching(ids), [1, SECOND])
        self.assertEqual(self.matching(pb.Condition(has_vector=pb.HasVectorCondition(has_vector="text"))), [1])

        def nested(k, v):
            inner = pb.Filter(must=[field("k", match=pb.Match(integer=k)), keyword("v", v)])
            return pb.Condition(nested=pb.NestedCondition(key="o", filter=inner))

        self.assertEqual(self.matching(nested(1, "p")), [1])
        self.assertEqual(self.matching(nested(1, "q")), [])

    def test_combinations(self):
        x, y, one = keyword("s", "x"), keyword("s", "y"), field("n", match=pb.Match(integer=1))
        self.assertEqual(self.matching(x, y), [])
        self.assertEqual(self.matching(should=[x, y]), [1, 2])
        self.assertEqual(self.matching(must_not=[x]), [2, SECOND])
        self.assertEqual(self.matching(x, should=[y, one]), [1])
        self.assertEqual(self.matching(min_should=pb.MinShould(conditions=[x, one, y], min_count=2)), [1])
        self.assertEqual(self.matching(pb.Condition(filter=pb.Filter(should=[x, y]))), [1, 2])
        self.assertEqual(self.matching(pb.Condition(filter=pb.Filter())), [1, 2, SECOND])

    def test_bad_conditions_are_refused(self):
        self.assertRefused(StatusCode.INVALID_ARGUMENT, lambda: self.matching(keyword("a[", "x")))
        self.assertRefused(StatusCode.INVALID_ARGUMENT, lambda: self.matching(field("a", match=pb.Match())))
