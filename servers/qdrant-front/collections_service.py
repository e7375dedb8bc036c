"""The service qdrant.Collections."""

from qdrant_client import grpc as pb
from qdrant_client.grpc.collections_service_pb2_grpc import CollectionsServicer

import indexes
import strict
from calls import complete
from collection_config import put_config
from refusals import only


@complete
class CollectionsService(CollectionsServicer):
    def __init__(self, storage):
        self._storage = storage

    def Create(self, request):
        strict.check_config(request.strict_mode_config)
        self._storage.create(request)
        return pb.CollectionOperationResponse(result=True)

    def Update(self, request):
        strict.check_config(request.strict_mode_config)
        self._storage.get(request.collection_name).reconfigure(request)
        return pb.CollectionOperationResponse(result=True)

    def Delete(self, request):
        only(request, "collection_name", "timeout")
        return pb.CollectionOperationResponse(result=self._storage.delete(request.collection_name))

    def Get(self, request):
        collection = self._storage.get(request.collection_name)
        found = collection.shard.info()
        response = pb.GetCollectionInfoResponse()
        info = response.result
        info.status = pb.CollectionStatus.Green
        info.optimizer_status.ok = True
        info.segments_count = found.segments_count
        info.points_count = found.points_count
        info.indexed_vectors_count = found.indexed_vectors_count
        info.update_queue.length = 0
        put_config(info.config, collection.config)
        for field, index in found.payload_schema.items():
            indexes.put_info(info.payload_schema[field], index)
        return response

    def List(self, request):
        names = [pb.CollectionDescription(name=name) for name in self._storage.names()]
        return pb.ListCollectionsResponse(collections=names)

    def CollectionExists(self, request):
        exists = self._storage.exists(request.collection_name)
        return pb.CollectionExistsResponse(result=pb.CollectionExists(exists=exists))

    def UpdateAliases(self, request):
        only(request, "actions", "timeout")
        self._storage.change_aliases(request.actions)
        return pb.CollectionOperationResponse(result=True)

    def ListAliases(self, request):
        return self._aliases(lambda target: True)

    def ListCollectionAliases(self, request):
        name = self._storage.get(request.collection_name).name
        return self._aliases(lambda target: target == name)

    def _aliases(self, wanted):
        found = sorted(self._storage.aliases().items())
        descriptions = [
            pb.AliasDescription(alias_name=alias, collection_name=target) for alias, target in found if wanted(target)
        ]
        return pb.ListAliasesResponse(aliases=descriptions)
