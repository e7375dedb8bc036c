package dev.recollect.benchmarks.evaluate.memory;

import dev.recollect.benchmarks.evaluate.data.Checked;
import dev.recollect.benchmarks.evaluate.data.Document;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.tier.Memory;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.tier.SearchQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recall memory: a namespace is one conversation of its owner, a document one message of it, with
 * its date, role and speaker. A message without a date is a second after the one before it. Not
 * thread-safe.
 */
public final class RecallUnderTest implements TierUnderTest {

  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

  private final Memory memory;
  private final Owners owners = new Owners();
  private final Map<String, Instant> next = new HashMap<>();

  /** Creates the tier over a memory. */
  public RecallUnderTest(Memory memory) {
    this.memory = memory;
  }

  @Override
  public void check(Document document) {
    Checked.of(document.place(), () -> message(document, FIRST));
  }

  @Override
  public void write(String namespace, List<Document> documents) {
    Owners.Owner owner = owners.orNew(namespace);
    Instant undated = next.getOrDefault(owner.name(), FIRST);
    List<Message> messages = new ArrayList<>();
    for (Document document : documents) {
      Instant date = document.createdAt() == null ? undated : document.createdAt();
      messages.add(message(document, date));
      undated = date.plusSeconds(1);
    }
    next.put(owner.name(), undated);
    List<RecalledMessage> written =
        memory.recall(owner.name()).append("of-" + owner.name(), messages);
    for (int index = 0; index < written.size(); index++) {
      owner.stored(written.get(index).id(), documents.get(index).id());
    }
  }

  private static Message message(Document document, Instant date) {
    Message.Builder message = Message.builder(document.role(), document.text(), date);
    if (document.speaker() != null) {
      message.name(document.speaker());
    }
    return message.build();
  }

  @Override
  public List<Found> search(String namespace, SearchQuery query) {
    Owners.Owner owner = owners.find(namespace);
    return owner == null
        ? List.of()
        : owner.found(memory.recall(owner.name()).search(query).hits());
  }
}
