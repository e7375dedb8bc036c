package dev.recollect.benchmarks.evaluate.memory;

import dev.recollect.memory.api.tier.MemoryItem;
import dev.recollect.memory.api.tier.SearchHit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which owner has a namespace's documents, and which stored item is which of them. Not thread-safe.
 *
 * <p>A namespace is an owner with a number for a name: what a collection calls its namespaces need
 * not be allowed as a name. No two owners use one item id, so that a hit from elsewhere is noticed.
 */
final class Owners {

  private final Map<String, Owner> byNamespace = new HashMap<>();

  /** The owner of a namespace. */
  static final class Owner {
    private final String name;
    private final Map<String, String> documents = new HashMap<>();

    private Owner(String name) {
      this.name = name;
    }

    /** Returns its name, which no other has. */
    String name() {
      return name;
    }

    /** Returns how many documents it has. */
    int size() {
      return documents.size();
    }

    /** Remembers that an item holds a document. */
    void stored(String item, String document) {
      documents.put(item, document);
    }

    /** Returns the documents of hits. */
    List<Found> found(List<? extends SearchHit<? extends MemoryItem>> hits) {
      return hits.stream().map(this::found).toList();
    }

    private Found found(SearchHit<? extends MemoryItem> hit) {
      return found(hit, hit.item().id());
    }

    /** Returns the document of a hit that some item stands for. */
    Found found(SearchHit<? extends MemoryItem> hit, String item) {
      String document = documents.get(item);
      if (document == null) {
        throw new IllegalStateException(
            "a search in the memory of "
                + name
                + " returned '"
                + item
                + "', which was never written there: the store leaks between namespaces");
      }
      return new Found(document, hit.score(), hit.evidence().near());
    }
  }

  /** Returns the owner of a namespace, known from now on. */
  Owner orNew(String namespace) {
    return byNamespace.computeIfAbsent(
        namespace, name -> new Owner("owner-" + (byNamespace.size() + 1)));
  }

  /** Returns the owner of a namespace, or null if it has none. */
  @Nullable Owner find(String namespace) {
    return byNamespace.get(namespace);
  }
}
