package dev.recollect.observability;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.ArrayList;
import java.util.List;

/**
 * What an observation is to the registry. Every measurement of one name has the same tags, as some
 * systems demand; a span has those alone that say something.
 */
final class Spans {

  private Spans() {}

  /** Work in this process. */
  static final class Inner extends Observation.Context {
    @Override
    public KeyValues getAllKeyValues() {
      return telling(super.getAllKeyValues());
    }
  }

  /** A request to a model or a store, which may run elsewhere; nothing of the trace goes there. */
  static final class Request extends SenderContext<Object> {
    Request() {
      super((carrier, key, value) -> {}, Kind.CLIENT);
      setCarrier(this);
    }

    @Override
    public KeyValues getAllKeyValues() {
      return telling(super.getAllKeyValues());
    }
  }

  private static KeyValues telling(KeyValues all) {
    List<KeyValue> telling = new ArrayList<>();
    for (KeyValue each : all) {
      if (!each.getValue().equals(GenAi.NONE)) {
        telling.add(each);
      }
    }
    return KeyValues.of(telling);
  }
}
