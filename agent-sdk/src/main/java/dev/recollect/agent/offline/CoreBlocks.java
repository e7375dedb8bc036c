package dev.recollect.agent.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of core memory as the system message shows them, in MemGPT's form: {@code <human
 * characters="12/5000">}, the value, {@code </human>}.
 */
final class CoreBlocks {

  /** Label of the block about the user. */
  static final String HUMAN = "human";

  /** Label of the block about the agent. */
  static final String PERSONA = "persona";

  private static final Pattern BLOCK =
      Pattern.compile(
          "^<([\\w-]+) characters=\"(\\d+)/(\\d+)\"([^>\\n]*)>\\n(.*?)\\n?</\\1>",
          Pattern.DOTALL | Pattern.MULTILINE);

  private final List<Block> blocks;

  private CoreBlocks(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /** Returns the blocks shown in a text; none if it shows none. */
  static CoreBlocks read(String systemText) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(systemText);
    while (matcher.find()) {
      int limit =
          matcher.group(3).length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(matcher.group(3));
      boolean readOnly = matcher.group(4).contains("read_only");
      blocks.add(new Block(matcher.group(1), matcher.group(5), limit, readOnly));
    }
    return new CoreBlocks(blocks);
  }

  /** Returns the block with a label. */
  Optional<Block> find(String label) {
    return blocks.stream().filter(block -> block.label().equals(label)).findFirst();
  }

  /** Returns all blocks but the agent's own. */
  List<Block> aboutOthers() {
    return blocks.stream().filter(block -> !block.label().equals(PERSONA)).toList();
  }

  /**
   * One block.
   *
   * @param label its name
   * @param value its text
   * @param limit the most characters it may have
   * @param readOnly whether tools may not change it
   */
  record Block(String label, String value, int limit, boolean readOnly) {

    /** Returns its lines that are not blank. */
    List<String> lines() {
      return value.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** Returns how many characters can still be added. */
    int room() {
      return limit - value.codePointCount(0, value.length());
    }
  }
}
