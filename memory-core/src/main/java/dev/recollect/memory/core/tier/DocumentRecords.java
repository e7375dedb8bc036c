package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.tier.NewDocument;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Source;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.core.internal.Sha256;
import dev.recollect.memory.core.search.IndexedCollection;
import dev.recollect.memory.core.search.PayloadKeys;
import dev.recollect.memory.core.search.RecordDraft;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** How the passages of a document lie in records: with what tells writings of it apart. */
final class DocumentRecords {

  private static final int WRITING_CHARACTERS = 32;

  private final PassageRecords records;
  private final Source source;
  private final Namespace namespace;

  DocumentRecords(IndexedCollection collection, Source source, Namespace namespace) {
    this.records = new PassageRecords(collection, () -> "");
    this.source = source;
    this.namespace = namespace;
  }

  /**
   * Returns what tells this text of this document from all others: the beginning of a SHA-256 over
   * its key and passages, so that a repeated writing has the ids of the first.
   */
  static String writing(NewDocument document) {
    MessageDigest digest = Sha256.digest();
    update(digest, document.key());
    for (NewPassage passage : document.passages()) {
      update(digest, passage.context());
      update(digest, passage.text());
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, WRITING_CHARACTERS);
  }

  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  /**
   * Returns the records of the passage at a place.
   *
   * @param divided whether it is known to be within the limits of the model
   */
  List<RecordDraft> draft(NewDocument document, String writing, int place, boolean divided) {
    NewPassage passage = document.passages().get(place);
    Payload metadata =
        passage.metadata().toBuilder()
            .put(PayloadKeys.SOURCE, source.name())
            .put(PayloadKeys.FILE, document.name())
            .put(PayloadKeys.DOCUMENT, writing)
            .build();
    NewPassage named = passage.withId(writing + "/" + place).withMetadata(metadata);
    return divided
        ? records.draftFitting(namespace, named).parts()
        : records.draft(namespace, List.of(named)).get(0).parts();
  }
}
