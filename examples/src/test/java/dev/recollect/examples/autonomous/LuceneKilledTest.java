package dev.recollect.examples.autonomous;

import java.util.Map;

class LuceneKilledTest extends KilledProcesses {

  @Override
  Map<String, String> environment() {
    return Map.of("MEMORY_BACKEND", "lucene");
  }
}
