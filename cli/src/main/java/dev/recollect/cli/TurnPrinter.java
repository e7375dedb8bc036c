package dev.recollect.cli;

import dev.recollect.agent.TurnStream;
import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.tool.ToolResult;
import java.time.Duration;

/**
 * Shows a turn while it runs. For one turn; not thread-safe.
 *
 * <p>At a terminal text is printed as it arrives, also what the model says beside its calls and
 * what it takes back, which cannot be removed from the screen. Elsewhere standard output has
 * answers and nothing else, so each is printed when it is certain: at the end of the turn.
 */
final class TurnPrinter {

  private static final int SHOWN = 2_000;

  private final Console console;
  private final boolean verbose;
  private final StringBuilder run = new StringBuilder();
  private PrintablePieces pieces = new PrintablePieces();
  private boolean asking;
  private boolean open;

  TurnPrinter(Console console, boolean verbose) {
    this.console = console;
    this.verbose = verbose;
  }

  /**
   * Shows a turn to its end.
   *
   * @throws dev.recollect.memory.api.error.MemoryException what the turn fails with
   */
  void show(TurnStream stream) {
    Turn turn;
    try {
      stream.forEachRemaining(this::on);
      turn = stream.turn();
    } finally {
      endLine();
    }
    String shown = run.toString();
    if (shown.isEmpty() || !turn.text().endsWith(shown)) {
      console.print(turn.text());
    }
  }

  private void on(TurnEvent event) {
    switch (event) {
      case TurnEvent.ModelAsked ignored -> asking = true;
      case TurnEvent.Text text -> text(text.text());
      case TurnEvent.TextDiscarded discarded -> discard(discarded.reason());
      case TurnEvent.ModelAnswered ignored -> answered();
      case TurnEvent.ModelFailed ignored -> answered();
      case TurnEvent.ToolStarted started -> call(started.call());
      case TurnEvent.ToolEnded ended -> result(ended.call(), ended.result(), ended.took());
      default -> {
        // Not for a person who talks.
      }
    }
  }

  /** What comes while the model is asked is a piece, all else a whole text. */
  private void text(String text) {
    if (!console.terminal()) {
      return;
    }
    if (!asking) {
      endLine();
    }
    if (!open) {
      run.setLength(0);
      open = true;
    }
    run.append(text);
    console.printPiece(pieces.next(text));
    if (!asking) {
      endLine();
    }
  }

  private void discard(String reason) {
    if (console.terminal()) {
      endLine();
      run.setLength(0);
      console.note("(" + reason + ", the model begins anew)");
    }
  }

  private void answered() {
    asking = false;
    endLine();
  }

  private void endLine() {
    if (open) {
      console.printPiece(pieces.rest());
      console.endLine();
      pieces = new PrintablePieces();
      open = false;
    }
  }

  private void call(ToolCall call) {
    if (verbose) {
      endLine();
      console.note("calls " + call.name() + " " + cut(call.arguments()));
    }
  }

  private void result(ToolCall call, ToolResult result, Duration took) {
    if (verbose) {
      String how = result.failed() ? " failed" : " returned";
      console.note(call.name() + how + " in " + took.toMillis() + " ms: " + cut(result.text()));
    }
  }

  private static String cut(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= SHOWN ? text : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + " …";
  }
}
