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
          "^<([\\w-]+) (characters|tokens)=\"(\\d{1,9})/(\\d{1,9})\"([^>\\n]*)>\\n(.*?)\\n?</\\1>",
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
      String value = matcher.group(6);
      boolean characters = matcher.group(2).equals("characters");
      int used =
          characters ? value.codePointCount(0, value.length()) : Integer.parseInt(matcher.group(3));
      int room = Integer.parseInt(matcher.group(4)) - used;
      boolean readOnly = matcher.group(5).contains("read_only");
      blocks.add(new Block(matcher.group(1), value, room, readOnly));
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
   * @param room how many characters can still be added; where tokens are counted, as many as there
   *     are tokens left, which is on the safe side
   * @param readOnly whether tools may not change it
   */
  record Block(String label, String value, int room, boolean readOnly) {

    /** Returns its lines that are not blank. */
    List<String> lines() {
      return value.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
  }
}
