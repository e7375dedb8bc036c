package dev.recollect.agent.offline;

import dev.recollect.agent.offline.Utterance.Kind;
import dev.recollect.memory.api.conversation.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says what was filed, what that replaces, and what could not be filed. */
final class Confirmation {

  private static final int LONGEST = 300;
  private static final int LISTED = 6;

  private final TurnView turn;
  private final Plan plan;
  private final Quotation quotation;
  private final List<String> noted = new ArrayList<>();
  private final List<String> replaced = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();

  Confirmation(TurnView turn, Plan plan, Quotation quotation) {
    this.turn = turn;
    this.plan = plan;
    this.quotation = quotation;
  }

  /** Adds one line for what was filed and one for each failure. */
  void addTo(List<String> parts) {
    read(plan.of(Kind.FACT), Steps.FILE);
    List<Utterance> corrections = plan.of(Kind.CORRECTION);
    read(corrections, Steps.CORRECT);
    for (int i = 0; i < corrections.size(); i++) {
      outdated(corrections.get(i).text(), i)
          .filter(old -> !replaced.contains(old))
          .ifPresent(replaced::add);
    }
    if (!noted.isEmpty()) {
      parts.add(
          "Noted: "
              + joined(noted)
              + "."
              + (replaced.isEmpty() ? "" : " That replaces " + joined(replaced) + "."));
    }
    parts.addAll(failed);
  }

  private void read(List<Utterance> utterances, String prefix) {
    for (int i = 0; i < utterances.size(); i++) {
      String quoted = quoted(Plan.withoutContext(utterances.get(i).text()));
      Optional<String> failure = turn.failure(prefix + i);
      if (!turn.isAnswered(prefix + i)) {
        failed.add(
            "I could not file "
                + quoted
                + ": this agent offers me no tool that files, or the turn ended first.");
      } else if (failure.isPresent()) {
        failed.add("I could not file " + quoted + ": " + failure.get());
      } else {
        noted.add(quoted);
      }
    }
  }

  private Optional<String> outdated(String correction, int index) {
    return turn.references(Steps.CHECK + index).stream()
        .filter(older -> older.origin().isEmpty())
        .filter(older -> Supersession.replaces(correction, older.text()))
        .max(Comparator.comparing(Reference::occurredAt))
        .map(older -> quoted(older.text()) + " of " + quotation.date(older.occurredAt()));
  }

  private static String quoted(String text) {
    String bare = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (bare.length() > LONGEST) {
      int end = Character.isHighSurrogate(bare.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
      bare = bare.substring(0, end) + " …";
    }
    return "\"" + bare + "\"";
  }

  private static String joined(List<String> items) {
    if (items.size() > LISTED) {
      return String.join(", ", items.subList(0, LISTED))
          + " and "
          + (items.size() - LISTED)
          + " more";
    }
    int last = items.size() - 1;
    return last == 0
        ? items.get(0)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }
}
