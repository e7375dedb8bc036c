"""Strict mode."""

from google.protobuf.timestamp_pb2 import Timestamp
from grpc import StatusCode
from qdrant_client import grpc as pb
from qdrant_client.grpc import points_pb2

from front_case import COLLECTIONS, POINTS, FrontTest, field, filter_selector, id_of, keyword, point


class StrictModeTest(FrontTest):
    def setUp(self):
        super().setUp()
        COLLECTIONS.Delete(pb.DeleteCollection(collection_name=self.name))
        self.create(
            strict_mode_config=pb.StrictModeConfig(
                enabled=True, unindexed_filtering_retrieve=False, unindexed_filtering_update=False, max_query_limit=50,
                search_allow_exact=False, upsert_max_batchsize=3,
            )
        )  # fmt: skip
        self.upsert(point(1, s="x", n=1, at="2026-01-01T00:00:00Z", b=True))

    def test_unindexed_filters_are_refused_until_there_is_an_index(self):
        moment = Timestamp(seconds=0)
        cases = {
            "s": (keyword("s", "x"), points_pb2.FieldTypeKeyword),
            "n": (field("n", range=pb.Range(gte=0)), points_pb2.FieldTypeInteger),
            "at": (field("at", datetime_range=pb.DatetimeRange(gte=moment)), points_pb2.FieldTypeDatetime),
            "b": (field("b", match=pb.Match(boolean=True)), points_pb2.FieldTypeBool),
        }
        for name, (condition, kind) in cases.items():
            for part in ("must", "should", "must_not"):
                request = pb.CountPoints(collection_name=self.name, filter=pb.Filter(**{part: [condition]}))
                self.assertRefused(
                    StatusCode.INVALID_ARGUMENT,
                    lambda: POINTS.Count(request),
                    f'Index required but not found for "{name}"',
                )
            self.index(name, kind)
            self.assertEqual(self.matching(condition), [1])
        empty = pb.Condition(is_empty=pb.IsEmptyCondition(key="other"))
        self.assertRefused(StatusCode.INVALID_ARGUMENT, lambda: self.matching(empty), "Index required")
        self.assertEqual(self.matching(pb.Condition(has_id=pb.HasIdCondition(has_id=[id_of(1)]))), [1])

    def test_an_index_of_another_type_does_not_do(self):
        self.index("n", points_pb2.FieldTypeKeyword)
        self.assertRefused(StatusCode.INVALID_ARGUMENT, lambda: self.matching(field("n", match=pb.Match(integer=1))))

    def test_writes_by_unindexed_filters_are_refused(self):
        request = pb.DeletePoints(collection_name=self.name, wait=True, points=filter_selector(keyword("s", "x")))
        self.assertRefused(StatusCode.INVALID_ARGUMENT, lambda: POINTS.Delete(request), "Index required")
        self.index("s", points_pb2.FieldTypeKeyword)
        POINTS.Delete(request)
        self.assertEqual(self.matching(), [])

    def test_limits(self):
        self.assertRefused(
            StatusCode.INVALID_ARGUMENT, lambda: POINTS.Query(self.nearest("content", 51, [1.0, 0.0])), "limit"
        )
        exact = self.nearest("content", 1, [1.0, 0.0], params=pb.SearchParams(exact=True))
        self.assertRefused(StatusCode.INVALID_ARGUMENT, lambda: POINTS.Query(exact), "Exact")
        self.assertRefused(
            StatusCode.INVALID_ARGUMENT, lambda: self.upsert(*[point(n) for n in range(4)]), "upsert limit"
        )

    def test_a_disabled_mode_refuses_nothing(self):
        COLLECTIONS.Update(
            pb.UpdateCollection(collection_name=self.name, strict_mode_config=pb.StrictModeConfig(enabled=False))
        )
        self.assertEqual(self.matching(keyword("s", "x")), [1])
