package dev.recollect.benchmarks.client;

import dev.recollect.backend.milvus.MilvusProvider;
import dev.recollect.memory.api.spi.Backend;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.utility.request.FlushReq;
import java.util.List;
import java.util.Map;

/** A Milvus server, or Milvus Lite. */
final class MilvusStore implements MeasuredStore {

  private final String uri;

  MilvusStore(String uri) {
    this.uri = uri;
  }

  @Override
  public Backend open() {
    return StoreBackend.open(
        new MilvusProvider(), Map.of("uri", uri, "prefix", StoreBackend.PREFIX));
  }

  @Override
  public PlainClient client() {
    return new PlainMilvus(connect());
  }

  private MilvusClientV2 connect() {
    return new MilvusClientV2(ConnectConfig.builder().uri(uri).build());
  }

  /** Has all that was written put into segments, which have the graph. */
  @Override
  public void settle(String collection) {
    MilvusClientV2 client = connect();
    try {
      client.flush(
          FlushReq.builder()
              .collectionNames(List.of(PlainMilvus.physical(collection)))
              .waitFlushedTimeoutMs(0L)
              .build());
    } finally {
      client.close();
    }
  }
}
