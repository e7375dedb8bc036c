package dev.recollect.memory.core.config;

import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.RankingWeights;
import dev.recollect.memory.core.text.TextAnalyzer;
import java.time.Duration;
import java.util.List;

/** The settings of core itself. */
final class CoreSettings {

  static final Setting STATE_BACKEND =
      Setting.of(
          "memory.state.backend",
          SettingType.TEXT,
          "Backend that keeps agents, blocks and conversations; if not set, that of recall where it"
              + " has a state store, otherwise lucene");
  static final Setting RECALL_BACKEND =
      Setting.of(
              "memory.recall.backend", SettingType.TEXT, "Backend in which messages are searched")
          .withDefault("lucene");
  static final Setting ARCHIVAL_BACKEND =
      Setting.of("memory.archival.backend", SettingType.TEXT, "Backend that keeps passages")
          .withDefault("lucene");
  static final Setting EMBEDDING_MODEL =
      Setting.of(
              "memory.embedding.model",
              SettingType.TEXT,
              "Model that embeds texts, as provider or provider:name, for example onnx:bge-small,"
                  + " which is the default, onnx:minilm, onnx:/path/to/a/folder, or"
                  + " openai:text-embedding-3-small")
          .withDefault("onnx");
  static final Setting ANALYSIS_LANGUAGE =
      Setting.of(
              "memory.analysis.language",
              SettingType.TEXT,
              "Language by whose stop words and stems texts are found: "
                  + String.join(", ", TextAnalyzer.languages())
                  + "; standard is for all others")
          .withDefault(TextAnalyzer.ENGLISH);
  static final Setting BLOCK_LIMIT =
      Setting.of(
              "memory.block.limit",
              SettingType.INTEGER,
              "Most characters of a new block of core memory")
          .withDefault(Integer.toString(MemoryBlock.DEFAULT_LIMIT))
          .within(1, MemoryBlock.LARGEST_LIMIT);
  static final Setting IO_THREADS =
      Setting.of(
              "memory.io.threads",
              SettingType.INTEGER,
              "Threads for work with files and native code")
          .withDefault("4")
          .within(1, 64);

  static final Setting RANKING_RELEVANCE =
      Setting.of(
              "memory.ranking.relevance",
              SettingType.DECIMAL,
              "Weight of words and meaning in the order of hits, beside recency and importance")
          .withDefault("1")
          .within(0, (long) RankingWeights.LARGEST);
  static final Setting RANKING_RECENCY =
      Setting.of(
              "memory.ranking.recency",
              SettingType.DECIMAL,
              "Weight of recency in the order of hits: 1 for what happens now, half of it after each"
                  + " half-life; 0 leaves age out")
          .withDefault("0")
          .within(0, (long) RankingWeights.LARGEST);
  static final Setting RANKING_IMPORTANCE =
      Setting.of(
              "memory.ranking.importance",
              SettingType.DECIMAL,
              "Weight of the importance, 0 to 1, that a passage was written with; 0 leaves it out")
          .withDefault("0")
          .within(0, (long) RankingWeights.LARGEST);
  static final Setting RANKING_HALF_LIFE =
      Setting.of(
              "memory.ranking.halflife", SettingType.DURATION, "Age at which recency counts half")
          .withDefault("30d")
          .within(1, Duration.ofDays(36_500).toMillis());

  static final List<Setting> ALL =
      List.of(
          STATE_BACKEND,
          RECALL_BACKEND,
          ARCHIVAL_BACKEND,
          EMBEDDING_MODEL,
          ANALYSIS_LANGUAGE,
          BLOCK_LIMIT,
          RANKING_RELEVANCE,
          RANKING_RECENCY,
          RANKING_IMPORTANCE,
          RANKING_HALF_LIFE,
          IO_THREADS);

  private CoreSettings() {}
}
