package dev.recollect.memory.core.search;

import dev.recollect.memory.api.value.Namespace;
import java.util.Comparator;

/**
 * Which stored text: ids are unique in a namespace only, and a search may span several.
 *
 * @param namespace whose text it is
 * @param parent id of the whole
 */
record WholeId(Namespace namespace, String parent) implements Comparable<WholeId> {

  private static final Comparator<WholeId> ORDER =
      Comparator.comparing(WholeId::namespace).thenComparing(WholeId::parent);

  @Override
  public int compareTo(WholeId other) {
    return ORDER.compare(this, other);
  }
}
