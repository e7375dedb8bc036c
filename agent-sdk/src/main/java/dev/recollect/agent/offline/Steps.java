package dev.recollect.agent.offline;

import dev.recollect.agent.offline.Utterance.Kind;
import dev.recollect.memory.api.conversation.Reference;
import dev.recollect.memory.api.conversation.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which tools to call next: first file facts and look up what corrections replace, then
 * file the corrections, then search for what is asked, then follow up what was found. Each stage
 * runs once a turn; the ids of its calls say which stages have run.
 */
final class Steps {

  /** Begins the id of a call that files an utterance. */
  static final String FILE = "file-";

  /** Begins the id of a call that looks for what a correction replaces. */
  static final String CHECK = "check-";

  /** Begins the id of a call that files a correction. */
  static final String CORRECT = "correct-";

  /** Begins the id of a call that searches for an answer. */
  static final String FIND = "find-";

  /** Begins the id of a call that edits a block. */
  static final String NOTE = "note-";

  /** Results on a full page of a search. */
  static final int PAGE = 5;

  /** Replies in a turn after which the model answers whatever it has. */
  static final int LARGEST = 4;

  /** Begins the id of a call that follows up what a search found. */
  static final String FOLLOW = "follow-";

  private static final int QUERY_CHARACTERS = 1_000;

  private final TurnView turn;
  private final Plan plan;

  Steps(TurnView turn, Plan plan) {
    this.turn = turn;
    this.plan = plan;
  }

  /** Returns the calls to make now; empty when it is time to answer. */
  List<ToolCall> next() {
    if (turn.steps() >= LARGEST) {
      return List.of();
    }
    List<ToolCall> calls = List.of();
    if (!turn.hasCalled(FILE)
        && !turn.hasCalled(CHECK)
        && !turn.hasCalled(CORRECT)
        && !turn.hasCalled(FIND)) {
      calls = fileAndCheck();
    }
    if (calls.isEmpty() && !turn.hasCalled(CORRECT) && !turn.hasCalled(FIND)) {
      calls = correct();
    }
    if (calls.isEmpty() && !turn.hasCalled(FIND)) {
      calls = find();
    }
    return calls.isEmpty() && turn.hasCalled(FIND) && !turn.hasCalled(FOLLOW) ? follow() : calls;
  }

  private List<ToolCall> fileAndCheck() {
    List<ToolCall> calls = new ArrayList<>();
    List<Utterance> facts = plan.of(Kind.FACT);
    for (int i = 0; i < facts.size(); i++) {
      add(calls, OfferedTool.ARCHIVAL_INSERT, FILE + i, Map.of("content", facts.get(i).text()));
    }
    List<Utterance> corrections = plan.of(Kind.CORRECTION);
    for (int i = 0; i < corrections.size(); i++) {
      add(
          calls,
          OfferedTool.ARCHIVAL_SEARCH,
          CHECK + i,
          Map.of("query", query(corrections.get(i))));
    }
    if (!calls.isEmpty()) {
      noteFacts(facts, calls);
    }
    return calls;
  }

  private void noteFacts(List<Utterance> facts, List<ToolCall> calls) {
    List<String> texts = facts.stream().map(Utterance::text).toList();
    addEdits(calls, "facts-", new HumanNotes(turn.blocks()).edits(texts));
  }

  private List<ToolCall> correct() {
    List<ToolCall> calls = new ArrayList<>();
    List<Utterance> corrections = plan.of(Kind.CORRECTION);
    for (int i = 0; i < corrections.size(); i++) {
      add(
          calls,
          OfferedTool.ARCHIVAL_INSERT,
          CORRECT + i,
          Map.of("content", corrections.get(i).text()));
    }
    if (!calls.isEmpty()) {
      List<String> texts = corrections.stream().map(Utterance::text).toList();
      addEdits(calls, "corrections-", new HumanNotes(turn.blocks()).edits(texts));
    }
    return calls;
  }

  private void addEdits(List<ToolCall> calls, String stage, List<HumanNotes.Edit> edits) {
    for (int i = 0; i < edits.size(); i++) {
      add(calls, edits.get(i).tool(), NOTE + stage + i, edits.get(i).arguments());
    }
  }

  private List<ToolCall> find() {
    List<ToolCall> calls = new ArrayList<>();
    List<Utterance> asked = plan.asked();
    for (int i = 0; i < asked.size(); i++) {
      Map<String, String> arguments = Map.of("query", query(asked.get(i)));
      add(calls, OfferedTool.ARCHIVAL_SEARCH, archivalSearch(i), arguments);
      if (asked.get(i).kind() == Kind.QUESTION) {
        add(calls, OfferedTool.CONVERSATION_SEARCH, conversationSearch(i), arguments);
      }
    }
    return calls;
  }

  /** Returns the id of the archival search for the question with the index. */
  static String archivalSearch(int question) {
    return FIND + question + "-archival";
  }

  /** Returns the id of the conversation search for the question with the index. */
  static String conversationSearch(int question) {
    return FIND + question + "-conversation";
  }

  /**
   * Turns the page where own answers and questions fill the first one, and looks whether the best
   * passage has been replaced since.
   */
  private List<ToolCall> follow() {
    List<ToolCall> calls = new ArrayList<>();
    List<Utterance> asked = plan.asked();
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i).kind() == Kind.QUESTION) {
        follow(asked.get(i), i, calls);
      }
    }
    return calls;
  }

  private void follow(Utterance question, int index, List<ToolCall> calls) {
    List<Reference> said = turn.references(conversationSearch(index));
    if (said.size() >= PAGE && Candidates.quotable(question.text(), said) < Answer.QUOTATIONS) {
      Map<String, Object> next = new LinkedHashMap<>();
      next.put("query", query(question));
      next.put("page", 1);
      add(calls, OfferedTool.CONVERSATION_SEARCH, nextPage(index), next);
    }
    new Findings(turn)
        .of(question, index, 1).stream()
            .filter(match -> !match.candidate().isOfOthers())
            .forEach(match ->
                add(
                    calls,
                    OfferedTool.ARCHIVAL_SEARCH,
                    newerSearch(index),
                    Map.of("query", shortened(match.clause()))));
  }

  /** Returns the id of the search for what replaces the best answer to the question. */
  static String newerSearch(int question) {
    return FOLLOW + question + "-newer";
  }

  /** Returns the id of the second page of the conversation search for the question. */
  static String nextPage(int question) {
    return FOLLOW + question + "-page";
  }

  private void add(List<ToolCall> calls, OfferedTool tool, String id, Map<String, ?> arguments) {
    if (turn.offers(tool)) {
      calls.add(new ToolCall(id, tool.toolName(), ToolResults.arguments(arguments)));
    }
  }

  private static String query(Utterance utterance) {
    String topic = Framing.withoutCorrectionLead(utterance.topic());
    return shortened(topic);
  }

  private static String shortened(String query) {
    return query.length() <= QUERY_CHARACTERS ? query : query.substring(0, QUERY_CHARACTERS);
  }
}
