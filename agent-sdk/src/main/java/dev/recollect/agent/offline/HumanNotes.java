package dev.recollect.agent.offline;

import dev.recollect.agent.language.Lexicon;
import dev.recollect.agent.language.Word;
import dev.recollect.agent.language.Words;
import dev.recollect.agent.offline.CoreBlocks.Block;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides how the block about the user changes when it states something: what lasts is added as a
 * line, an outdated line gives way. A block without room is left as it is, except that outdated
 * lines go; archival memory has every fact anyway.
 */
final class HumanNotes {

  private static final Lexicon LEXICON = Lexicon.english();

  /** Longer statements are kept in archival memory only, in characters. */
  static final int LONGEST_LINE = 200;

  /** A statement is about the user if one of so many first words says so. */
  private static final int OPENING = 6;

  private final Optional<Block> block;

  HumanNotes(CoreBlocks blocks) {
    this.block = blocks.find(CoreBlocks.HUMAN).filter(human -> !human.readOnly());
  }

  /** Returns the edits that bring the block up to date with new statements. */
  List<Edit> edits(List<String> statements) {
    return block.map(human -> edits(human, statements)).orElse(List.of());
  }

  /** Returns the line of the block that a statement makes out of date. */
  Optional<String> outdated(String statement) {
    return block.flatMap(human -> outdated(human, statement));
  }

  private static List<Edit> edits(Block human, List<String> statements) {
    List<Edit> edits = new ArrayList<>();
    List<String> added = new ArrayList<>();
    int room = human.room();
    for (String statement : statements) {
      String line = line(statement);
      Optional<String> old = outdated(human, statement);
      if (old.isPresent() && edits.stream().noneMatch(edit -> edit.replaces(old.get()))) {
        boolean fits = isLasting(line) && line.length() - old.get().length() <= room;
        edits.add(Edit.replace(old.get(), fits ? line : ""));
        room -= (fits ? line.length() : 0) - old.get().length();
      } else if (isLasting(line) && isNew(human, added, line) && line.length() + 1 <= room) {
        added.add(line);
        room -= line.length() + 1;
      }
    }
    if (!added.isEmpty()) {
      edits.add(Edit.append(String.join("\n", added)));
    }
    return edits;
  }

  private static Optional<String> outdated(Block human, String statement) {
    return human.lines().stream()
        .filter(line -> !Terms.key(line).equals(Terms.key(line(statement))))
        .filter(line -> Supersession.replaces(statement, line))
        .filter(line -> occursOnce(human.value(), line))
        .findFirst();
  }

  private static boolean occursOnce(String value, String line) {
    return value.indexOf(line) == value.lastIndexOf(line);
  }

  private static boolean isNew(Block human, List<String> added, String line) {
    String key = Terms.key(line);
    return human.lines().stream().noneMatch(old -> Terms.key(old).equals(key))
        && added.stream().noneMatch(old -> Terms.key(old).equals(key));
  }

  private static String line(String statement) {
    String own = Framing.withoutCorrectionLead(statement).replaceAll("\\R", " ").strip();
    return own.endsWith(".") ? own.substring(0, own.length() - 1) : own;
  }

  private static boolean isLasting(String line) {
    List<Word> words = Words.of(line);
    boolean aboutUser =
        words.stream().limit(OPENING).anyMatch(word -> LEXICON.is("first-person", word));
    return aboutUser
        && line.length() <= LONGEST_LINE
        && words.stream().noneMatch(word -> LEXICON.is("transient", word));
  }

  /**
   * One change of the block.
   *
   * @param tool the tool that makes it
   * @param arguments what the tool takes
   */
  record Edit(OfferedTool tool, Map<String, String> arguments) {

    static Edit append(String lines) {
      return new Edit(OfferedTool.CORE_APPEND, ordered("content", lines, Map.of()));
    }

    static Edit replace(String old, String line) {
      return new Edit(
          OfferedTool.CORE_REPLACE, ordered("old_content", old, Map.of("new_content", line)));
    }

    boolean replaces(String line) {
      return line.equals(arguments.get("old_content"));
    }

    private static Map<String, String> ordered(String key, String value, Map<String, String> more) {
      Map<String, String> arguments = new LinkedHashMap<>();
      arguments.put("name", CoreBlocks.HUMAN);
      arguments.put(key, value);
      arguments.putAll(more);
      return arguments;
    }
  }
}
