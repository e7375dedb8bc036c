"""What the tests share. They ask for what the Qdrant server answers, so they pass on a real server too.

servers/check runs them; the address and the key come as RECOLLECT_TEST_QDRANT_URL and RECOLLECT_TEST_QDRANT_KEY.
"""

import os
import unittest
import uuid

import grpc
from qdrant_client import grpc as pb

ADDRESS = os.environ["RECOLLECT_TEST_QDRANT_URL"].removeprefix("http://")
KEY = os.environ.get("RECOLLECT_TEST_QDRANT_KEY", "")
METADATA = (("api-key", KEY),) if KEY else ()
CHANNEL = grpc.insecure_channel(ADDRESS, options=[("grpc.max_receive_message_length", -1)])
SECOND = "00000000-0000-0000-0000-000000000002"


class Caller:
    """A stub that sends the key with each call and gives it half a minute."""

    def __init__(self, stub):
        self._stub = stub

    def __getattr__(self, name):
        method = getattr(self._stub, name)
        return lambda request: method(request, metadata=METADATA, timeout=30)


COLLECTIONS = Caller(pb.CollectionsStub(CHANNEL))
POINTS = Caller(pb.PointsStub(CHANNEL))


def json_value(value):
    if isinstance(value, bool):
        return pb.Value(bool_value=value)
    if isinstance(value, int):
        return pb.Value(integer_value=value)
    if isinstance(value, float):
        return pb.Value(double_value=value)
    if isinstance(value, str):
        return pb.Value(string_value=value)
    if isinstance(value, list):
        return pb.Value(list_value=pb.ListValue(values=[json_value(element) for element in value]))
    if isinstance(value, dict):
        return pb.Value(struct_value=pb.Struct(fields={key: json_value(element) for key, element in value.items()}))
    return pb.Value(null_value=0)


def id_of(value):
    return pb.PointId(num=value) if isinstance(value, int) else pb.PointId(uuid=value)


def plain_id(message):
    return message.num if message.WhichOneof("point_id_options") == "num" else message.uuid


def dense(*values):
    return pb.Vector(dense=pb.DenseVector(data=values))


def sparse(**weights):
    indices = [int(name[1:]) for name in weights]
    return pb.Vector(sparse=pb.SparseVector(indices=indices, values=list(weights.values())))


def point(id, vector=(1.0, 0.0), terms=None, **payload):
    vectors = {"content": dense(*vector)}
    if terms is not None:
        vectors["text"] = sparse(**terms)
    return pb.PointStruct(
        id=id_of(id),
        vectors=pb.Vectors(vectors=pb.NamedVectors(vectors=vectors)),
        payload={key: json_value(value) for key, value in payload.items()},
    )


def field(key, **condition):
    return pb.Condition(field=pb.FieldCondition(key=key, **condition))


def keyword(key, value):
    return field(key, match=pb.Match(keyword=value))


def ids_selector(*ids):
    return pb.PointsSelector(points=pb.PointsIdsList(ids=[id_of(id) for id in ids]))


def filter_selector(*must):
    return pb.PointsSelector(filter=pb.Filter(must=must))


def everything():
    return pb.WithPayloadSelector(enable=True)


def health():
    """What the server says it is; asked without the key, which this call does not need."""
    return pb.QdrantStub(CHANNEL).HealthCheck(pb.HealthCheckRequest(), timeout=30)


class FrontTest(unittest.TestCase):
    """Each test has a collection of its own."""

    def setUp(self):
        self.name = "test-" + uuid.uuid4().hex
        self.create()
        self.addCleanup(lambda: COLLECTIONS.Delete(pb.DeleteCollection(collection_name=self.name)))

    def create(self, **settings):
        COLLECTIONS.Create(
            pb.CreateCollection(
                collection_name=self.name,
                vectors_config=pb.VectorsConfig(
                    params_map=pb.VectorParamsMap(map={"content": pb.VectorParams(size=2, distance=pb.Distance.Cosine)})
                ),
                sparse_vectors_config=pb.SparseVectorConfig(map={"text": pb.SparseVectorParams()}),
                **settings,
            )
        )

    def upsert(self, *points):
        return POINTS.Upsert(pb.UpsertPoints(collection_name=self.name, wait=True, points=points))

    def index(self, name, kind, **parameters):
        POINTS.CreateFieldIndex(
            pb.CreateFieldIndexCollection(
                collection_name=self.name, wait=True, field_name=name, field_type=kind, **parameters
            )
        )

    def get(self, *ids, vectors=False):
        return POINTS.Get(
            pb.GetPoints(
                collection_name=self.name,
                ids=[id_of(id) for id in ids],
                with_payload=everything(),
                with_vectors=pb.WithVectorsSelector(enable=vectors),
            )
        ).result

    def payload(self, id):
        (found,) = self.get(id)
        return dict(found.payload)

    def matching(self, *must, **parts):
        request = pb.ScrollPoints(collection_name=self.name, filter=pb.Filter(must=must, **parts), limit=50)
        return [plain_id(found.id) for found in POINTS.Scroll(request).result]

    def nearest(self, using, limit=10, vector=None, terms=None, **rest):
        found = {"dense": pb.DenseVector(data=vector)} if vector else {"sparse": sparse(**terms).sparse}
        query = pb.Query(nearest=pb.VectorInput(**found))
        return pb.QueryPoints(collection_name=self.name, query=query, using=using, limit=limit, **rest)

    def assertRefused(self, code, call, message=""):
        with self.assertRaises(grpc.RpcError) as caught:
            call()
        self.assertEqual(caught.exception.code(), code, caught.exception.details())
        self.assertIn(message, caught.exception.details())
