package dev.recollect.examples.autonomous;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;
import java.util.function.Consumer;

/**
 * A scripted model, which is no language model: it plays one prepared run, whatever the goal. Where
 * it is in the script it reads from the request, as a language model reads what it has done, so a
 * second process can go on with it. Thread-safe.
 *
 * <p>{@code scripted:3} falls silent after three acts and asks on standard output to be killed.
 */
final class ScriptedModel implements ChatModel {

  /** The id, alone or before a colon and a number. */
  static final String ID = "scripted";

  /** The goal that the script reaches. */
  static final String GOAL = "Report how deep the three berths of the harbour are on average.";

  private static final int CONTEXT_WINDOW = 32_768;
  private static final int NEVER = Integer.MAX_VALUE;

  private record Step(String thought, String tool, String arguments) {}

  private static final List<Step> SCRIPT =
      List.of(
          new Step(
              "I need the depths, their mean and a report.",
              "plan",
              """
              {"steps":["note the depths","compute their mean","write the report","check it"]}\
              """),
          new Step(
              "The depths are known to me.",
              "write_file",
              """
              {"name":"depths.txt","text":"berth 11: 4.5 m\\nberth 12: 3.8 m\\nberth 13: 5.2 m\\n"}\
              """),
          new Step(
              "Now their mean.",
              "compute",
              """
              {"operation":"MEAN","numbers":[4.5,3.8,5.2]}\
              """),
          new Step(
              "That is all the report needs.",
              "write_file",
              """
              {"name":"report.txt","text":"The three berths are 4.5 m deep on average.\\n"}\
              """),
          new Step(
              "I check what I wrote.",
              "read_file",
              """
              {"name":"report.txt"}\
              """),
          new Step("And whether all files are there.", "list_files", "{}"),
          new Step(
              "The goal is reached.",
              WorkTools.FINISH,
              """
              {"summary":"report.txt says that the berths are 4.5 m deep on average."}\
              """));

  private final int silentAfter;

  private ScriptedModel(int silentAfter) {
    this.silentAfter = silentAfter;
  }

  /** Returns whether an id names a scripted model. */
  static boolean named(String id) {
    return id.matches(ID + "(:[0-9]{1,3})?");
  }

  /** Returns the model that an id names. */
  static ScriptedModel of(String id) {
    int colon = id.indexOf(':');
    return new ScriptedModel(colon < 0 ? NEVER : Integer.parseInt(id.substring(colon + 1)));
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "a scripted model, which is no language model: it plays one prepared run";
  }

  @Override
  public int contextWindow() {
    return CONTEXT_WINDOW;
  }

  @Override
  public int countTokens(String text) {
    return text.length() / 3 + 1;
  }

  @Override
  public ChatReply reply(ChatRequest request, Consumer<ChatDelta> sink, CallOptions options) {
    int acts = acts(request.messages());
    if (acts == silentAfter) {
      System.out.println("silent now; end this process: kill -9 " + ProcessHandle.current().pid());
      waitUntilStopped(options);
    }
    if (acts >= SCRIPT.size()) {
      return answer("report.txt is written: 4.5 m on average.", List.of());
    }
    Step step = SCRIPT.get(acts);
    ToolCall call = new ToolCall("call-" + acts, step.tool(), step.arguments());
    return answer(step.thought(), List.of(call));
  }

  private static ChatReply answer(String text, List<ToolCall> calls) {
    return new ChatReply(text, calls, ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  private static int acts(List<Message> messages) {
    return (int) messages.stream().filter(message -> message.role() == Role.TOOL).count();
  }

  private static void waitUntilStopped(CallOptions options) {
    try {
      while (true) {
        options.check();
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MemoryException(ErrorKind.CANCELLED, "interrupted while the script waits", e);
    }
  }

  @Override
  public void close() {
    // holds nothing
  }
}
