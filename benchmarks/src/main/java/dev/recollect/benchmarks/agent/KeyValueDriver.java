package dev.recollect.benchmarks.agent;

import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.model.ChatDelta;
import dev.recollect.memory.api.model.ChatModel;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.ChatRequest;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.value.CallOptions;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays the model in the nested key-value task: searches archival memory for a key, reads the
 * result as any model would, goes on with the value it found there, looks at a second page when the
 * first does not hold the key, and answers with the last value that is no key. Thread-safe.
 */
final class KeyValueDriver implements ChatModel {

  private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Pattern ASKED = Pattern.compile("key (" + ID + ")\\?");
  private static final Pattern PAGES = Pattern.compile("\\(page \\d+/(?:at least )?(\\d+)\\)");

  @Override
  public ChatReply reply(ChatRequest request, Consumer<ChatDelta> sink, CallOptions options) {
    options.check();
    List<Message> messages = request.messages();
    int asked = messages.size() - 1;
    while (messages.get(asked).role() != Role.USER) {
      asked--;
    }
    Matcher question = ASKED.matcher(messages.get(asked).text());
    if (!question.find()) {
      return said("I was asked for no key.");
    }
    if (asked == messages.size() - 1) {
      return search(question.group(1), 0);
    }
    return goOn(messages.get(messages.size() - 2), messages.getLast().text());
  }

  private static ChatReply goOn(Message called, String result) {
    String arguments = called.toolCalls().getFirst().arguments();
    Matcher key = Pattern.compile(ID).matcher(arguments);
    if (!key.find()) {
      return said("I cannot read my own call.");
    }
    Matcher value =
        Pattern.compile("key = " + key.group() + ", value = (" + ID + ")").matcher(result);
    if (value.find()) {
      return search(value.group(1), 0);
    }
    Matcher pages = PAGES.matcher(result);
    boolean first = arguments.contains("\"page\":0");
    return first && pages.find() && Integer.parseInt(pages.group(1)) > 0
        ? search(key.group(), 1)
        : said("The last value is " + key.group() + ".");
  }

  private static ChatReply search(String key, int page) {
    ToolCall call =
        new ToolCall(
            "search-" + key.substring(0, 8) + "-" + page,
            "archival_memory_search",
            "{\"query\":\"" + key + "\",\"page\":" + page + "}");
    return new ChatReply("", List.of(call), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  private static ChatReply said(String text) {
    return new ChatReply(text, List.of(), ChatReply.Finish.COMPLETE, Usage.NONE);
  }

  @Override
  public String id() {
    return "key-value-driver";
  }

  @Override
  public String description() {
    return "no model: a driver of the nested key-value task";
  }

  @Override
  public int contextWindow() {
    return 32_000;
  }

  @Override
  public int countTokens(String text) {
    return (text.length() + 3) / 4;
  }

  @Override
  public boolean generative() {
    return false;
  }

  @Override
  public void close() {
    // nothing is held
  }
}
