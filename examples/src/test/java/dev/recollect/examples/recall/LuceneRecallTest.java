package dev.recollect.examples.recall;

import java.util.Map;

class LuceneRecallTest extends RecallProcesses {

  @Override
  Map<String, String> environment() {
    return Map.of("MEMORY_BACKEND", "lucene");
  }
}
