package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.spi.RecordCollection;
import dev.recollect.memory.api.spi.Selection;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.Limits;
import dev.recollect.memory.api.value.Namespace;
import dev.recollect.memory.api.value.PayloadValue;
import dev.recollect.memory.api.value.ReservedField;
import java.util.ArrayList;
import java.util.List;

/** Texts with all their parts, addressed by the ids of the wholes. */
final class Wholes {

  /** With what stands beside it a filter stays within {@link Limits#FILTER_NODES}. */
  private static final int IDS_A_FILTER = 900;

  private Wholes() {}

  /** Deletes the parts that pass a condition; also those of a writing that failed half way. */
  static void delete(
      RecordCollection records,
      Namespace namespace,
      List<String> ids,
      Filter condition,
      CallOptions options) {
    for (List<String> some : slices(ids)) {
      Filter parts = Filter.and(partsOf(some), condition);
      records.delete(namespace, Selection.matching(parts), options);
    }
  }

  /** Divides ids into lists short enough for {@link #partsOf}. */
  static List<List<String>> slices(List<String> ids) {
    List<List<String>> slices = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += IDS_A_FILTER) {
      slices.add(ids.subList(from, Math.min(ids.size(), from + IDS_A_FILTER)));
    }
    return slices;
  }

  /** Returns the filter of all parts of some wholes. */
  static Filter partsOf(List<String> ids) {
    return Filter.in(ReservedField.PARENT.fieldName(), ids.stream().map(PayloadValue::of).toList());
  }
}
