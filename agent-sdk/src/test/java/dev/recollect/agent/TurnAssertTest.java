package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.testing.TurnAssert;
import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.Turn.StopReason;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Assertions that hold, and what the others say. */
class TurnAssertTest {

  private Fixture fixture;
  private Turn turn;

  record Booking(int people) {}

  @BeforeEach
  void takeATurn(@TempDir Path home) {
    fixture = new Fixture(home);
    ScriptedChatModel model =
        new ScriptedChatModel()
            .call("book", "{\"people\":0}")
            .call("book", "{\"people\":2}")
            .say("A table for two.");
    Agent agent =
        fixture.ada(model).tool("book", "Books", Booking.class, TurnAssertTest::book).create();
    turn = agent.send("A table, please.");
  }

  private static String book(Booking booking) {
    if (booking.people() < 1) {
      throw new IllegalArgumentException("nobody comes");
    }
    return "booked for " + booking.people();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void assertions_thatHold_goOn() {
    TurnAssert.assertThat(turn)
        .answers("table", "two")
        .stops(StopReason.ANSWERED)
        .calls("book", "book")
        .fails("book", "nobody comes")
        .returns("book", "booked for 2");
  }

  @Test
  void assertions_thatDoNotHold_tellTheWholeTurn() {
    List<Consumer<TurnAssert>> wrong =
        List.of(
            that -> that.answers("three"),
            that -> that.stops(StopReason.STEP_LIMIT),
            that -> that.calls("book"),
            that -> that.calls(),
            that -> that.everyToolWorked(),
            that -> that.fails("book", "booked"),
            that -> that.returns("book", "nobody"),
            that -> that.returns("look", "booked"));
    assertThat(wrong)
        .allSatisfy(assertion ->
            assertThatThrownBy(() -> assertion.accept(TurnAssert.assertThat(turn)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("expected ")
                .hasMessageContainingAll(
                    "book{\"people\":0} failed: ",
                    "book{\"people\":2}: ",
                    "ANSWERED: A table for two."));
  }
}
