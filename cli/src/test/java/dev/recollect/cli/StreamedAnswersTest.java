package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.profile.AgentProfile;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatDelta;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What of a turn is seen while it runs: piece by piece at a terminal, whole in a pipe. */
@Timeout(60)
class StreamedAnswersTest {

  private static final String[] PIECES = {
    "My ship is ", "\u001b", "[31mRosa \uD83D", "\uDEA2", "\nand\tred\u001b[", "0m."
  };
  private static final String LINE = System.lineSeparator();

  @TempDir private Path home;

  @Test
  void answer_printsTheSameBytesAtATerminalAndInAPipe() throws IOException {
    String expected = Printable.of(String.join("", PIECES)) + LINE;
    for (boolean terminal : new boolean[] {true, false}) {
      try (ChatFixture chat = new ChatFixture(home, terminal)) {
        chat.model.say(PIECES);
        assertThat(chat.talk(false, "Hi\n")).isZero();
        assertThat(chat.output()).isEqualTo(expected);
        assertThat(chat.error()).isEmpty();
      }
    }
  }

  @Test
  void answer_atATerminal_isSeenWhileTheModelTalks_inAPipe_whenItIsCertain() throws IOException {
    for (boolean terminal : new boolean[] {true, false}) {
      try (ChatFixture chat = new ChatFixture(home, terminal)) {
        chat.model.answer((sink, options) -> {
          sink.accept(new ChatDelta.Text("One "));
          // A piece is printed before the one after it is taken.
          sink.accept(new ChatDelta.Text("two "));
          assertThat(chat.output()).startsWith(terminal ? "One " : "");
          assertThat(chat.output().isEmpty()).isEqualTo(!terminal);
          sink.accept(new ChatDelta.Text("three."));
          return TalkingModel.reply("One two three.");
        });
        assertThat(chat.talk(false, "Hi\n")).isZero();
        assertThat(chat.output()).isEqualTo("One two three." + LINE);
      }
    }
  }

  @Test
  void whatIsSaidBesideACall_isNoAnswer_inAPipe() throws IOException {
    for (boolean terminal : new boolean[] {true, false}) {
      try (ChatFixture chat = new ChatFixture(home, terminal)) {
        chat.model
            .call("Let me file that.", "archival_memory_insert", "{\"content\":\"Petrel\"}")
            .say("Not", "ed.");
        assertThat(chat.talk(false, "My boat is called Petrel.\n")).isZero();
        assertThat(chat.output())
            .isEqualTo((terminal ? "Let me file that." + LINE : "") + "Noted." + LINE);
        assertThat(chat.error()).isEmpty();
      }
    }
  }

  @Test
  void voidText_isSaidToBeSo_atATerminal_andNeverReachesAPipe() throws IOException {
    for (boolean terminal : new boolean[] {true, false}) {
      try (ChatFixture chat = new ChatFixture(home, terminal)) {
        chat.model.say(" ").say("Hello.");
        assertThat(chat.talk(false, "Hi\n")).isZero();
        assertThat(chat.output()).isEqualTo((terminal ? " " + LINE : "") + "Hello." + LINE);
        assertThat(chat.error())
            .isEqualTo(terminal ? "(the answer was empty, the model begins anew)" + LINE : "");
      }
    }
  }

  @Test
  void answerThatBreaksOff_endsItsLine_andIsAnError() throws IOException {
    try (ChatFixture chat = new ChatFixture(home, true)) {
      chat.model.answer((sink, options) -> {
        sink.accept(new ChatDelta.Text("Hel"));
        throw new MemoryException(ErrorKind.UNAVAILABLE, "the line is dead");
      });
      assertThat(chat.talk(false, "Hi\n")).isZero();
      assertThat(chat.output()).isEqualTo("Hel" + LINE);
      assertThat(chat.error()).startsWith("error: the line is dead");
    }
  }

  @Test
  void messagesOfProfileMemgpt_areLines() throws IOException {
    String send = "send_message";
    for (boolean terminal : new boolean[] {true, false}) {
      try (ChatFixture chat = new ChatFixture(home, terminal)) {
        chat.model
            .call("A thought.", send, "{\"message\":\"One.\"}")
            .call("Another.", send, "{\"message\":\"Two.\"}");
        chat.talk(
            false,
            ChatFixture.lines("Hi\nGo on\n"),
            builder -> builder.profile(AgentProfile.MEMGPT));
        assertThat(chat.output()).isEqualTo("One." + LINE + "Two." + LINE);
      }
    }
  }

  @Test
  void verbose_showsCallsAndResultsAsTheyHappen() throws IOException {
    try (ChatFixture chat = new ChatFixture(home, false)) {
      chat.model
          .call("", "archival_memory_insert", "{\"content\":\"Petrel\u001b\"}")
          .call("", "archival_memory_serach", "{}")
          .say("Noted.");
      assertThat(chat.talk(true, "My boat is called Petrel.\n")).isZero();
      assertThat(chat.output()).isEqualTo("Noted." + LINE);
      assertThat(chat.error().lines())
          .satisfiesExactly(
              call -> assertThat(call).startsWith("calls archival_memory_insert {\"content\":"),
              result ->
                  assertThat(result).matches("archival_memory_insert returned in \\d+ ms: None"),
              call -> assertThat(call).isEqualTo("calls archival_memory_serach {}"),
              result ->
                  assertThat(result)
                      .contains("archival_memory_serach failed in ", "No function named"));
      assertThat(chat.error()).doesNotContain("\u001b");
    }
  }

  @Test
  void pieces_ofAnyCut_areAsTheWhole() {
    String text = "a\uD83D\uDEA2\u001b[0m\uD83D\r\n\u0085\tz\uDEA2";
    for (int first = 0; first <= text.length(); first++) {
      for (int second = first; second <= text.length(); second++) {
        PrintablePieces pieces = new PrintablePieces();
        String printed =
            pieces.next(text.substring(0, first))
                + pieces.next(text.substring(first, second))
                + pieces.next(text.substring(second))
                + pieces.rest();
        assertThat(printed).isEqualTo(Printable.of(text));
      }
    }
  }
}
