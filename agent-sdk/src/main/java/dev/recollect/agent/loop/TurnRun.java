package dev.recollect.agent.loop;

import dev.recollect.agent.event.AgentEvents;
import dev.recollect.agent.profile.Decision;
import dev.recollect.agent.profile.ProfileRules;
import dev.recollect.agent.profile.Sequel;
import dev.recollect.agent.state.Claim;
import dev.recollect.agent.state.Head;
import dev.recollect.agent.state.LogEntry;
import dev.recollect.agent.state.PendingEvents;
import dev.recollect.agent.state.StoredMessage;
import dev.recollect.agent.state.TurnRecord;
import dev.recollect.agent.tool.HeartbeatTools;
import dev.recollect.agent.tool.ToolBox;
import dev.recollect.agent.turn.Turn;
import dev.recollect.agent.turn.TurnEvent;
import dev.recollect.agent.turn.TurnEvent.Commit;
import dev.recollect.memory.api.conversation.Message;
import dev.recollect.memory.api.conversation.Role;
import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.model.ChatReply;
import dev.recollect.memory.api.model.Usage;
import dev.recollect.memory.api.spi.StateChange;
import dev.recollect.memory.api.tier.MemoryBlock;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.value.CallOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A turn from its claim to its end: the model is asked, its calls run, until it answers.
 *
 * <p>A step whose calls act outside the state store is committed before it (decide) and after it
 * (settle); all else waits for the next commit. Not thread-safe.
 */
final class TurnRun {

  /** After so many calls in a row that failed, the model is not asked again. */
  private static final int FAILURES = 8;

  /** So often an answer that is not as it must be is asked for again. */
  private static final int REPAIRS = 2;

  private static final String PRESSED =
      "Your window fills: what stands first in it will soon leave, and a summary takes its place."
          + " Save what you will need with your memory tools, and do not speak of this.";

  private final Desk desk;
  private final ProfileRules rules;
  private final Limits limits;
  private final LogEntry opener;
  private final @Nullable AnswerCheck check;
  private final CallOptions options;
  private final TurnOutput output;
  private final CallRunner calls;
  private final List<TurnRecord.Run> runs = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final List<StateChange> taking = new ArrayList<>();
  private Claim claim;
  private int repairs;

  TurnRun(
      Desk desk,
      Limits limits,
      Claim claim,
      LogEntry opener,
      @Nullable AnswerCheck check,
      CallOptions options,
      TurnOutput output) {
    this.desk = desk;
    this.rules = desk.mind().rules();
    this.limits = limits;
    this.claim = claim;
    this.opener = opener;
    this.check = check;
    this.options = options;
    this.output = output;
    this.calls = new CallRunner(desk.mind().tools(), desk.context().counter());
  }

  /** Commits the claim: from now on the turn is not lost, and events wait no longer. */
  void claim(List<PendingEvents.Waiting> taken) {
    taking.addAll(PendingEvents.taking(taken));
    commit(Commit.CLAIM);
  }

  /** Goes on from the last commit of a turn that somebody else began. */
  TurnRecord resume() {
    output.tell(new TurnEvent.Begun(output.place(), true));
    List<LogEntry> since = since();
    List<ToolCall> open = readRuns(since);
    boolean decided = claim.stage() == Claim.Stage.DECIDED;
    boolean goesOn = decided ? settled(runStep(open, claim.step(), calls::runAgain)) : !over(since);
    return goesOn ? ask() : close();
  }

  /** A step may have ended the turn, and the process before that was written. */
  private boolean over(List<LogEntry> since) {
    if (since.isEmpty() || since.getLast().message().role() != Role.TOOL) {
      return false;
    }
    int results = 0;
    while (since.get(since.size() - 1 - results).message().role() == Role.TOOL) {
      results++;
    }
    return !rules.sequel(runs.subList(runs.size() - results, runs.size())).goesOn();
  }

  /** Reads the runs that are committed; returns the calls without a result. */
  private List<ToolCall> readRuns(List<LogEntry> since) {
    List<ToolCall> open = new ArrayList<>();
    runs.clear();
    sent.clear();
    calls.forget();
    for (LogEntry entry : since) {
      Message message = entry.message();
      open.addAll(message.toolCalls());
      calls.admit(message.toolCalls());
      noteSent(entry.stored());
      if (message.role() == Role.TOOL) {
        addRun(open.removeFirst(), ToolBox.read(message));
      }
    }
    return open;
  }

  private void noteSent(StoredMessage message) {
    String text = message.sent();
    if (text != null && !text.isBlank()) {
      sent.add(text);
    }
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

  /** Begins a turn that was just claimed. */
  TurnRecord run() {
    output.tell(new TurnEvent.Begun(output.place(), false));
    return ask();
  }

  /** Asks the model until the turn ends. */
  private TurnRecord ask() {
    while (true) {
      Optional<TurnRecord.Stop> over = over();
      if (over.isPresent()) {
        return finish("", over.orElseThrow());
      }
      tellEvents();
      Optional<ChatReply> reply = reply();
      if (reply.isEmpty()) {
        return finish("", TurnRecord.Stop.TIMEOUT);
      }
      Decision decision = rules.read(reply.orElseThrow());
      boolean calls = !decision.calls().isEmpty();
      boolean ends = !calls || !step(decision, reply.orElseThrow().usage());
      if (ends && !repaired(decision)) {
        return calls ? close() : answer(decision, reply.orElseThrow());
      }
    }
  }

  /** What has happened meanwhile, and that the window fills, is told before the model is asked. */
  private void tellEvents() {
    Notices notices = desk.notices();
    desk.lostEdits().forEach(this::add);
    if (notices.news()) {
      List<PendingEvents.Waiting> waiting = notices.waiting(options);
      waiting.forEach(event -> add(StoredMessage.innerEvent(notices.message(event))));
      taking.addAll(PendingEvents.taking(waiting));
    }
    int fixed = desk.asker().fixedTokens();
    if (desk.context().pressed(fixed)) {
      desk.context().warned();
      add(StoredMessage.innerEvent(notices.alert(hidden(PRESSED), desk.now())));
      int most = desk.context().budget().request();
      output.tell(new TurnEvent.Pressed(output.place(), desk.context().tokens(fixed), most));
    }
  }

  private static String hidden(String text) {
    return AgentEvents.HIDDEN + text;
  }

  /** Returns the model's answer, or nothing if the turn ran out of time while it was asked. */
  private Optional<ChatReply> reply() {
    options.check();
    try {
      return Optional.of(desk.asker().ask(claim.step() + 1, output, options));
    } catch (MemoryException e) {
      if (e.kind() == ErrorKind.DEADLINE && outOfTime()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** An answer that does not pass is told to the model, which is asked again, some times. */
  private boolean repaired(Decision decision) {
    String answer = rules.textAnswers() ? decision.text() : String.join("\n", sent);
    if (check == null || repairs == REPAIRS || answer.isBlank()) {
      return false;
    }
    Optional<String> fault = check.fault(answer);
    fault.ifPresent(wrong -> {
      repairs++;
      sent.clear();
      output.discarded(wrong);
      if (decision.calls().isEmpty()) {
        claim = claim.at(claim.step() + 1, Claim.Stage.ASKING, Usage.NONE);
        add(StoredMessage.of(said(decision), ""));
      }
      add(StoredMessage.innerEvent(desk.notices().alert(hidden(wrong), desk.now())));
    });
    return fault.isPresent();
  }

  private TurnRecord answer(Decision decision, ChatReply reply) {
    claim = claim.at(claim.step() + 1, Claim.Stage.ASKING, reply.usage());
    TurnRecord.Stop stop = Endings.of(reply);
    if (rules.textAnswers() || stop == TurnRecord.Stop.FILTERED || stop == TurnRecord.Stop.EMPTY) {
      return finish(rules.textAnswers() ? decision.text() : "", stop);
    }
    add(StoredMessage.of(said(decision), decision.sent()));
    return close();
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

  private Message said(Decision decision) {
    return Message.builder(Role.ASSISTANT, decision.text(), desk.now())
        .toolCalls(decision.calls())
        .build();
  }

  /** Runs the calls of a reply; returns whether the turn goes on. */
  private boolean step(Decision decision, Usage usage) {
    StoredMessage said = StoredMessage.of(said(decision), decision.sent());
    add(said);
    noteSent(said);
    boolean acts = calls.admit(decision.calls().stream().map(rules::plain).toList());
    Claim.Stage stage = acts ? Claim.Stage.DECIDED : Claim.Stage.ASKING;
    claim = claim.at(claim.step() + 1, stage, usage);
    if (acts) {
      commit(Commit.DECIDE);
    }
    boolean goesOn = runStep(decision.calls(), claim.step(), calls::run);
    return acts ? settled(goesOn) : goesOn;
  }

  /** Commits results; the commit that ends the turn would be one too many behind it. */
  private boolean settled(boolean goesOn) {
    if (goesOn) {
      claim = claim.at(claim.step(), Claim.Stage.ASKING, Usage.NONE);
      commit(Commit.SETTLE);
      desk.system().count();
    }
    return goesOn;
  }

  /** How a call is run, see {@link CallRunner}. */
  @FunctionalInterface
  private interface Runner {
    ToolResult run(ToolCall call, String key, int tokens, CallOptions options);
  }

  private boolean runStep(List<ToolCall> step, int number, Runner runner) {
    List<MemoryBlock> before = desk.mind().draft().blocks();
    List<ToolResult> results = results(step, number, runner);
    output.changed(before, desk.mind().draft().blocks());
    int first = runs.size();
    for (int index = 0; index < step.size(); index++) {
      answer(step.get(index), results.get(index));
      tellSent(step.get(index), results.get(index));
    }
    Sequel sequel = rules.sequel(runs.subList(first, runs.size()));
    sequel
        .heartbeats()
        .forEach(
            reason -> add(StoredMessage.innerEvent(desk.notices().heartbeat(reason, desk.now()))));
    return sequel.goesOn();
  }

  private List<ToolResult> results(List<ToolCall> step, int number, Runner runner) {
    int room = desk.context().roomForResults(desk.asker().fixedTokens()) / Math.max(1, step.size());
    return StepRunner.run(
        step,
        call -> rules.textAnswers() && !desk.mind().tools().ordered(call),
        index -> {
          ToolCall call = rules.plain(step.get(index));
          String key = desk.key(claim, number, index);
          long started = System.nanoTime();
          output.called(key, call);
          ToolResult result = runner.run(call, key, room, options);
          output.returned(key, call, result, started);
          return result;
        });
  }

  private void tellSent(ToolCall call, ToolResult result) {
    if (!result.failed() && !rules.textAnswers()) {
      HeartbeatTools.sent(call).ifPresent(text -> output.text(text, true));
    }
  }

  private void answer(ToolCall call, ToolResult result) {
    String content = desk.mind().tools().content(result, desk.now());
    add(
        StoredMessage.of(
            Message.builder(Role.TOOL, content, desk.now())
                .toolCallId(call.id())
                .references(result.references())
                .build()));
    addRun(call, result);
  }

  private void add(StoredMessage message) {
    desk.context().add(desk.log().append(message));
  }

  /** Ends the turn with what the model said at last, or with why it said nothing. */
  TurnRecord finish(String said, TurnRecord.Stop stop) {
    String last = said.isBlank() ? Endings.notice(stop, limits) : said;
    if (said.isBlank()) {
      output.text(last, true);
    }
    Message message = Message.of(Role.ASSISTANT, last, desk.now());
    add(StoredMessage.of(message, rules.textAnswers() ? null : last));
    sent.add(last);
    return end(String.join("\n", sent), stop);
  }

  /** Ends the turn with what the model has sent. */
  private TurnRecord close() {
    boolean silent = sent.isEmpty();
    return end(String.join("\n", sent), silent ? TurnRecord.Stop.SILENT : TurnRecord.Stop.ANSWERED);
  }

  private TurnRecord end(String text, TurnRecord.Stop stop) {
    TurnRecord record = new TurnRecord(claim.id(), text, claim.step(), runs, claim.usage(), stop);
    List<StateChange> extra = new ArrayList<>(taking);
    Optional.ofNullable(claim.requestId())
        .ifPresent(id -> extra.add(desk.log().recording(id, record)));
    output.around(Commit.END, () -> desk.commit(Head::withoutClaim, extra));
    output.around(Commit.PROJECT, desk.projector()::project);
    output.ended(new Turn(record));
    return record;
  }

  /** The place of the message is certain only once it is stored. */
  private void commit(Commit what) {
    UnaryOperator<Head> claimed = head -> head.withClaim(claim.startingAt(opener.position()));
    output.around(what, () -> desk.commit(claimed, List.copyOf(taking)));
    taking.clear();
    claim = claim.startingAt(opener.position());
  }
}
