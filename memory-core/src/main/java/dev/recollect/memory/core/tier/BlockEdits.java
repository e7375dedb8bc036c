package dev.recollect.memory.core.tier;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.core.internal.NearestName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a model may do to blocks, as functions of the present blocks. The messages of refusals are
 * written for the model: they say what would have been right.
 */
final class BlockEdits {

  private static final int QUOTED = 300;
  private static final int PRESENT = 4_000;

  private BlockEdits() {}

  /** Persona and human stand first in a prompt, the rest by label. */
  static final Comparator<MemoryBlock> ORDER =
      Comparator.<MemoryBlock>comparingInt(block ->
              switch (block.label()) {
                case "persona" -> 0;
                case "human" -> 1;
                default -> 2;
              })
          .thenComparing(MemoryBlock::label);

  static MemoryBlock append(Map<String, MemoryBlock> blocks, String label, String content) {
    MemoryBlock block = writable(blocks, label);
    if (content.isEmpty()) {
      throw MemoryException.invalid(
          "Edit failed: there is nothing to append to block '" + label + "'; give the text.");
    }
    return block.withValue(block.value().isEmpty() ? content : block.value() + "\n" + content);
  }

  static MemoryBlock replace(
      Map<String, MemoryBlock> blocks, String label, String oldContent, String newContent) {
    MemoryBlock block = writable(blocks, label);
    if (oldContent.isEmpty()) {
      throw MemoryException.invalid(
          "Edit failed: the text to replace in block '"
              + label
              + "' is empty; give the exact text that stands there, or append.");
    }
    int count = occurrences(block.value(), oldContent);
    if (count == 0) {
      throw absent(blocks.values(), block, oldContent);
    }
    if (count > 1) {
      throw MemoryException.invalid(
          "Edit failed: the text to replace occurs "
              + count
              + " times in block '"
              + label
              + "'; give more of the text around it, so that it occurs exactly once.");
    }
    int at = block.value().indexOf(oldContent);
    return block.withValue(
        block.value().substring(0, at)
            + newContent
            + block.value().substring(at + oldContent.length()));
  }

  /** Returns the sentence that tells what a block reads now. */
  static String presentText(MemoryBlock block) {
    return block.value().isEmpty()
        ? " The block is empty now."
        : " The block reads now: \"" + cut(block.value(), PRESENT) + "\"";
  }

  private static MemoryBlock writable(Map<String, MemoryBlock> blocks, String label) {
    MemoryBlock block = blocks.get(label);
    if (block == null) {
      throw MemoryException.notFound(
          "Edit failed: there is no block '"
              + label
              + "'; "
              + (blocks.isEmpty() ? "there are no blocks" : "the blocks are " + labels(blocks)));
    }
    if (block.readOnly()) {
      throw new MemoryException(
          ErrorKind.UNSUPPORTED,
          "Edit failed: block '" + label + "' is read-only; leave it as it is.");
    }
    return block;
  }

  private static String labels(Map<String, MemoryBlock> blocks) {
    return blocks.values().stream()
        .sorted(ORDER)
        .map(MemoryBlock::label)
        .collect(Collectors.joining(", "));
  }

  private static int occurrences(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      count++;
    }
    return count;
  }

  private static MemoryException absent(
      Collection<MemoryBlock> blocks, MemoryBlock block, String oldContent) {
    String elsewhere =
        blocks.stream()
            .filter(other -> other.value().contains(oldContent))
            .map(MemoryBlock::label)
            .sorted()
            .collect(Collectors.joining(", "));
    String help =
        elsewhere.isEmpty()
            ? nearText(block, oldContent)
            : " It stands in block " + elsewhere + ".";
    return MemoryException.invalid(
        "Edit failed: the text to replace does not occur in block '"
            + block.label()
            + "'; use the exact text that stands there."
            + help);
  }

  private static String nearText(MemoryBlock block, String oldContent) {
    if (block.value().isEmpty()) {
      return " The block is empty.";
    }
    return nearestLine(block.value(), oldContent)
        .map(line -> " Nearest: \"" + cut(line) + "\"")
        .orElseGet(() -> " The block reads: \"" + cut(block.value()) + "\"");
  }

  private static Optional<String> nearestLine(String text, String wanted) {
    String folded = wanted.strip().toLowerCase(Locale.ROOT);
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).contains(folded))
        .findFirst()
        .or(() -> NearestName.among(shortOnes(lines), cut(wanted)));
  }

  // Edit distance costs the product of both lengths; longer lines are shown with the whole block.
  private static List<String> shortOnes(List<String> lines) {
    return lines.stream().filter(line -> line.length() <= QUOTED).toList();
  }

  private static String cut(String text) {
    return cut(text, QUOTED);
  }

  private static String cut(String text, int most) {
    return text.length() <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, most))) + "…";
  }
}
