package dev.recollect.benchmarks.locomo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One conversation of LoCoMo (snap-research/LoCoMo, CC BY-NC 4.0) with its questions.
 *
 * @param name its id in the data set
 * @param turns what was said, in order
 * @param questions what is asked about it
 */
record LocomoConversation(String name, List<Turn> turns, List<Question> questions) {

  /** Category of questions that one turn answers. */
  static final int SINGLE_HOP = 4;

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("h:mm a 'on' d MMMM, uuuu")
          .toFormatter(Locale.ENGLISH);

  /** Reads the conversations of a file. */
  static List<LocomoConversation> read(Path file) throws IOException {
    List<LocomoConversation> conversations = new ArrayList<>();
    new ObjectMapper().readTree(file.toFile()).forEach(node -> conversations.add(read(node)));
    return conversations;
  }

  private static LocomoConversation read(JsonNode sample) {
    List<Turn> turns = new ArrayList<>();
    JsonNode conversation = sample.get("conversation");
    for (int session = 1; conversation.has("session_" + session); session++) {
      String time = conversation.get("session_" + session + "_date_time").asText();
      addTurns(conversation.get("session_" + session), LocalDateTime.parse(time, TIME), turns);
    }
    List<Question> questions = new ArrayList<>();
    sample.get("qa").forEach(node -> questions.add(question(node)));
    return new LocomoConversation(
        sample.get("sample_id").asText(), List.copyOf(turns), List.copyOf(questions));
  }

  /** Returns the questions of a category whose evidence is known. */
  List<Question> questions(int category) {
    return questions.stream()
        .filter(question -> question.category() == category && !evidence(question).isEmpty())
        .toList();
  }

  /** Returns the turns on which the answer of a question rests; malformed ids are left out. */
  List<Turn> evidence(Question question) {
    return turns.stream().filter(turn -> question.evidence().contains(turn.id())).toList();
  }

  /** Returns the turns as messages between two named people, a second apart within a session. */
  List<Message> messages() {
    return IntStream.range(0, turns.size())
        .mapToObj(place ->
            Message.builder(Role.USER, turns.get(place).shown(), saidAt(place))
                .name(turns.get(place).speaker())
                .build())
        .toList();
  }

  /** Returns when a turn was said: as many seconds into its session as turns were before it. */
  Instant saidAt(int place) {
    return turns.get(place).session().plusSeconds(place).toInstant(ZoneOffset.UTC);
  }

  private static void addTurns(JsonNode session, LocalDateTime time, List<Turn> turns) {
    for (JsonNode node : session) {
      turns.add(
          new Turn(
              node.get("dia_id").asText(),
              node.get("speaker").asText(),
              node.get("text").asText().strip(),
              node.path("blip_caption").asText(""),
              time));
    }
  }

  private static Question question(JsonNode node) {
    List<String> evidence = new ArrayList<>();
    node.path("evidence").forEach(id -> evidence.add(id.asText()));
    return new Question(
        node.get("question").asText(),
        node.path("answer").asText(""),
        node.get("category").asInt(),
        List.copyOf(evidence));
  }

  /**
   * One turn.
   *
   * @param id its id in the data set
   * @param speaker who speaks
   * @param text what is said
   * @param caption what a photo sent with it shows; empty without one
   * @param session when its session began
   */
  record Turn(String id, String speaker, String text, String caption, LocalDateTime session) {

    /** Returns the text with the photo. */
    String shown() {
      return caption.isEmpty() ? text : (text + " (photo: " + caption + ")").strip();
    }
  }

  /**
   * One question.
   *
   * @param text what is asked
   * @param answer the answer that people gave
   * @param category 1 multi-hop, 2 temporal, 3 open-domain, 4 single-hop, 5 adversarial
   * @param evidence ids of the turns on which the answer rests
   */
  record Question(String text, String answer, int category, List<String> evidence) {}
}
