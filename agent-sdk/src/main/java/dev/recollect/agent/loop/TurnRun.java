package dev.recollect.agent.loop;

import dev.recollect.agent.state.Claim;
import dev.recollect.agent.state.Head;
import dev.recollect.agent.state.LogEntry;
import dev.recollect.agent.state.TurnRecord;
import dev.recollect.agent.tool.ToolBox;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A turn from its claim to its end: the model is asked, its calls run, until it answers.
 *
 * <p>A step whose calls act outside the state store is committed before it (decide) and after it
 * (settle); all else waits for the next commit. Not thread-safe.
 */
final class TurnRun {

  /** After so many calls in a row that failed, the model is not asked again. */
  private static final int FAILURES = 8;

  private final Desk desk;
  private final Limits limits;
  private final LogEntry user;
  private final CallOptions options;
  private final CallRunner calls;
  private final List<TurnRecord.Run> runs = new ArrayList<>();
  private Claim claim;

  TurnRun(Desk desk, Limits limits, Claim claim, LogEntry user, CallOptions options) {
    this.desk = desk;
    this.limits = limits;
    this.claim = claim;
    this.user = user;
    this.options = options;
    this.calls = new CallRunner(desk.mind().tools(), desk.context().counter());
  }

  /** Commits the claim: from now on the turn is not lost. */
  void claim() {
    commit();
  }

  /** Goes on from the last commit of a turn that somebody else began. */
  TurnRecord resume() {
    List<ToolCall> open = readRuns(since());
    if (claim.stage() == Claim.Stage.DECIDED) {
      settle(open, claim.step(), calls::runAgain);
    }
    return run();
  }

  /** Reads the runs that are committed; returns the calls without a result. */
  private List<ToolCall> readRuns(List<LogEntry> since) {
    List<ToolCall> open = new ArrayList<>();
    runs.clear();
    calls.forget();
    for (LogEntry entry : since) {
      Message message = entry.message();
      open.addAll(message.toolCalls());
      calls.admit(message.toolCalls());
      if (message.role() == Role.TOOL) {
        addRun(open.removeFirst(), ToolBox.read(message));
      }
    }
    return open;
  }

  private List<LogEntry> since() {
    List<LogEntry> entries = desk.log().entries();
    int first = 0;
    while (!entries.get(first).position().key().equals(claim.user())) {
      first++;
    }
    return List.copyOf(entries.subList(first + 1, entries.size()));
  }

  /** Ends a turn that cannot go on, after its conversation was read anew. */
  TurnRecord fail() {
    readRuns(since()).forEach(call -> answer(call, CallRunner.unknown()));
    return finish("", TurnRecord.Stop.FAILED);
  }

  private void addRun(ToolCall call, ToolResult result) {
    runs.add(new TurnRecord.Run(call, result.failed(), result.text(), result.references()));
  }

  /** Asks the model until the turn ends. */
  TurnRecord run() {
    while (true) {
      Optional<TurnRecord.Stop> over = over();
      Optional<ChatReply> reply = over.isPresent() ? Optional.empty() : ask();
      if (reply.isEmpty()) {
        return finish("", over.orElse(TurnRecord.Stop.TIMEOUT));
      }
      if (reply.orElseThrow().toolCalls().isEmpty()) {
        return answer(reply.orElseThrow());
      }
      step(reply.orElseThrow());
    }
  }

  /** Returns the model's answer, or nothing if the turn ran out of time while it was asked. */
  private Optional<ChatReply> ask() {
    options.check();
    try {
      return Optional.of(desk.asker().ask(options));
    } catch (MemoryException e) {
      if (e.kind() == ErrorKind.DEADLINE && outOfTime()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private TurnRecord answer(ChatReply reply) {
    claim = claim.at(claim.step() + 1, Claim.Stage.ASKING, reply.usage());
    return finish(reply.text(), Endings.of(reply));
  }

  private boolean outOfTime() {
    return options.remaining().filter(left -> left.isNegative() || left.isZero()).isPresent();
  }

  private Optional<TurnRecord.Stop> over() {
    if (outOfTime()) {
      return Optional.of(TurnRecord.Stop.TIMEOUT);
    }
    if (claim.step() >= limits.steps()) {
      return Optional.of(TurnRecord.Stop.STEP_LIMIT);
    }
    return failing() ? Optional.of(TurnRecord.Stop.FAILING) : Optional.empty();
  }

  private boolean failing() {
    int first = runs.size() - FAILURES;
    return first >= 0 && runs.subList(first, runs.size()).stream().allMatch(TurnRecord.Run::failed);
  }

  private void step(ChatReply reply) {
    Message said =
        Message.builder(Role.ASSISTANT, reply.text(), desk.now())
            .toolCalls(reply.toolCalls())
            .build();
    add(said);
    boolean acts = calls.admit(reply.toolCalls());
    Claim.Stage stage = acts ? Claim.Stage.DECIDED : Claim.Stage.ASKING;
    claim = claim.at(claim.step() + 1, stage, reply.usage());
    if (acts) {
      commit();
      settle(reply.toolCalls(), claim.step(), calls::run);
    } else {
      runAll(reply.toolCalls(), claim.step(), calls::run);
    }
  }

  /** How a call is run, see {@link CallRunner}. */
  @FunctionalInterface
  private interface Runner {
    ToolResult run(ToolCall call, String key, int tokens, CallOptions options);
  }

  private void settle(List<ToolCall> decided, int step, Runner runner) {
    runAll(decided, step, runner);
    claim = claim.at(step, Claim.Stage.ASKING, Usage.NONE);
    commit();
    desk.asker().count();
  }

  private void runAll(List<ToolCall> step, int number, Runner runner) {
    int room = desk.context().roomForResults(desk.asker().fixedTokens()) / step.size();
    for (int index = 0; index < step.size(); index++) {
      ToolCall call = step.get(index);
      String key = desk.key(claim, number, index);
      answer(call, runner.run(call, key, room, options));
    }
  }

  private void answer(ToolCall call, ToolResult result) {
    String content = desk.mind().tools().content(result, desk.now());
    add(
        Message.builder(Role.TOOL, content, desk.now())
            .toolCallId(call.id())
            .references(result.references())
            .build());
    addRun(call, result);
  }

  private void add(Message message) {
    desk.context().add(desk.log().append(message));
  }

  /** Ends the turn. */
  TurnRecord finish(String text, TurnRecord.Stop stop) {
    String answer = Endings.text(text, stop, limits);
    add(Message.of(Role.ASSISTANT, answer, desk.now()));
    TurnRecord record = new TurnRecord(claim.id(), answer, claim.step(), runs, claim.usage(), stop);
    List<StateChange> recorded =
        Optional.ofNullable(claim.requestId())
            .map(id -> List.of(desk.log().recording(id, record)))
            .orElse(List.of());
    desk.commit(Head::withoutClaim, recorded);
    desk.projector().project();
    return record;
  }

  /** The place of the message is certain only once it is stored. */
  private void commit() {
    desk.commit(head -> head.withClaim(claim.startingAt(user.position())), List.of());
    claim = claim.startingAt(user.position());
  }
}
