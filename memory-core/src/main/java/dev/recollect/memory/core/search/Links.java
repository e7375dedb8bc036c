package dev.recollect.memory.core.search;

import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.core.internal.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The links between a passage and what it made out of date, as they lie in payloads. */
public final class Links {

  private static final int HASH_BYTES = 8;

  private Links() {}

  /** Returns the link to a passage that makes the record out of date from some time on. */
  public static Payload supersededBy(String id, Instant at) {
    return Payload.builder().put(supersededByKey(id), List.of(id, at.toString())).build();
  }

  /** Returns the link to a passage that the record makes out of date. */
  public static Payload supersedes(String id) {
    return Payload.builder().put(PayloadKeys.SUPERSEDES + hash(id), id).build();
  }

  /** Returns the ids of what made the record out of date, in the order of their keys. */
  public static List<String> supersededBy(Payload payload) {
    return payload.values().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(PayloadKeys.SUPERSEDED_BY))
        .map(entry -> link(entry.getValue()).get(0))
        .toList();
  }

  /** Returns the ids of what the record made out of date, in the order of their keys. */
  public static List<String> supersedes(Payload payload) {
    List<String> ids = new ArrayList<>();
    for (Map.Entry<String, PayloadValue> entry : payload.values().entrySet()) {
      if (entry.getKey().startsWith(PayloadKeys.SUPERSEDES)
          && entry.getValue() instanceof PayloadValue.Text(String id)) {
        ids.add(id);
      }
    }
    return List.copyOf(ids);
  }

  /** Returns the earliest time at which something made the record out of date. */
  public static Optional<Instant> supersededAt(Payload payload) {
    return payload.values().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(PayloadKeys.SUPERSEDED_BY))
        .map(entry -> Instant.parse(link(entry.getValue()).get(1)))
        .min(Instant::compareTo);
  }

  /** Returns the time of the link to one passage, if there is that link. */
  public static Optional<Instant> supersededAt(Payload payload, String id) {
    return payload.get(supersededByKey(id)).map(value -> Instant.parse(link(value).get(1)));
  }

  /** Returns the keys of the links from and to one passage. */
  public static Set<String> keys(String id) {
    return Set.of(supersededByKey(id), PayloadKeys.SUPERSEDES + hash(id));
  }

  private static List<String> link(PayloadValue value) {
    if (value instanceof PayloadValue.TextList(List<String> link) && link.size() == 2) {
      return link;
    }
    throw new IllegalStateException("a link between passages cannot be read: " + value);
  }

  private static String supersededByKey(String id) {
    return PayloadKeys.SUPERSEDED_BY + hash(id);
  }

  private static String hash(String id) {
    byte[] digest = Sha256.digest().digest(id.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
  }
}
