package dev.recollect.benchmarks.evaluate.memory;

import dev.recollect.benchmarks.evaluate.data.Document;
import dev.recollect.memory.api.tier.Memory;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.SearchQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * Archival memory: a namespace is the archive of its owner, a document one passage of it. Not
 * thread-safe.
 */
public final class ArchivalUnderTest implements TierUnderTest {

  private final Memory memory;
  private final Owners owners = new Owners();

  /** Creates the tier over a memory. */
  public ArchivalUnderTest(Memory memory) {
    this.memory = memory;
  }

  @Override
  public void write(String namespace, List<Document> documents) {
    Owners.Owner owner = owners.orNew(namespace);
    List<NewPassage> passages = new ArrayList<>();
    for (Document document : documents) {
      String id = owner.name() + "-" + (owner.size() + 1);
      passages.add(Checked.of(document, () -> passage(document, id)));
      owner.stored(id, document.id());
    }
    memory.archival(owner.name()).insert(passages);
  }

  private static NewPassage passage(Document document, String id) {
    NewPassage passage = NewPassage.of(document.text()).withId(id);
    return document.createdAt() == null ? passage : passage.withOccurredAt(document.createdAt());
  }

  @Override
  public List<Found> search(String namespace, SearchQuery query) {
    Owners.Owner owner = owners.find(namespace);
    return owner == null
        ? List.of()
        : owner.found(memory.archival(owner.name()).search(query).hits());
  }
}
