package dev.recollect.examples.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.agent.Agent;
import dev.recollect.agent.testing.ScriptedChatModel;
import dev.recollect.agent.testing.TurnAssert;
import dev.recollect.memory.core.Recollect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an application tests its agent without a model: the sample of docs/testing-agents.md. */
class BookingAgentTest {

  // tag::test[]
  record Booking(int people, String day) {}

  private final List<Booking> booked = new ArrayList<>();

  private String book(Booking booking) {
    booked.add(booking);
    return "table 7 is yours";
  }

  @Test
  void guest_wantsATable_getsItAndIsRemembered(@TempDir Path home) {
    ScriptedChatModel model =
        new ScriptedChatModel()
            .call("book_table", "{\"people\":2,\"day\":\"Friday\"}")
            .call("archival_memory_insert", "{\"content\":\"Comes with one guest on Fridays.\"}")
            .say("Table 7 is yours on Friday.");
    try (Recollect memory = Recollect.builder().home(home).environment(Map.of()).open();
        Agent agent =
            Agent.builder(memory, model)
                .tool("book_table", "Books a table", Booking.class, this::book)
                .create()) {

      TurnAssert.assertThat(agent.send("A table for two on Friday, please."))
          .calls("book_table", "archival_memory_insert")
          .everyToolWorked()
          .returns("book_table", "table 7")
          .answers("Friday");

      assertThat(booked).containsExactly(new Booking(2, "Friday"));
      assertThat(agent.archival().search("guest", 3).hits()).hasSize(1);
      assertThat(model.lastRequest().messages().getLast().text()).contains("OK");
    }
  }
  // end::test[]
}
