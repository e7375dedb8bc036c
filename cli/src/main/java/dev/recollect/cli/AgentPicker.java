package dev.recollect.cli;

import dev.recollect.agent.AgentSummary;
import dev.recollect.agent.Agents;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.core.internal.NearestName;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lets a person choose an agent, or make one under a name of ours. */
final class AgentPicker {

  private static final String NEW = "new";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final Console console;
  private final Recollect memory;
  private final AgentNames names;
  private final ZoneId zone;

  AgentPicker(Console console, Recollect memory, AgentNames names, ZoneId zone) {
    this.console = console;
    this.memory = memory;
    this.names = names;
    this.zone = zone;
  }

  /**
   * Returns the name of the agent to talk to, which may not exist yet; empty if the person leaves.
   *
   * @param making whether a new agent is what an empty line asks for
   */
  Optional<String> pick(LineSource lines, boolean making) throws IOException {
    List<AgentSummary> agents = Agents.summaries(memory);
    if (agents.isEmpty()) {
      console.note("There are no agents yet.");
      return Optional.of(makeName());
    }
    show(agents);
    while (true) {
      console.note(
          "Type a number or a name, %s for a new agent, Enter for %s, Ctrl-D to leave."
              .formatted(NEW, making ? "a new agent" : agents.getFirst().name()));
      Optional<String> line = next(lines);
      if (line.isEmpty() || Chat.LEAVING.contains(line.orElseThrow())) {
        return Optional.empty();
      }
      if (line.orElseThrow().isEmpty() && making) {
        return Optional.of(makeName());
      }
      Optional<String> chosen = chosen(line.orElseThrow(), agents);
      if (chosen.isPresent()) {
        return chosen;
      }
    }
  }

  /** A line that cannot be read is no choice; the person is asked again. */
  private Optional<String> next(LineSource lines) throws IOException {
    try {
      return lines.next().map(String::strip);
    } catch (MemoryException e) {
      console.note(String.valueOf(e.getMessage()));
      return next(lines);
    }
  }

  private void show(List<AgentSummary> agents) {
    console.note("The agents there are:");
    int width = agents.stream().mapToInt(agent -> agent.name().length()).max().orElse(0);
    for (int index = 0; index < agents.size(); index++) {
      AgentSummary agent = agents.get(index);
      String padding = " ".repeat(width - agent.name().length());
      console.note("%3d  %s%s  %s".formatted(index + 1, agent.name(), padding, describe(agent)));
    }
  }

  private String describe(AgentSummary agent) {
    boolean used = agent.messages() > 0;
    return (used ? "last used " : "made ")
        + TIME.format(agent.lastUsedAt().atZone(zone))
        + ", "
        + (agent.messages() == 1 ? "1 message" : agent.messages() + " messages");
  }

  private Optional<String> chosen(String line, List<AgentSummary> agents) {
    List<String> known = agents.stream().map(AgentSummary::name).toList();
    String choice = line.isEmpty() ? known.getFirst() : line;
    Optional<String> found =
        (line.isEmpty() ? Optional.<String>empty() : numbered(choice, known))
            .or(() -> named(choice, known));
    if (found.isPresent()) {
      return found;
    }
    if (choice.equals(NEW)) {
      return Optional.of(makeName());
    }
    console.note(
        "There is no agent '%s'.%s To make one of that name: ./recollect run --agent NAME"
            .formatted(choice, NearestName.hint(known, choice)));
    return Optional.empty();
  }

  private static Optional<String> numbered(String choice, List<String> known) {
    if (!choice.matches("[0-9]{1,6}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(choice);
    return number < 1 || number > known.size()
        ? Optional.empty()
        : Optional.of(known.get(number - 1));
  }

  private static Optional<String> named(String choice, List<String> known) {
    return Optional.of(choice).filter(known::contains);
  }

  private String makeName() {
    String name =
        names.next(candidate -> memory.tenant(memory.tenant()).findOwner(candidate).isPresent());
    console.note("Making a new agent: " + name + ". Next time: ./recollect run --agent " + name);
    return name;
  }
}
