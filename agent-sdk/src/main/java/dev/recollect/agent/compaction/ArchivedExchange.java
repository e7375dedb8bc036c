package dev.recollect.agent.compaction;

import dev.recollect.agent.fact.FactKeys;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tier.NewPassage;
import dev.recollect.memory.api.tier.Passage;
import dev.recollect.memory.api.tier.RecalledMessage;
import dev.recollect.memory.api.value.Payload;
import dev.recollect.memory.api.value.PayloadValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An exchange as a passage of archival memory, from which its messages can be read again: a line
 * for each begins with who says it.
 */
final class ArchivedExchange {

  /** Most messages of a passage. */
  static final int MESSAGES = 50;

  /** Longer exchanges are several passages; well below what a passage may hold, in any script. */
  private static final int CHARACTERS = 200_000;

  private ArchivedExchange() {}

  /** Divides messages, in order, into what becomes a passage each. */
  static List<List<RecalledMessage>> divided(List<RecalledMessage> messages) {
    List<List<RecalledMessage>> exchanges = new ArrayList<>();
    int characters = 0;
    for (RecalledMessage message : messages) {
      int length = message.text().length();
      boolean opens = message.message().role() == Role.USER;
      if (exchanges.isEmpty()
          || opens
          || exchanges.getLast().size() == MESSAGES
          || characters + length > CHARACTERS) {
        exchanges.add(new ArrayList<>());
        characters = 0;
      }
      exchanges.getLast().add(message);
      characters += length;
    }
    return exchanges;
  }

  static NewPassage passage(List<RecalledMessage> said, ZoneId zone) {
    RecalledMessage first = said.getFirst();
    Payload metadata =
        Payload.builder()
            .put("tags", List.of(SummaryKeys.SAID_TAG))
            .put(Passage.FILE, "what was said on " + first.occurredAt().atZone(zone).toLocalDate())
            .put(SummaryKeys.SAID_CONVERSATION, first.conversation())
            .put(SummaryKeys.SAID_FIRST, first.sequence())
            .put(SummaryKeys.SAID_LAST, said.getLast().sequence())
            .put(SummaryKeys.SAID_MESSAGES, said.stream().map(ArchivedExchange::note).toList())
            // What was said long ago is no fact that a newer one supersedes.
            .put(FactKeys.SENTENCES, List.of())
            .build();
    String text =
        said.stream()
            .map(message -> label(message.message()) + message.text())
            .collect(Collectors.joining("\n"));
    return NewPassage.of(text)
        .withId(SummaryKeys.saidId(first.conversation(), first.sequence()))
        .withOccurredAt(first.occurredAt())
        .withMetadata(metadata);
  }

  private static String role(Message message) {
    return message.role().name().toLowerCase(Locale.ROOT);
  }

  private static String label(Message message) {
    return message.name().orElse(role(message)) + ": ";
  }

  /** Place, role, time, length and, if known, name. */
  private static String note(RecalledMessage said) {
    Message message = said.message();
    String note =
        said.sequence()
            + " "
            + role(message)
            + " "
            + message.createdAt()
            + " "
            + message.text().length();
    return message.name().map(name -> note + " " + name).orElse(note);
  }

  /**
   * Returns the messages of a passage; none if it is no archived exchange.
   *
   * @throws MemoryException CORRUPT if its text and metadata do not fit each other
   */
  static List<RecalledMessage> read(Passage passage) {
    List<RecalledMessage> messages = new ArrayList<>();
    if (passage.metadata().get(SummaryKeys.SAID_MESSAGES).orElse(null)
        instanceof PayloadValue.TextList(List<String> notes)) {
      String conversation = passage.metadata().text(SummaryKeys.SAID_CONVERSATION).orElse("");
      int start = 0;
      for (String note : notes) {
        try {
          Noted noted = Noted.of(note);
          start += noted.label().length();
          String text = passage.text().substring(start, start + noted.length());
          messages.add(new RecalledMessage(conversation, noted.sequence(), noted.message(text)));
          start += noted.length() + 1;
        } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
          throw new MemoryException(
              ErrorKind.CORRUPT,
              "passage '" + passage.id() + "' does not hold the messages that it says",
              e);
        }
      }
    }
    return messages;
  }

  /** What the metadata tell of a message. */
  private record Noted(long sequence, Role role, Instant at, int length, String name) {

    static Noted of(String note) {
      String[] fields = note.split(" ", 5);
      return new Noted(
          Long.parseLong(fields[0]),
          Role.valueOf(fields[1].toUpperCase(Locale.ROOT)),
          Instant.parse(fields[2]),
          Integer.parseInt(fields[3]),
          fields.length < 5 ? "" : fields[4]);
    }

    String label() {
      return (name.isEmpty() ? role.name().toLowerCase(Locale.ROOT) : name) + ": ";
    }

    Message message(String text) {
      Message.Builder message = Message.builder(role, text, at);
      if (!name.isEmpty()) {
        message.name(name);
      }
      return message.build();
    }
  }
}
