"""Scroll, search, count and facet."""

from grpc import StatusCode
from qdrant_client import grpc as pb
from qdrant_client.grpc import points_pb2

from front_case import POINTS, FrontTest, everything, field, id_of, plain_id, point


class ReadsTest(FrontTest):
    def setUp(self):
        super().setUp()
        self.upsert(
            *[point(n, (1.0, n / 10), {f"t{n}": 1.0, "t99": float(n)}, n=n, even=n % 2 == 0) for n in range(1, 21)]
        )

    def test_scroll_goes_through_all_pages(self):
        seen, offset = [], None
        while True:
            page = POINTS.Scroll(pb.ScrollPoints(collection_name=self.name, limit=6, offset=offset))
            seen += [plain_id(found.id) for found in page.result]
            if not page.HasField("next_page_offset"):
                break
            offset = page.next_page_offset
        self.assertEqual(seen, list(range(1, 21)))
        default = POINTS.Scroll(pb.ScrollPoints(collection_name=self.name))
        self.assertEqual((len(default.result), len(default.result[0].payload)), (10, 2))

    def test_scroll_by_a_field(self):
        def scroll(**settings):
            request = pb.ScrollPoints(collection_name=self.name, limit=3, order_by=pb.OrderBy(key="n", **settings))
            return POINTS.Scroll(request)

        self.assertRefused(StatusCode.INVALID_ARGUMENT, scroll, "range index")
        self.index("n", points_pb2.FieldTypeInteger)
        response = scroll(direction=pb.Direction.Desc, start_from=pb.StartFrom(integer=18))
        self.assertEqual([plain_id(found.id) for found in response.result], [18, 17, 16])
        self.assertEqual(response.result[0].order_value.int, 18)
        self.assertFalse(response.HasField("next_page_offset"))
        both = pb.ScrollPoints(collection_name=self.name, offset=id_of(1), order_by=pb.OrderBy(key="n"))
        self.assertRefused(StatusCode.INVALID_ARGUMENT, lambda: POINTS.Scroll(both), "order_by")

    def test_a_limit_of_zero_is_refused(self):
        for call in (
            lambda: POINTS.Scroll(pb.ScrollPoints(collection_name=self.name, limit=0)),
            lambda: POINTS.Query(self.nearest("content", 0, [1.0, 0.0])),
            lambda: POINTS.Search(pb.SearchPoints(collection_name=self.name, vector=[1, 0], vector_name="content")),
        ):
            self.assertRefused(StatusCode.INVALID_ARGUMENT, call)

    def test_dense_query(self):
        found = POINTS.Query(self.nearest("content", 3, [1.0, 0.0])).result
        self.assertEqual([plain_id(hit.id) for hit in found], [1, 2, 3])
        self.assertAlmostEqual(found[0].score, 1 / (1 + 0.01) ** 0.5, places=5)
        self.assertEqual((len(found[0].payload), found[0].HasField("vectors")), (0, False))

    def test_sparse_query_finds_only_points_with_a_common_term(self):
        found = POINTS.Query(self.nearest("text", 10, terms={"t3": 1.0, "t4": 2.0})).result
        self.assertEqual([(plain_id(hit.id), hit.score) for hit in found], [(4, 2.0), (3, 1.0)])
        self.assertEqual(len(POINTS.Query(self.nearest("text", 10, terms={})).result), 0)

    def test_query_with_filter_payload_threshold_offset_and_parameters(self):
        even = pb.Filter(must=[field("even", match=pb.Match(boolean=True))])
        request = self.nearest(
            "content", 2, [1.0, 0.0], filter=even, with_payload=everything(), offset=1, score_threshold=0.5,
            params=pb.SearchParams(exact=True, hnsw_ef=64), with_vectors=pb.WithVectorsSelector(enable=True),
        )  # fmt: skip
        found = POINTS.Query(request).result
        self.assertEqual([plain_id(hit.id) for hit in found], [4, 6])
        self.assertEqual(found[0].payload["n"].integer_value, 4)
        self.assertEqual(len(found[0].vectors.vectors.vectors["content"].dense.data), 2)

    def test_batch_of_queries_keeps_their_order(self):
        request = pb.QueryBatchPoints(
            collection_name=self.name,
            query_points=[
                self.nearest("content", 2, [1.0, 0.0]),
                self.nearest("text", 2, terms={"t99": 1.0}),
                self.nearest("content", 1, [0.0, 1.0]),
                self.nearest("text", 2, terms={"t1000": 1.0}),
            ],
        )
        found = POINTS.QueryBatch(request).result
        self.assertEqual([[plain_id(hit.id) for hit in part.result] for part in found], [[1, 2], [20, 19], [20], []])

    def test_query_by_the_vector_of_a_point_leaves_it_out(self):
        query = pb.Query(nearest=pb.VectorInput(id=id_of(1)))
        request = pb.QueryPoints(collection_name=self.name, query=query, using="content", limit=2)
        self.assertEqual([plain_id(hit.id) for hit in POINTS.Query(request).result], [2, 3])
        request.query.nearest.id.num = 999
        self.assertRefused(StatusCode.NOT_FOUND, lambda: POINTS.Query(request))

    def test_prefetches_are_fused(self):
        prefetch = [
            pb.PrefetchQuery(query=self.nearest("content", vector=[1.0, 0.0]).query, using="content", limit=5),
            pb.PrefetchQuery(query=self.nearest("text", terms={"t99": 1.0}).query, using="text", limit=20),
        ]
        request = pb.QueryPoints(
            collection_name=self.name, prefetch=prefetch, query=pb.Query(fusion=pb.Fusion.RRF), limit=3
        )
        found = POINTS.Query(request).result
        self.assertEqual(len(found), 3)
        self.assertGreaterEqual(found[0].score, found[1].score)

    def test_wrong_queries_are_refused(self):
        for request in (
            self.nearest("content", 3, [1.0]),
            self.nearest("nope", 3, [1.0, 0.0]),
            self.nearest("", 3, [1.0, 0.0]),
            self.nearest("content", 3, terms={"t1": 1.0}),
            self.nearest("text", 3, [1.0, 0.0]),
        ):
            self.assertRefused(StatusCode.INVALID_ARGUMENT, lambda: POINTS.Query(request))

    def test_count_and_facet(self):
        even = pb.Filter(must=[field("even", match=pb.Match(boolean=True))])
        request = pb.CountPoints(collection_name=self.name, filter=even, exact=True)
        self.assertEqual(POINTS.Count(request).result.count, 10)
        facet = pb.FacetCounts(collection_name=self.name, key="n", limit=2, exact=True)
        self.assertRefused(StatusCode.INVALID_ARGUMENT, lambda: POINTS.Facet(facet))
        self.index("n", points_pb2.FieldTypeInteger)
        self.assertEqual([hit.count for hit in POINTS.Facet(facet).hits], [1, 1])

    def test_plain_search(self):
        request = pb.SearchPoints(collection_name=self.name, vector=[1, 0], vector_name="content", limit=2)
        self.assertEqual([plain_id(hit.id) for hit in POINTS.Search(request).result], [1, 2])
