package dev.recollect.benchmarks.client;

import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.value.DenseVector;
import dev.recollect.memory.api.value.Namespace;
import java.util.List;
import java.util.Set;

/** What an application without any framework would write: the store's own client, by hand. */
interface PlainClient extends AutoCloseable {

  /**
   * Sends the very request that the backend sends for the nearest records, and reads the answer.
   *
   * @param collection name of a collection that the backend made
   * @return how many records were found
   */
  int search(String collection, Set<Namespace> namespaces, DenseVector.Values query, int topK)
      throws Exception;

  /**
   * Writes the very records that the backend writes.
   *
   * @param collection name of a collection that the backend made
   * @param batch how many records a request has
   */
  void upsert(String collection, List<MemoryRecord> records, int batch) throws Exception;

  @Override
  void close();
}
