package dev.recollect.benchmarks.client;

import dev.recollect.backend.qdrant.QdrantProvider;
import dev.recollect.memory.api.spi.Backend;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that speaks Qdrant's protocol. */
final class QdrantStore implements MeasuredStore {

  private static final long POLL_MILLIS = 500;

  private final String url;
  private final @Nullable String key;

  QdrantStore(String url, @Nullable String key) {
    this.url = url;
    this.key = key;
  }

  @Override
  public Backend open() {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", url);
    settings.put("prefix", StoreBackend.PREFIX);
    if (key != null) {
      settings.put("key", key);
    }
    return StoreBackend.open(new QdrantProvider(), settings);
  }

  @Override
  public PlainClient client() {
    return new PlainQdrant(connect());
  }

  private QdrantClient connect() {
    URI address = URI.create(url);
    QdrantGrpcClient.Builder builder =
        QdrantGrpcClient.newBuilder(address.getHost(), address.getPort(), false, false);
    if (key != null) {
      builder.withApiKey(key);
    }
    return new QdrantClient(builder.build());
  }

  /** Waits until the graph has been built. */
  @Override
  public void settle(String collection) throws Exception {
    try (QdrantClient client = connect()) {
      while (client.getCollectionInfoAsync(PlainQdrant.physical(collection)).get().getStatus()
          != CollectionStatus.Green) {
        Thread.sleep(POLL_MILLIS);
      }
    }
  }
}
