package dev.recollect.backend.qdrant;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import io.grpc.Status;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.CollectionsGrpc;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The collections of a store: creates, grows, lists and drops them. Thread-safe. */
final class StoredCollections {

  private final Calls calls;
  private final QdrantConfig config;
  private final CollectionIndexes indexes;

  StoredCollections(Calls calls, QdrantConfig config) {
    this.calls = calls;
    this.config = config;
    this.indexes = new CollectionIndexes(calls);
  }

  /** Returns the name that a collection has in Qdrant; no prefix has a hyphen. */
  String physical(String name) {
    return config.prefix() + "-" + name;
  }

  /** Creates the collection, or adds what the one there is lacks; returns its spec from now on. */
  CollectionSpec open(CollectionSpec spec) {
    String physical = physical(spec.name());
    CollectionInfo info = info(physical).orElseGet(() -> create(physical, spec));
    CollectionSpec stored = ours(physical, info);
    CollectionSpec merged = spec.mergedInto(stored);
    requireVectors(physical, stored, info.getConfig());
    indexes.complete(physical, info, merged);
    return merged.equals(stored) ? merged : declare(physical, spec, merged);
  }

  private Optional<CollectionInfo> info(String physical) {
    GetCollectionInfoRequest request =
        GetCollectionInfoRequest.newBuilder().setCollectionName(physical).build();
    try {
      return Optional.of(
          calls.read(CallOptions.none(), CollectionsGrpc.getGetMethod(), request).getResult());
    } catch (MemoryException e) {
      if (e.kind() == ErrorKind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whoever creates it first has created it; the others find it. */
  private CollectionInfo create(String physical, CollectionSpec spec) {
    try {
      calls.write(
          CallOptions.none(),
          CollectionsGrpc.getCreateMethod(),
          NewCollection.request(physical, spec, config.index()));
    } catch (MemoryException e) {
      boolean there =
          GrpcFaults.is(e, Status.Code.ALREADY_EXISTS)
              || String.valueOf(e.getMessage()).contains("already exists");
      if (!there) {
        throw e;
      }
    }
    return info(physical)
        .orElseThrow(() ->
            MemoryException.conflict(
                "collection '" + physical + "' was dropped while it was created; try again"));
  }

  private CollectionSpec ours(String physical, CollectionInfo info) {
    return CollectionMetadata.read(info.getConfig().getMetadataMap())
        .orElseThrow(() -> foreign(physical));
  }

  private MemoryException foreign(String physical) {
    return new MemoryException(
        ErrorKind.INCOMPATIBLE,
        "the collection '"
            + physical
            + "' of Qdrant at "
            + config.address()
            + " was not made by this backend; choose another prefix. Nothing was changed.");
  }

  /** Somebody may have made the collection anew, with our metadata and other vectors. */
  private void requireVectors(String physical, CollectionSpec spec, CollectionConfig found) {
    String wanted = NewCollection.describe(NewCollection.vectors(spec, config.index()));
    String there = NewCollection.describe(found.getParams().getVectorsConfig());
    boolean sparse =
        spec.sparseVectors().stream()
            .allMatch(name ->
                found.getParams().getSparseVectorsConfig().containsMap(Vectors.sparse(name)));
    if (!wanted.equals(there) || !sparse) {
      throw new MemoryException(
          ErrorKind.INCOMPATIBLE,
          "the collection '"
              + physical
              + "' of Qdrant at "
              + config.address()
              + " has the vectors "
              + there
              + (sparse ? "" : " and lacks sparse ones")
              + "; it must have "
              + wanted
              + ". Nothing was changed.");
    }
  }

  /** Two processes may declare a field at the same time; only one can give it its type. */
  private CollectionSpec declare(String physical, CollectionSpec spec, CollectionSpec merged) {
    calls.write(
        CallOptions.none(),
        CollectionsGrpc.getUpdateMethod(),
        UpdateCollection.newBuilder()
            .setCollectionName(physical)
            .putAllMetadata(CollectionMetadata.fields(merged.fields()))
            .build());
    CollectionInfo info =
        info(physical)
            .orElseThrow(() ->
                MemoryException.conflict("collection '" + physical + "' was dropped meanwhile"));
    return spec.mergedInto(ours(physical, info));
  }

  List<CollectionSpec> specs(Cursor cursor) {
    if (!cursor.isStart()) {
      throw MemoryException.invalid("all collections are on one page, which hands out no cursor");
    }
    return calls
        .read(
            CallOptions.none(),
            CollectionsGrpc.getListMethod(),
            ListCollectionsRequest.getDefaultInstance())
        .getCollectionsList()
        .stream()
        .map(CollectionDescription::getName)
        .filter(physical -> physical.startsWith(physical("")))
        .map(this::spec)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparing(CollectionSpec::name))
        .toList();
  }

  private Optional<CollectionSpec> spec(String physical) {
    return info(physical)
        .flatMap(info -> CollectionMetadata.read(info.getConfig().getMetadataMap()));
  }

  void drop(String name) {
    String physical = physical(name);
    Optional<CollectionInfo> info = info(physical);
    if (info.isEmpty()) {
      return;
    }
    ours(physical, info.get());
    calls.write(
        CallOptions.none(),
        CollectionsGrpc.getDeleteMethod(),
        DeleteCollection.newBuilder().setCollectionName(physical).build());
  }
}
