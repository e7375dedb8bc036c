package dev.recollect.agent.offline;

import dev.recollect.agent.event.LoginEvent;
import dev.recollect.agent.offline.CoreBlocks.Block;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the model says to somebody who has come: it greets, with the names that its blocks tell. */
final class Greeting {

  private static final String NAME = "(\\p{Lu}[\\p{L}'’-]*(?: \\p{Lu}[\\p{L}'’-]*){0,2})";
  private static final String END = "(?=[.,;:!?()]|\\s+(?:and|from|who|the|an?)\\b|\\s*$)";

  private static final List<Pattern> OWN =
      List.of(pattern("\\bmy name is "), pattern("\\bI(?: am|'m|’m)(?: called)? "));

  /** "I am Norwegian" is no name: only where a description of somebody begins does it tell one. */
  private static final List<Pattern> THEIRS =
      List.of(
          pattern("\\bname(?:: *| is )"),
          pattern("\\b(?:call me|is called|am called) "),
          pattern("\\A\\s*I(?: am|'m|’m) "));

  private Greeting() {}

  private static Pattern pattern(String before) {
    return Pattern.compile("(?i:" + before + ")" + NAME + END, Pattern.MULTILINE);
  }

  /** Returns the greeting. */
  static String text(CoreBlocks blocks, LoginEvent login) {
    String who = name(blocks, CoreBlocks.HUMAN, THEIRS).map(name -> ", " + name).orElse("");
    String me =
        name(blocks, CoreBlocks.PERSONA, OWN)
            .map(name -> name + ", and Recollect's offline model speaks for me")
            .orElse("Recollect's offline model");
    return (login.first() ? "Hello" : "Hello again")
        + who
        + ". I am "
        + me
        + ": I file what you tell me and quote it when you ask. What should I remember?";
  }

  private static Optional<String> name(CoreBlocks blocks, String label, List<Pattern> patterns) {
    String text = blocks.find(label).map(Block::value).orElse("");
    return patterns.stream()
        .map(pattern -> pattern.matcher(text))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }
}
