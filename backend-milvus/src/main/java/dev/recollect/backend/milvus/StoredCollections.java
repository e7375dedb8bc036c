package dev.recollect.backend.milvus;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.CollectionSpec;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.api.value.PayloadType;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.CreateIndexRequest;
import io.milvus.grpc.DescribeCollectionRequest;
import io.milvus.grpc.DescribeCollectionResponse;
import io.milvus.grpc.DescribeIndexRequest;
import io.milvus.grpc.DropCollectionRequest;
import io.milvus.grpc.GetLoadStateRequest;
import io.milvus.grpc.IndexDescription;
import io.milvus.grpc.KeyValuePair;
import io.milvus.grpc.LoadCollectionRequest;
import io.milvus.grpc.LoadState;
import io.milvus.grpc.ShowCollectionsRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The collections of a store: creates, grows, loads, lists and drops them. A collection's spec is
 * kept in its properties, each field declared later in one of its own, so that two who declare at
 * the same time do not undo each other.
 */
final class StoredCollections {

  private static final String SPEC = "recollect.spec";
  private static final String FIELD = "recollect.field.";
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);

  private final Rpc rpc;
  private final String prefix;
  private final IndexConfig index;
  private final int partitions;
  private final WriteOrder order = WriteOrder.oneAtATime();

  StoredCollections(Rpc rpc, String prefix, IndexConfig index, int partitions) {
    this.rpc = rpc;
    this.prefix = prefix;
    this.index = index;
    this.partitions = partitions;
  }

  /** Returns the name in Milvus of a collection. */
  String physical(String name) {
    return prefix + name;
  }

  /** Creates the collection, or adds what the one there is lacks; loads it. */
  CollectionSpec open(CollectionSpec spec) {
    CallOptions options = rpc.bounded(CallOptions.none());
    try (WriteOrder.Permit permit = order.shareAll(options)) {
      Optional<CollectionSpec> present = find(spec.name(), options);
      CollectionSpec opened =
          present.isPresent()
              ? grow(present.get(), spec, options, permit)
              : create(spec, options, permit);
      createIndexes(opened, options, permit);
      load(opened.name(), options, permit);
      return opened;
    }
  }

  private CollectionSpec create(
      CollectionSpec spec, CallOptions options, WriteOrder.Permit permit) {
    String name = physical(spec.name());
    CreateCollectionRequest request =
        CreateCollectionRequest.newBuilder()
            .setCollectionName(name)
            .setSchema(Schema.of(name, spec).toByteString())
            .setShardsNum(1)
            .setNumPartitions(partitions)
            .setConsistencyLevel(ConsistencyLevel.Strong)
            .addProperties(Schema.pair(SPEC, spec.encode()))
            .build();
    try {
      rpc.write(Method.CREATE, request, options, permit);
      return spec;
    } catch (MemoryException e) {
      // Another process may have been faster.
      CollectionSpec present = find(spec.name(), options).orElseThrow(() -> e);
      return grow(present, spec, options, permit);
    }
  }

  private CollectionSpec grow(
      CollectionSpec stored, CollectionSpec spec, CallOptions options, WriteOrder.Permit permit) {
    CollectionSpec merged = spec.mergedInto(stored);
    AlterCollectionRequest.Builder request =
        AlterCollectionRequest.newBuilder().setCollectionName(physical(spec.name()));
    merged
        .fields()
        .forEach((field, type) -> {
          if (!stored.fields().containsKey(field)) {
            request.addProperties(Schema.pair(FIELD + field, type.name()));
          }
        });
    if (request.getPropertiesCount() > 0) {
      rpc.write(Method.ALTER, request.build(), options, permit);
    }
    return merged;
  }

  private void createIndexes(CollectionSpec spec, CallOptions options, WriteOrder.Permit permit) {
    String name = physical(spec.name());
    Set<String> present = indexed(name, options);
    Schema.indexes(spec, index)
        .forEach((field, parameters) -> {
          if (!present.contains(field)) {
            rpc.write(
                Method.CREATE_INDEX,
                CreateIndexRequest.newBuilder()
                    .setCollectionName(name)
                    .setFieldName(field)
                    .setIndexName(field + "_index")
                    .addAllExtraParams(parameters)
                    .build(),
                options,
                permit);
          }
        });
  }

  /** A collection without any index is answered with a refusal. */
  private Set<String> indexed(String name, CallOptions options) {
    Set<String> fields = new HashSet<>();
    try {
      rpc
          .read(
              Method.INDEXES,
              DescribeIndexRequest.newBuilder().setCollectionName(name).build(),
              options)
          .getIndexDescriptionsList()
          .stream()
          .map(IndexDescription::getFieldName)
          .forEach(fields::add);
    } catch (MemoryException e) {
      if (Refusal.behind(e).isEmpty() || Refusal.behind(e, Refusal.NO_COLLECTION)) {
        throw e;
      }
    }
    return fields;
  }

  /** Loads a collection that somebody has released, or that its server has not loaded yet. */
  void load(String name, CallOptions options) {
    CallOptions bounded = rpc.bounded(options);
    try (WriteOrder.Permit permit = order.shareAll(bounded)) {
      load(name, bounded, permit);
    }
  }

  private void load(String name, CallOptions options, WriteOrder.Permit permit) {
    if (state(name, options) == LoadState.LoadStateLoaded) {
      return;
    }
    rpc.write(
        Method.LOAD,
        LoadCollectionRequest.newBuilder().setCollectionName(physical(name)).build(),
        options,
        permit);
    while (state(name, options) != LoadState.LoadStateLoaded) {
      if (options.remaining().filter(left -> left.toNanos() < 2 * LOOK).isPresent()) {
        throw new MemoryException(
            ErrorKind.UNAVAILABLE,
            "Milvus is still loading collection '" + physical(name) + "'; try again later");
      }
      LockSupport.parkNanos(LOOK);
      options.check();
    }
  }

  private LoadState state(String name, CallOptions options) {
    return rpc.read(
            Method.LOAD_STATE,
            GetLoadStateRequest.newBuilder().setCollectionName(physical(name)).build(),
            options)
        .getState();
  }

  private Optional<CollectionSpec> find(String name, CallOptions options) {
    return described(physical(name), options)
        .map(properties ->
            spec(properties)
                .orElseThrow(() ->
                    new MemoryException(
                        ErrorKind.INCOMPATIBLE,
                        "Milvus has a collection '"
                            + physical(name)
                            + "' that Recollect has not made; set another prefix, or remove it."
                            + " Nothing was changed.")));
  }

  private Optional<Map<String, String>> described(String physical, CallOptions options) {
    try {
      DescribeCollectionResponse answer = rpc.read(Method.DESCRIBE, describe(physical), options);
      return Optional.of(properties(answer));
    } catch (MemoryException e) {
      if (Refusal.behind(e, Refusal.NO_COLLECTION)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static DescribeCollectionRequest describe(String physical) {
    return DescribeCollectionRequest.newBuilder().setCollectionName(physical).build();
  }

  private static Map<String, String> properties(DescribeCollectionResponse answer) {
    Map<String, String> properties = new HashMap<>();
    for (KeyValuePair pair : answer.getPropertiesList()) {
      properties.put(pair.getKey(), pair.getValue());
    }
    return properties;
  }

  private static Optional<CollectionSpec> spec(Map<String, String> properties) {
    String encoded = properties.get(SPEC);
    if (encoded == null) {
      return Optional.empty();
    }
    CollectionSpec.Builder spec = CollectionSpec.decode(encoded).toBuilder();
    SortedMap<String, String> sorted = new TreeMap<>(properties);
    sorted.forEach((key, value) -> {
      if (key.startsWith(FIELD)) {
        spec.field(key.substring(FIELD.length()), PayloadType.valueOf(value));
      }
    });
    return Optional.of(spec.build());
  }

  List<CollectionSpec> specs(Cursor cursor) {
    if (!cursor.isStart()) {
      throw MemoryException.invalid("all collections are on one page, which hands out no cursor");
    }
    CallOptions options = rpc.bounded(CallOptions.none());
    List<CollectionSpec> specs = new ArrayList<>();
    rpc
        .read(Method.COLLECTIONS, ShowCollectionsRequest.getDefaultInstance(), options)
        .getCollectionNamesList()
        .stream()
        .filter(name -> name.startsWith(prefix))
        .forEach(name ->
            described(name, options)
                .flatMap(StoredCollections::spec)
                .filter(spec -> physical(spec.name()).equals(name))
                .ifPresent(specs::add));
    specs.sort(Comparator.comparing(CollectionSpec::name));
    return specs;
  }

  void drop(String name) {
    CallOptions options = rpc.bounded(CallOptions.none());
    try (WriteOrder.Permit permit = order.shareAll(options)) {
      if (find(name, options).isPresent()) {
        rpc.write(
            Method.DROP,
            DropCollectionRequest.newBuilder().setCollectionName(physical(name)).build(),
            options,
            permit);
      }
    }
  }
}
