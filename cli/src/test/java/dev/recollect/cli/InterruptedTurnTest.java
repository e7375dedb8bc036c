package dev.recollect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recollect.memory.api.model.ChatDelta;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C as a terminal sends it: the byte 3, which its line discipline makes a signal of. */
@Timeout(60)
class InterruptedTurnTest {

  private static final int CTRL_C = 3;

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private ChatFixture chat;
  private PipedOutputStream keyboard;
  private Terminal terminal;
  private TerminalLines lines;

  @BeforeEach
  void open(@TempDir Path home) throws IOException {
    chat = new ChatFixture(home, true);
    keyboard = new PipedOutputStream();
    terminal =
        new ExternalTerminal(
            "test", "dumb", new PipedInputStream(keyboard), screen, StandardCharsets.UTF_8);
    lines = new TerminalLines(terminal);
  }

  @AfterEach
  void close() throws IOException {
    keyboard.close();
    lines.close();
    chat.close();
  }

  private void type(String text) throws IOException {
    keyboard.write(text.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  private void interrupt() throws IOException {
    keyboard.write(CTRL_C);
    keyboard.flush();
  }

  private CompletableFuture<Integer> talk() {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return chat.talk(false, lines, UnaryOperator.identity());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  /** Talks until somebody cancels. */
  private void talkForEver(CountDownLatch talking) {
    chat.model.answer((sink, options) -> {
      while (true) {
        options.check();
        sink.accept(new ChatDelta.Text("word "));
        talking.countDown();
      }
    });
  }

  @Test
  void duringATurn_cancelsTheTurn_andTheChatGoesOn() throws Exception {
    CountDownLatch talking = new CountDownLatch(1);
    talkForEver(talking);
    chat.model.say("Petrel.");
    CompletableFuture<Integer> code = talk();
    type("Talk.\n");
    assertThat(talking.await(30, TimeUnit.SECONDS)).isTrue();
    interrupt();
    until(() -> chat.error().contains("Cancelled."));
    assertThat(chat.error()).contains("Cancelled. Nothing of it is kept.");
    assertThat(chat.output()).startsWith("word ").endsWith(System.lineSeparator());
    assertThat(chat.memory.recall("ada").count()).isZero();

    type("What is my boat called?\n");
    until(() -> chat.output().contains("Petrel."));
    type("/exit\n");
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(chat.error()).doesNotContain("error:");
  }

  @Test
  void twice_cancelsTwoTurns() throws Exception {
    CompletableFuture<Integer> code = null;
    for (int turn = 1; turn <= 2; turn++) {
      CountDownLatch talking = new CountDownLatch(1);
      talkForEver(talking);
      code = code == null ? talk() : code;
      type("Talk.\n");
      assertThat(talking.await(30, TimeUnit.SECONDS)).isTrue();
      interrupt();
      int cancelled = turn;
      until(() -> chat.error().split("Cancelled\\.", -1).length == cancelled + 1);
    }
    type("/exit\n");
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void afterAToolActed_saysThatTheMessageIsKept() throws Exception {
    CountDownLatch talking = new CountDownLatch(1);
    chat.model.call("", "archival_memory_insert", "{\"content\":\"Petrel\"}");
    talkForEver(talking);
    CompletableFuture<Integer> code = talk();
    type("My boat is called Petrel.\n");
    assertThat(talking.await(30, TimeUnit.SECONDS)).isTrue();
    interrupt();
    until(() -> chat.error().contains("Cancelled."));
    assertThat(chat.error()).contains("what tools did for it are kept");
    assertThat(chat.memory.archival("ada").count()).isEqualTo(1);
    type("/exit\n");
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void atThePrompt_leaves() throws Exception {
    chat.model.say("Hello.");
    CompletableFuture<Integer> code = talk();
    type("Hi\n");
    until(() -> chat.output().contains("Hello."));
    until(() -> screen.toString(StandardCharsets.UTF_8).split("> ", -1).length == 3);
    terminal.raise(Terminal.Signal.INT);
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(chat.error()).isEmpty();
  }
}
