package dev.recollect.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Reference;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.spi.StateEntry;
import dev.recollect.memory.api.value.Evidence;
import dev.recollect.memory.core.claim.Holder;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateJsonTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

  private static <T> T roundTrip(Object value, Class<T> type) {
    return StateJson.read(new StateEntry("key", StateJson.write(value), 1), type);
  }

  private static Reference reference(String text) {
    Evidence evidence =
        Evidence.builder().contentCosine(0.7).coverage(0.5).sparseRank(2).near(true).build();
    return new Reference(Reference.Tier.ARCHIVAL, "p1", "", "", text, NOON, evidence);
  }

  @Test
  void message_isReadAsItWasWritten() {
    Message message =
        Message.builder(Role.ASSISTANT, "naïve 😀 \u0001", NOON)
            .name("Ada")
            .toolCalls(List.of(new ToolCall("1", "weather", "{\"city\":")))
            .build();
    assertThat(roundTrip(StoredMessage.of(message), StoredMessage.class).message())
        .isEqualTo(message);
  }

  @Test
  void event_isReadAsOne_andWhatWasStoredBeforeThereWereAny_isNone() {
    StoredMessage event = StoredMessage.event(Message.of(Role.USER, "{}", NOON));
    assertThat(roundTrip(event, StoredMessage.class)).isEqualTo(event);
    String before = StateJson.write(event).replace(",\"event\":true", "");
    assertThat(before).doesNotContain("event");
    assertThat(StateJson.read(new StateEntry("key", before, 1), StoredMessage.class).event())
        .isFalse();
  }

  @Test
  void references_keepTheirEvidence() {
    Message message =
        Message.builder(Role.TOOL, "{}", NOON).references(List.of(reference("boat"))).build();
    Reference read =
        roundTrip(StoredMessage.of(message), StoredMessage.class).message().references().getFirst();
    assertThat(read.text()).isEqualTo("boat");
    assertThat(read.occurredAt()).isEqualTo(NOON);
    assertThat(read.evidence().contentCosine()).hasValue(0.7);
    assertThat(read.evidence().contextCosine()).isEmpty();
    assertThat(read.evidence().sparseRank()).hasValue(2);
    assertThat(read.evidence().near()).isTrue();
  }

  @Test
  void referencesBeyondTheLargestValue_areLeftOut_bestFirst() {
    List<Reference> many = Collections.nCopies(10, reference("x".repeat(60_000)));
    Message message = Message.builder(Role.TOOL, "{}", NOON).references(many).build();
    assertThat(roundTrip(StoredMessage.of(message), StoredMessage.class).message().references())
        .hasSize(2);
  }

  @Test
  void head_isReadAsItWasWritten() {
    Claim claim =
        new Claim(
            3,
            "id",
            null,
            "000000000005",
            Holder.here(),
            NOON.toString(),
            2,
            Claim.Stage.DECIDED,
            true,
            10,
            20);
    StoredSummary summary =
        new StoredSummary(4, NOON.toString(), NOON.toString(), List.of("- user: hi"), false);
    SeenBlocks blocks = new SeenBlocks("digest", NOON.toString());
    Head head =
        new Head(
            Head.FORMAT,
            3,
            4,
            "000000000004.000001",
            summary,
            claim,
            true,
            NOON.toString(),
            blocks);
    assertThat(roundTrip(head, Head.class)).isEqualTo(head);
  }

  @Test
  void fieldsOfALaterVersion_arePassedOver() {
    String later =
        "{\"format\":1,\"zone\":\"UTC\",\"conversation\":\"c\",\"createdAt\":\"x\",\"new\":{}}";
    AgentRecord read = StateJson.read(new StateEntry("key", later, 1), AgentRecord.class);
    assertThat(read.zone()).isEqualTo("UTC");
    assertThat(read.system()).isNull();
    assertThat(read.profileOrNative()).isEqualTo("native");
  }

  @Test
  void valueThatCannotBeRead_namesItsKey() {
    assertThatThrownBy(() -> StateJson.read(new StateEntry("some/key", "{", 1), Head.class))
        .hasMessage("state key 'some/key' holds what cannot be read");
  }

  @Test
  void positions_sortAsTheirKeysDo() {
    List<Position> order =
        List.of(
            new Position(1, 0),
            new Position(1, 1),
            new Position(1, 12),
            new Position(2, 0),
            new Position(10, 0),
            new Position(10, 3));
    assertThat(order).isSorted();
    assertThat(order.stream().map(Position::key).toList()).isSorted();
    assertThat(order.stream().map(Position::key).map(Position::parse)).isEqualTo(order);
  }
}
