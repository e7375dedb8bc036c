package dev.recollect.agent.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.agent.turn.Turn;
import dev.recollect.memory.api.event.Event;
import dev.recollect.memory.api.event.Listener;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.Cursor;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process of a turn ends at one of its named points (before and after each commit, each tool,
 * each request), another goes on, and everything is as if nothing had ended. In an ordinary build
 * every tenth combination of point, profile and kind of tool is tried, with {@code -Psoak} all are.
 */
class KilledTurnTest {

  private static final int SHARE = Math.max(1, 100 / Integer.getInteger("test.repetitions", 10));

  @TempDir private Path folder;

  /** What is left of a turn: what the model sees, blocks, what was said and filed, the answer. */
  private record Left(
      List<String> shown,
      List<String> blocks,
      List<String> said,
      List<String> filed,
      String answer) {}

  @Test
  void turnThatEndsAnywhere_leavesWhatOneLeavesThatDoesNot() throws Exception {
    int combination = 0;
    int killed = 0;
    for (AgentProfile profile : AgentProfile.values()) {
      for (boolean idempotent : List.of(true, false)) {
        Path whole = Files.createDirectory(folder.resolve(profile + "-" + idempotent));
        List<Event> points = new ArrayList<>();
        Left expected = run(whole, profile, idempotent, points);
        for (int point = 0; point < points.size(); point++) {
          if (combination++ % SHARE == 0) {
            kill(profile, idempotent, point, expected);
            killed++;
          }
        }
      }
    }
    assertThat(killed).isGreaterThan(5);
  }

  private void kill(AgentProfile profile, boolean idempotent, int point, Left expected)
      throws Exception {
    Path place = Files.createDirectory(folder.resolve(profile + "-" + idempotent + "-" + point));
    Process child =
        ChildProcess.command(
                HarbourProgram.class,
                place.toString(),
                profile.id(),
                Integer.toString(point),
                Boolean.toString(idempotent))
            .redirectErrorStream(true)
            .redirectOutput(place.resolve("log").toFile())
            .start();
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String where = profile + ", idempotent " + idempotent + ", point " + point;
    assertThat(child.exitValue()).as(where + Files.readString(place.resolve("log"))).isEqualTo(137);
    Left left = run(place, profile, idempotent, new ArrayList<>());
    List<String> sent = Files.readAllLines(place.resolve("radio"));
    assertThat(new HashSet<>(sent)).as(where).containsExactly("conversation/1/2/0");
    boolean unknown = left.shown().stream().anyMatch(text -> text.contains("outcome"));
    if (idempotent) {
      assertThat(unknown).as(where).isFalse();
    } else {
      assertThat(sent).as(where).hasSize(1);
    }
    if (!unknown) {
      assertThat(left).as(where).isEqualTo(expected);
    }
    assertThat(left.answer()).as(where).isEqualTo(HarbourScript.ANSWER);
    assertThat(left.filed()).as(where).isEqualTo(expected.filed());
    assertThat(left.blocks()).as(where).isEqualTo(expected.blocks());
  }

  private static Left run(Path place, AgentProfile profile, boolean idempotent, List<Event> points)
      throws IOException {
    Listener noting =
        event -> {
          if (HarbourProgram.named(event)) {
            points.add(event);
          }
        };
    try (Recollect memory = HarbourProgram.memory(place);
        Agent agent = HarbourProgram.agent(memory, profile, place, noting, idempotent)) {
      Turn turn = HarbourProgram.ask(agent);
      return new Left(
          agent.context().messages().stream().map(Object::toString).toList(),
          agent.core().blocks().stream().map(MemoryBlock::value).toList(),
          agent.recall().list(agent.conversation(), 1, 100).stream()
              .map(RecalledMessage::text)
              .toList(),
          agent.archival().list(Cursor.START).items().stream().map(Passage::text).toList(),
          turn.text());
    }
  }
}
