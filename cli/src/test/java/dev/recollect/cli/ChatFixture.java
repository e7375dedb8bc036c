package dev.recollect.cli;

import dev.recollect.agent.Agent;
import dev.recollect.agent.AgentBuilder;
import dev.recollect.memory.core.Recollect;
import dev.recollect.memory.tck.fake.FakeEmbeddingModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A chat with a scripted model, on a memory in this process. */
final class ChatFixture implements AutoCloseable {

  final ByteArrayOutputStream output = new ByteArrayOutputStream();
  final ByteArrayOutputStream error = new ByteArrayOutputStream();
  final TalkingModel model = new TalkingModel();
  final Console console;
  final Recollect memory;

  ChatFixture(Path home, boolean terminal) {
    this.console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8),
            terminal);
    Recollect.Builder builder =
        Recollect.builder()
            .home(home)
            .environment(Map.of())
            .embeddingModel(new FakeEmbeddingModel());
    for (String part : new String[] {"state", "recall", "archival"}) {
      builder.set("memory." + part + ".backend", "inmemory");
    }
    this.memory = builder.open();
  }

  String output() {
    return output.toString(StandardCharsets.UTF_8);
  }

  String error() {
    return error.toString(StandardCharsets.UTF_8);
  }

  /** Talks line by line; returns the exit code. */
  int talk(boolean verbose, String input) throws IOException {
    return talk(verbose, lines(input), UnaryOperator.identity());
  }

  int talk(boolean verbose, LineSource lines, UnaryOperator<AgentBuilder> more) throws IOException {
    try (Agent agent = more.apply(Agent.builder(memory, model).name("ada")).openOrCreate()) {
      return new Chat(console, memory, agent, new ErrorReport(console), verbose).run(lines);
    }
  }

  static LineSource lines(String input) {
    return new PipedLines(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    memory.close();
  }
}
