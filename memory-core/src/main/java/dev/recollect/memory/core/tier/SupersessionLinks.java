package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.spi.MemoryRecord;
import dev.recollect.memory.api.spi.Patch;
import dev.recollect.memory.api.spi.Projection;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.core.search.Links;
import dev.recollect.memory.core.search.WholeReader;
import dev.recollect.memory.core.search.WholeRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Links passages to what made them out of date.
 *
 * <p>The older passage is written first, for its link is what rankings go by; the link back
 * follows. Each link is a payload key of its own, so writers at the same time lose none. The end of
 * validity is one value that writers overwrite: each reads it again after its write and sets it to
 * the earliest of all links, so the last of them leaves the earliest.
 */
final class SupersessionLinks {

  private static final CallOptions OPTIONS = CallOptions.none();
  private static final Projection PAYLOAD = new Projection(false, true, false, false);

  private final RecordCollection records;
  private final Namespace namespace;

  SupersessionLinks(RecordCollection records, Namespace namespace) {
    this.records = records;
    this.namespace = namespace;
  }

  void link(String olderId, String newerId, Instant at) {
    if (olderId.equals(newerId)) {
      throw MemoryException.invalid(
          "passage '" + olderId + "' cannot supersede itself; name two passages");
    }
    Map<String, WholeRecord> both = read(List.of(olderId, newerId));
    WholeRecord older = require(both, olderId);
    WholeRecord newer = require(both, newerId);
    requireNoCircle(older, newer);
    end(older, newerId, at);
    patch(newer, Patch.set(Links.supersedes(olderId)));
    keepEarliest(olderId);
  }

  /**
   * Takes passages out of all links, before they are deleted: what one of them had made out of date
   * is linked to what made that one out of date. Until when each was true stays as it is.
   */
  void unlink(List<String> ids) {
    for (List<String> some : Wholes.slices(ids)) {
      read(some, PAYLOAD).values().stream()
          .filter(SupersessionLinks::isLinked)
          .map(whole -> whole.first().id())
          .toList()
          .forEach(this::takeOut);
    }
  }

  private static boolean isLinked(WholeRecord whole) {
    Payload payload = whole.first().payload();
    return !Links.supersedes(payload).isEmpty() || !Links.supersededBy(payload).isEmpty();
  }

  /** Reads again, for the passage before may have been linked to this one. */
  private void takeOut(String id) {
    for (WholeRecord whole : read(List.of(id), PAYLOAD).values()) {
      Payload payload = whole.first().payload();
      Collection<WholeRecord> older = read(Links.supersedes(payload), PAYLOAD).values();
      Collection<WholeRecord> newer = read(Links.supersededBy(payload), PAYLOAD).values();
      older.forEach(one -> newer.forEach(other -> bridge(one, id, other)));
      newer.forEach(one -> patch(one, Patch.remove(Links.keys(id))));
      older.forEach(one -> patch(one, Patch.remove(Links.keys(id))));
    }
  }

  private void bridge(WholeRecord older, String over, WholeRecord newer) {
    String olderId = older.first().id();
    String newerId = newer.first().id();
    Optional<Instant> at = Links.supersededAt(older.first().payload(), over);
    if (at.isPresent() && !newerId.equals(olderId)) {
      patch(older, Patch.set(Links.supersededBy(newerId, at.get())));
      patch(newer, Patch.set(Links.supersedes(olderId)));
    }
  }

  private static void requireNoCircle(WholeRecord older, WholeRecord newer) {
    String olderId = older.first().id();
    if (Links.supersededBy(newer.first().payload()).contains(olderId)) {
      throw new MemoryException(
          ErrorKind.CONFLICT,
          "passage '"
              + newer.first().id()
              + "' was itself superseded by '"
              + olderId
              + "'; nothing was written");
    }
  }

  private void end(WholeRecord older, String newerId, Instant at) {
    Payload payload = older.first().payload();
    Instant linked = earliest(at, Links.supersededAt(payload, newerId));
    Instant end = earliest(linked, older.first().validTo());
    patch(older, Patch.set(Links.supersededBy(newerId, linked)).withValidTo(end));
  }

  private void keepEarliest(String olderId) {
    WholeRecord older = read(List.of(olderId)).get(olderId);
    if (older == null) {
      return;
    }
    Optional<Instant> end = Links.supersededAt(older.first().payload());
    if (end.isPresent() && older.first().validTo().filter(to -> !to.isAfter(end.get())).isEmpty()) {
      patch(older, Patch.set(Payload.empty()).withValidTo(end.get()));
    }
  }

  private static Instant earliest(Instant one, Optional<Instant> other) {
    return other.filter(instant -> instant.isBefore(one)).orElse(one);
  }

  /** Further parts first: the first one stands for the whole. */
  private void patch(WholeRecord whole, Patch patch) {
    for (MemoryRecord part : whole.parts().reversed()) {
      records.patch(namespace, part.id(), patch, OPTIONS);
    }
  }

  private Map<String, WholeRecord> read(List<String> ids) {
    return read(ids, Projection.CONTENT);
  }

  private Map<String, WholeRecord> read(List<String> ids, Projection projection) {
    return new WholeReader(records).read(namespace, ids, projection, OPTIONS);
  }

  private static WholeRecord require(Map<String, WholeRecord> found, String id) {
    WholeRecord whole = found.get(id);
    if (whole == null) {
      throw MemoryException.notFound(
          "there is no passage '" + id + "' of this owner; nothing was linked");
    }
    return whole;
  }
}
