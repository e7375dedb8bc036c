"""Writing points and getting them back."""

from grpc import StatusCode
from qdrant_client import grpc as pb

from front_case import (
    POINTS,
    SECOND,
    FrontTest,
    dense,
    field,
    filter_selector,
    id_of,
    ids_selector,
    json_value,
    keyword,
    plain_id,
    point,
)


class PointsTest(FrontTest):
    def test_points_come_back_as_they_went(self):
        self.upsert(
            point(
                1,
                (3.0, 4.0),
                {"t5": 1.0, "t1": 2.0},
                text="é\0",
                n=2**62,
                f=1.0,
                b=True,
                none=None,
                l=[1, "x"],
                o={"a": {"b": 2}},
            ),
            point(SECOND, (0.0, 0.0), {}),
        )
        first, second = sorted(self.get(1, SECOND, 3, vectors=True), key=lambda found: found.id.uuid)
        expected = point(1, text="é\0", n=2**62, f=1.0, b=True, none=None, l=[1, "x"], o={"a": {"b": 2}}).payload
        self.assertEqual(dict(first.payload), dict(expected))
        vectors = first.vectors.vectors.vectors
        self.assertAlmostEqual(vectors["content"].dense.data[0], 0.6, places=6)
        self.assertEqual((list(vectors["text"].sparse.indices), list(vectors["text"].sparse.values)), ([1, 5], [2, 1]))
        self.assertEqual(plain_id(second.id), SECOND)

    def test_upsert_replaces_a_point_whole(self):
        self.upsert(point(1, a=1, b=2), point(2))
        self.upsert(point(1, c=3))
        self.assertEqual(list(self.payload(1)), ["c"])
        self.assertEqual(POINTS.Count(pb.CountPoints(collection_name=self.name, exact=True)).result.count, 2)

    def test_selectors_of_payload_and_vectors(self):
        self.upsert(point(1, (1.0, 0.0), {"t1": 1.0}, a=1, b=2))

        def get(**selectors):
            return POINTS.Get(pb.GetPoints(collection_name=self.name, ids=[id_of(1)], **selectors)).result[0]

        self.assertEqual(len(get().payload), 0)
        self.assertFalse(get().HasField("vectors"))
        include = pb.WithPayloadSelector(include=pb.PayloadIncludeSelector(fields=["a"]))
        self.assertEqual(list(get(with_payload=include).payload), ["a"])
        exclude = pb.WithPayloadSelector(exclude=pb.PayloadExcludeSelector(fields=["a"]))
        self.assertEqual(list(get(with_payload=exclude).payload), ["b"])
        named = pb.WithVectorsSelector(include=pb.VectorsSelector(names=["text"]))
        self.assertEqual(list(get(with_vectors=named).vectors.vectors.vectors), ["text"])

    def test_wrong_points_are_refused(self):
        unnamed = pb.PointStruct(
            id=id_of(1), vectors=pb.Vectors(vectors=pb.NamedVectors(vectors={"nope": dense(1, 1)}))
        )
        twice = pb.Vector(sparse=pb.SparseVector(indices=[1, 1], values=[1, 1]))
        doubled = pb.PointStruct(id=id_of(1), vectors=pb.Vectors(vectors=pb.NamedVectors(vectors={"text": twice})))
        for wrong in (point(1, (1.0,)), unnamed, doubled, point("no-uuid"), pb.PointStruct(id=id_of(1))):
            self.assertRefused(StatusCode.INVALID_ARGUMENT, lambda: self.upsert(wrong))
        self.assertRefused(StatusCode.INVALID_ARGUMENT, lambda: self.upsert())

    def test_payload_is_set_overwritten_deleted_and_cleared(self):
        self.upsert(point(1, a=1, b=2), point(2, a=1))
        name = self.name
        POINTS.SetPayload(
            pb.SetPayloadPoints(
                collection_name=name, wait=True, payload={"c": json_value(3)}, points_selector=ids_selector(1)
            )
        )
        self.assertEqual(sorted(self.payload(1)), ["a", "b", "c"])
        POINTS.OverwritePayload(
            pb.SetPayloadPoints(
                collection_name=name, wait=True, payload={"d": json_value(4)}, points_selector=ids_selector(1)
            )
        )
        self.assertEqual(sorted(self.payload(1)), ["d"])
        POINTS.DeletePayload(
            pb.DeletePayloadPoints(
                collection_name=name,
                wait=True,
                keys=["a"],
                points_selector=filter_selector(field("a", match=pb.Match(integer=1))),
            )
        )
        self.assertEqual(self.payload(2), {})
        POINTS.ClearPayload(pb.ClearPayloadPoints(collection_name=name, wait=True, points=ids_selector(1)))
        self.assertEqual(self.payload(1), {})

    def test_a_payload_of_a_missing_point_is_not_found(self):
        request = pb.SetPayloadPoints(
            collection_name=self.name, wait=True, payload={"a": json_value(1)}, points_selector=ids_selector(9)
        )
        self.assertRefused(StatusCode.NOT_FOUND, lambda: POINTS.SetPayload(request))
        request.ClearField("points_selector")
        self.assertRefused(StatusCode.INVALID_ARGUMENT, lambda: POINTS.SetPayload(request))

    def test_points_are_deleted_by_id_and_filter(self):
        self.upsert(point(1, a="x"), point(2, a="y"), point(3, a="y"))
        for selector in (ids_selector(1, 99), filter_selector(keyword("a", "y"))):
            POINTS.Delete(pb.DeletePoints(collection_name=self.name, wait=True, points=selector))
        self.assertEqual(self.matching(), [])
        self.assertRefused(
            StatusCode.INVALID_ARGUMENT, lambda: POINTS.Delete(pb.DeletePoints(collection_name=self.name, wait=True))
        )

    def test_a_batch_applies_its_operations_in_order(self):
        operations = [
            pb.PointsUpdateOperation(upsert=pb.PointsUpdateOperation.PointStructList(points=[point(1, a=1), point(2)])),
            pb.PointsUpdateOperation(
                set_payload=pb.PointsUpdateOperation.SetPayload(
                    payload={"b": json_value(2)}, points_selector=ids_selector(1)
                )
            ),
            pb.PointsUpdateOperation(delete_points=pb.PointsUpdateOperation.DeletePoints(points=ids_selector(2))),
        ]
        response = POINTS.UpdateBatch(pb.UpdateBatchPoints(collection_name=self.name, wait=True, operations=operations))
        self.assertEqual([found.status for found in response.result], [pb.UpdateStatus.Completed] * 3)
        self.assertEqual(self.matching(), [1])
        self.assertEqual(sorted(self.payload(1)), ["a", "b"])

    def test_a_conditional_upsert_leaves_others_alone(self):
        self.upsert(point(1, version=1), point(2, version=2))
        POINTS.Upsert(
            pb.UpsertPoints(
                collection_name=self.name,
                wait=True,
                points=[point(1, new=True), point(2, new=True), point(3, new=True)],
                update_filter=pb.Filter(must=[field("version", match=pb.Match(integer=1))]),
            )
        )
        self.assertEqual([sorted(self.payload(id)) for id in (1, 2, 3)], [["new"], ["version"], ["new"]])

    def test_a_message_of_40_megabytes_arrives_and_comes_back(self):
        text = "x" * 1_000_000
        self.upsert(*[point(number, text=text) for number in range(40)])
        self.assertEqual(len(self.get(*range(40))), 40)
