"""Collections, the version and the key."""

import unittest

from grpc import StatusCode
from qdrant_client import grpc as pb
from qdrant_client.grpc import points_pb2

from front_case import CHANNEL, COLLECTIONS, KEY, POINTS, FrontTest, health, id_of, json_value, point


class VersionAndKeyTest(FrontTest):
    def test_health_check_needs_no_key_and_names_the_protocol(self):
        self.assertTrue(health().version.startswith("1.18."), health().version)

    def test_the_front_says_that_it_is_not_the_server(self):
        if "qdrant-edge" not in health().title:
            self.skipTest(f"this is {health().title!r}")
        self.assertIn("not the Qdrant server", health().title)

    def test_the_front_names_what_it_does_not_map(self):
        if "qdrant-edge" not in health().title:
            self.skipTest(f"this is {health().title!r}, which has everything")
        recommend = pb.QueryPoints(collection_name=self.name, query=pb.Query(recommend=pb.RecommendInput()))
        sharded = pb.CountPoints(collection_name=self.name, shard_key_selector=pb.ShardKeySelector())
        for call, name in (
            (lambda: POINTS.Query(recommend), "Query.recommend"),
            (lambda: POINTS.Count(sharded), "CountPoints.shard_key_selector"),
            (lambda: POINTS.Recommend(pb.RecommendPoints(collection_name=self.name)), "Points/Recommend"),
        ):
            self.assertRefused(StatusCode.UNIMPLEMENTED, call, name)

    @unittest.skipUnless(KEY, "the server has no key")
    def test_calls_without_the_key_are_refused(self):
        list_ = pb.CollectionsStub(CHANNEL).List
        self.assertRefused(StatusCode.UNAUTHENTICATED, lambda: list_(pb.ListCollectionsRequest()), "API key")
        wrong = (("api-key", KEY + "x"),)
        self.assertRefused(StatusCode.UNAUTHENTICATED, lambda: list_(pb.ListCollectionsRequest(), metadata=wrong))
        bearer = (("authorization", "Bearer " + KEY),)
        self.assertIn(
            self.name, [found.name for found in list_(pb.ListCollectionsRequest(), metadata=bearer).collections]
        )


class CollectionsTest(FrontTest):
    def info(self):
        return COLLECTIONS.Get(pb.GetCollectionInfoRequest(collection_name=self.name)).result

    def exists(self, name):
        return COLLECTIONS.CollectionExists(pb.CollectionExistsRequest(collection_name=name)).result.exists

    def test_a_second_creation_is_refused(self):
        self.assertRefused(StatusCode.ALREADY_EXISTS, self.create, "already exists")

    def test_a_missing_collection_is_not_found(self):
        missing = "missing"
        for call in (
            lambda: COLLECTIONS.Get(pb.GetCollectionInfoRequest(collection_name=missing)),
            lambda: POINTS.Count(pb.CountPoints(collection_name=missing)),
            lambda: POINTS.Upsert(pb.UpsertPoints(collection_name=missing, wait=True, points=[point(1)])),
            lambda: POINTS.Get(pb.GetPoints(collection_name=missing, ids=[id_of(1)])),
            lambda: POINTS.Scroll(pb.ScrollPoints(collection_name=missing)),
        ):
            self.assertRefused(StatusCode.NOT_FOUND, call, "doesn't exist")
        self.assertFalse(COLLECTIONS.Delete(pb.DeleteCollection(collection_name=missing)).result)
        self.assertFalse(self.exists(missing))

    def test_bad_settings_are_refused(self):
        def create(name="bad", size=2, distance=pb.Distance.Cosine, **settings):
            parameters = pb.VectorParams(size=size, distance=distance)
            return lambda: COLLECTIONS.Create(
                pb.CreateCollection(
                    collection_name=name, vectors_config=pb.VectorsConfig(params=parameters), **settings
                )
            )

        for call in (
            create(size=0),
            create(size=65_537),
            create(name=""),
            create(name="a/b"),
            create(name="a" * 256),
            create(hnsw_config=pb.HnswConfigDiff(ef_construct=3)),
        ):
            self.assertRefused(StatusCode.INVALID_ARGUMENT, call)

    def test_info_describes_what_was_created(self):
        self.upsert(point(1, n=1), point(2))
        self.index("n", points_pb2.FieldTypeInteger)
        parameters = pb.PayloadIndexParams(keyword_index_params=pb.KeywordIndexParams(is_tenant=True))
        self.index("tenant", points_pb2.FieldTypeKeyword, field_index_params=parameters)
        info = self.info()
        self.assertEqual(info.status, pb.CollectionStatus.Green)
        self.assertTrue(info.optimizer_status.ok)
        self.assertEqual(info.points_count, 2)
        vectors = info.config.params.vectors_config.params_map.map
        self.assertEqual(vectors["content"].size, 2)
        self.assertIn("text", info.config.params.sparse_vectors_config.map)
        self.assertEqual(info.payload_schema["n"].data_type, pb.PayloadSchemaType.Integer)
        self.assertEqual(info.payload_schema["n"].points, 1)
        self.assertTrue(info.payload_schema["tenant"].params.keyword_index_params.is_tenant)
        self.assertEqual((info.config.hnsw_config.m, info.config.hnsw_config.ef_construct), (16, 100))

    def test_metadata_and_settings_are_kept_and_updated(self):
        COLLECTIONS.Delete(pb.DeleteCollection(collection_name=self.name))
        self.create(
            metadata={"made": json_value("by us"), "n": json_value(1)},
            hnsw_config=pb.HnswConfigDiff(m=8, ef_construct=50),
            quantization_config=pb.QuantizationConfig(
                scalar=pb.ScalarQuantization(type=pb.QuantizationType.Int8, always_ram=True)
            ),
            on_disk_payload=True,
        )
        COLLECTIONS.Update(pb.UpdateCollection(collection_name=self.name, metadata={"n": json_value(2)}))
        config = self.info().config
        self.assertEqual(config.metadata["made"].string_value, "by us")
        self.assertEqual(config.metadata["n"].integer_value, 2)
        self.assertEqual(config.hnsw_config.m, 8)
        self.assertTrue(config.quantization_config.scalar.always_ram)

    def test_list_exists_delete(self):
        self.assertTrue(self.exists(self.name))
        self.assertIn(self.name, [found.name for found in COLLECTIONS.List(pb.ListCollectionsRequest()).collections])
        self.assertTrue(COLLECTIONS.Delete(pb.DeleteCollection(collection_name=self.name)).result)
        self.assertFalse(self.exists(self.name))
        self.create()
        self.assertEqual(POINTS.Count(pb.CountPoints(collection_name=self.name)).result.count, 0)

    def test_an_alias_stands_for_its_collection(self):
        alias = self.name + "-alias"
        create = pb.AliasOperations(create_alias=pb.CreateAlias(collection_name=self.name, alias_name=alias))
        COLLECTIONS.UpdateAliases(pb.ChangeAliases(actions=[create]))
        self.upsert(point(1))
        self.assertEqual(POINTS.Count(pb.CountPoints(collection_name=alias)).result.count, 1)
        found = COLLECTIONS.ListCollectionAliases(pb.ListCollectionAliasesRequest(collection_name=self.name)).aliases
        self.assertEqual([entry.alias_name for entry in found], [alias])
        delete = pb.AliasOperations(delete_alias=pb.DeleteAlias(alias_name=alias))
        COLLECTIONS.UpdateAliases(pb.ChangeAliases(actions=[delete]))
        self.assertRefused(StatusCode.NOT_FOUND, lambda: POINTS.Count(pb.CountPoints(collection_name=alias)))
