package dev.recollect.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import dev.recollect.memory.api.value.CancellationToken;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ToolBoxTest {

  private static final Duration SHORT = Duration.ofMillis(100);

  private static Tool tool(
      String name, boolean idempotent, Function<ToolInvocation, ToolResult> work) {
    return new Tool() {
      @Override
      public ToolSpec spec() {
        return new ToolSpec(
            name,
            "Does something",
            "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},"
                + "\"additionalProperties\":false}");
      }

      @Override
      public ToolResult call(ToolInvocation invocation) {
        return work.apply(invocation);
      }

      @Override
      public boolean idempotent() {
        return idempotent;
      }
    };
  }

  private static Tool tool(Function<ToolInvocation, ToolResult> work) {
    return tool("act", false, work);
  }

  private static ToolBox box(ToolRules.Builder rules, Tool... tools) {
    return rules.build("ada").box(List.of(), List.of(tools), ZoneId.of("UTC"));
  }

  private static ToolBox box(ToolPolicy.Builder policy, Tool... tools) {
    return box(ToolRules.builder().policy(policy.build()), tools);
  }

  private static ToolResult call(ToolBox box, CallOptions options) {
    return box.run(new ToolCall("1", "act", "{\"n\":1}"), "c/1/2/0", options);
  }

  private static ToolResult call(ToolBox box) {
    return call(box, CallOptions.none());
  }

  private static void ignoreInterruptsUntil(CountDownLatch released) {
    while (released.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
      Thread.interrupted();
    }
  }

  @Test
  void toolOfTheApplication_getsArgumentsThatFitItsSchema() {
    List<ToolInvocation> seen = new ArrayList<>();
    ToolBox box =
        box(
            ToolRules.builder(),
            tool(invocation -> {
              seen.add(invocation);
              return ToolResult.ok("done");
            }));
    assertThat(box.run(new ToolCall("1", "act", "{\"n\":\"7\"}"), "k", CallOptions.none()))
        .isEqualTo(ToolResult.ok("done"));
    assertThat(seen.getFirst().arguments()).isEqualTo("{\"n\":7}");
    assertThat(seen.getFirst().key()).isEqualTo("k");
    assertThat(box.run(new ToolCall("1", "act", "{\"m\":7}"), "k", CallOptions.none()).text())
        .startsWith("Error calling function act: there is no 'm'. Did you mean 'n'? Its arguments");
    assertThat(seen).hasSize(1);
  }

  @Test
  void toolThatIgnoresItsDeadline_isGivenUp_andTheOutcomeIsUnknown() {
    CountDownLatch released = new CountDownLatch(1);
    AtomicReference<Thread> thread = new AtomicReference<>();
    ToolBox box =
        box(
            ToolPolicy.builder().timeout(SHORT),
            tool(invocation -> {
              thread.set(Thread.currentThread());
              ignoreInterruptsUntil(released);
              return ToolResult.ok("late");
            }));
    assertThat(call(box))
        .isEqualTo(
            ToolResult.failed(
                "act did not end within 100 ms. Whether it took effect is unknown; find out before"
                    + " you call it again."));
    assertThat(thread.get().getName()).isEqualTo("recollect-tool-act");
    assertThat(thread.get().isDaemon()).isTrue();
    released.countDown();
  }

  @Test
  void idempotentToolThatIgnoresItsDeadline_mayBeCalledAgain() {
    CountDownLatch released = new CountDownLatch(1);
    ToolBox box =
        box(
            ToolPolicy.builder().timeout(SHORT).idempotent(true),
            tool(invocation -> {
              ignoreInterruptsUntil(released);
              return ToolResult.ok("late");
            }));
    assertThat(call(box).text()).endsWith("It may be called again: doing so twice does no harm.");
    released.countDown();
  }

  @Test
  void toolThatHeedsAnInterrupt_endsInTime_andItsThreadToo() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    ToolBox box =
        box(
            ToolPolicy.builder().timeout(SHORT),
            tool(invocation -> {
              thread.set(Thread.currentThread());
              try {
                Thread.sleep(30_000);
              } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
              }
              return ToolResult.ok("never");
            }));
    assertThat(call(box).text()).startsWith("act did not end within 100 ms.");
    assertThat(thread.get().join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void resultThatComesInTheTimeOfGrace_counts() {
    ToolBox box =
        box(
            ToolPolicy.builder().timeout(SHORT),
            tool(invocation -> {
              while (!Thread.interrupted()) {
                LockSupport.parkNanos(1_000_000);
              }
              return ToolResult.ok("stopped after 3 of 5");
            }));
    assertThat(call(box)).isEqualTo(ToolResult.ok("stopped after 3 of 5"));
  }

  @Test
  void deadlineOfTheTurn_boundsAToolWithoutATimeout() {
    CountDownLatch released = new CountDownLatch(1);
    ToolBox box =
        box(
            ToolPolicy.builder(),
            tool(invocation -> {
              ignoreInterruptsUntil(released);
              return ToolResult.ok("late");
            }));
    assertThat(call(box, CallOptions.within(SHORT)).text())
        .startsWith("act did not end within the time of the turn.");
    released.countDown();
  }

  @Test
  void tool_seesItsOwnDeadline() {
    AtomicReference<Duration> left = new AtomicReference<>();
    ToolBox box =
        box(
            ToolPolicy.builder().timeout(Duration.ofSeconds(5)),
            tool(invocation -> {
              left.set(invocation.options().remaining().orElseThrow());
              return ToolResult.ok("done");
            }));
    call(box, CallOptions.within(Duration.ofMinutes(5)));
    assertThat(left.get()).isLessThanOrEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void cancelledTurn_givesTheToolUp() throws Exception {
    CancellationToken token = new CancellationToken();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    ToolBox box =
        box(
            ToolPolicy.builder(),
            tool(invocation -> {
              begun.countDown();
              ignoreInterruptsUntil(released);
              return ToolResult.ok("late");
            }));
    Thread canceller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                begun.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              token.cancel();
            });
    assertThatThrownBy(() -> call(box, CallOptions.none().withCancellation(token)))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
    released.countDown();
    canceller.join();
  }

  @Test
  void errorOfATool_reachesTheCaller() {
    ToolBox box =
        box(
            ToolPolicy.builder(),
            tool(invocation -> {
              throw new AssertionError("broken");
            }));
    assertThatThrownBy(() -> call(box)).isInstanceOf(AssertionError.class).hasMessage("broken");
  }

  @Test
  void toolThatReturnsNull_returnsNone() {
    assertThat(call(box(ToolPolicy.builder(), tool(invocation -> null))))
        .isEqualTo(ToolResult.ok("None"));
  }

  @Test
  void concurrency_isNeverExceeded_andAllCallsRun() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ToolBox box =
        box(
            ToolPolicy.builder().concurrency(2),
            tool(invocation -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              LockSupport.parkNanos(5_000_000);
              now.decrementAndGet();
              return ToolResult.ok("done");
            }));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ToolResult>> results = new ArrayList<>();
      for (int index = 0; index < 20; index++) {
        results.add(threads.submit(() -> call(box)));
      }
      for (Future<ToolResult> result : results) {
        assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo(ToolResult.ok("done"));
      }
    }
    assertThat(most.get()).isEqualTo(2);
  }

  @Test
  void callThatFindsNoPlace_isNotRun_andSaysSo() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    ToolPolicy.Builder policy = ToolPolicy.builder().concurrency(1);
    ToolBox box =
        box(
            policy.timeout(Duration.ofSeconds(1)),
            tool(invocation -> {
              runs.incrementAndGet();
              begun.countDown();
              ignoreInterruptsUntil(released);
              return ToolResult.ok("done");
            }));
    Thread first = Thread.ofPlatform().start(() -> call(box));
    begun.await();
    assertThat(call(box).text())
        .isEqualTo(
            "act was not run: 1 calls of it run at once at most, and no place became free within"
                + " 1 s. Call it again later.");
    assertThat(runs.get()).isEqualTo(1);
    released.countDown();
    first.join();
  }

  @Test
  void policyGivenToTwoTools_isOneLimitForBoth() throws Exception {
    ToolPolicy shared = ToolPolicy.builder().concurrency(1).timeout(Duration.ofMillis(200)).build();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    ToolBox one =
        box(
            ToolRules.builder().policy("act", shared),
            tool(invocation -> {
              begun.countDown();
              ignoreInterruptsUntil(released);
              return ToolResult.ok("done");
            }));
    ToolBox other =
        box(ToolRules.builder().policy("act", shared), tool(invocation -> ToolResult.ok("ran")));
    Thread first = Thread.ofPlatform().start(() -> call(one));
    begun.await();
    assertThat(call(other).text()).startsWith("act was not run");
    released.countDown();
    first.join();
    assertThat(call(other)).isEqualTo(ToolResult.ok("ran"));
  }

  private static ToolRules.Builder approving(ToolApproval approval) {
    return ToolRules.builder()
        .policy("act", ToolPolicy.builder().approval(true).build())
        .approval(approval);
  }

  @Test
  void approvedCall_runs_withTheArgumentsThatWereApproved() {
    List<String> asked = new ArrayList<>();
    List<String> ran = new ArrayList<>();
    ToolBox box =
        box(
            approving(request -> {
              asked.add(
                  request.agent()
                      + " "
                      + request.tool()
                      + " "
                      + request.arguments()
                      + " "
                      + request.key());
              return ToolApproval.Decision.approve();
            }),
            tool(invocation -> {
              ran.add(invocation.arguments());
              return ToolResult.ok("done");
            }));
    box.run(new ToolCall("1", "act", "{\"n\":\"7\"}"), "c/1/2/0", CallOptions.none());
    assertThat(asked).containsExactly("ada act {\"n\":7} c/1/2/0");
    assertThat(ran).containsExactly("{\"n\":7}");
  }

  @Test
  void deniedCall_isNotRun_andTheModelReadsWhy() {
    AtomicInteger runs = new AtomicInteger();
    Tool tool =
        tool(invocation -> {
          runs.incrementAndGet();
          return ToolResult.ok("done");
        });
    assertThat(call(box(approving(request -> ToolApproval.Decision.deny("not on Sundays")), tool)))
        .isEqualTo(ToolResult.failed("The call was not approved and not run: not on Sundays"));
    assertThat(call(box(approving(request -> null), tool)).failed()).isTrue();
    assertThat(
            call(box(
                    approving(request -> {
                      throw new IllegalStateException("nobody at the desk");
                    }),
                    tool))
                .text())
        .isEqualTo("The call was not run: asking for approval failed: nobody at the desk");
    assertThat(runs.get()).isZero();
  }

  @Test
  void approvalThatDoesNotComeInTime_isADenial() {
    CountDownLatch released = new CountDownLatch(1);
    ToolBox box =
        box(
            approving(request -> {
              ignoreInterruptsUntil(released);
              return ToolApproval.Decision.approve();
            }),
            tool(invocation -> ToolResult.ok("done")));
    assertThat(call(box, CallOptions.within(SHORT)).text())
        .isEqualTo("The call was not run: nobody approved it in time.");
    released.countDown();
  }

  @Test
  void callThatDoesNotFit_isNotAskedAbout() {
    AtomicInteger asked = new AtomicInteger();
    ToolBox box =
        box(
            approving(request -> {
              asked.incrementAndGet();
              return ToolApproval.Decision.approve();
            }),
            tool(invocation -> ToolResult.ok("done")));
    assertThat(box.run(new ToolCall("1", "act", "{\"x\":1}"), "k", CallOptions.none()).failed())
        .isTrue();
    assertThat(asked.get()).isZero();
  }

  @Test
  void approvalThatNobodyCanGive_isRefusedWhenTheAgentIsMade() {
    ToolRules.Builder rules =
        ToolRules.builder().policy("act", ToolPolicy.builder().approval(true).build());
    assertThatThrownBy(() -> box(rules, tool(invocation -> ToolResult.ok("x"))))
        .hasMessage("tool 'act' needs approval and nobody can give it; set AgentBuilder.approval");
  }

  @Test
  void rulesAboutToolsThatAreNotThere_areRefusedWithTheNearest() {
    assertThatThrownBy(() ->
            box(ToolRules.builder().allow(List.of("atc")), tool(invocation -> ToolResult.ok("x"))))
        .hasMessage(
            "the list of allowed tools names the tool 'atc', which is none that the agent has."
                + " Did you mean 'act'? It has: act");
    assertThatThrownBy(() ->
            box(
                ToolRules.builder().policy("atc", ToolPolicy.standard()),
                tool(invocation -> ToolResult.ok("x"))))
        .hasMessageStartingWith("a tool policy names the tool 'atc'");
  }

  @Test
  void toolThatIsNotAllowed_isNeitherShownNorRun() {
    AtomicInteger runs = new AtomicInteger();
    ToolBox box =
        box(
            ToolRules.builder().allow(List.of("act")),
            tool(invocation -> ToolResult.ok("x")),
            tool(
                "other",
                false,
                invocation -> {
                  runs.incrementAndGet();
                  return ToolResult.ok("x");
                }));
    assertThat(box.specs()).extracting(ToolSpec::name).containsExactly("read_more", "act");
    ToolResult result = box.run(new ToolCall("1", "other", "{}"), "k", CallOptions.none());
    assertThat(result.failed()).isTrue();
    assertThat(result.text()).startsWith("No function named other. There are: read_more, act");
    assertThat(runs.get()).isZero();
  }

  @Test
  void policy_countsMoreThanTheToolItself() {
    ToolCall call = new ToolCall("1", "act", "{}");
    Tool yes = tool("act", true, invocation -> ToolResult.ok("x"));
    Tool no = tool("act", false, invocation -> ToolResult.ok("x"));
    assertThat(box(ToolPolicy.builder(), yes).repeatable(call)).isTrue();
    assertThat(box(ToolPolicy.builder(), no).repeatable(call)).isFalse();
    assertThat(box(ToolPolicy.builder().idempotent(false), yes).repeatable(call)).isFalse();
    assertThat(box(ToolPolicy.builder().idempotent(true), no).repeatable(call)).isTrue();
  }

  @Test
  void valuesOutOfRange_areRefused() {
    assertThatThrownBy(() -> ToolPolicy.builder().timeout(Duration.ZERO))
        .hasMessageContaining("above zero");
    assertThatThrownBy(() -> ToolPolicy.builder().concurrency(0))
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> ToolPolicy.builder().resultTokens(99))
        .hasMessageContaining("at least 100");
  }

  @Test
  void toolOfThisBox_isKnownToBeOne_alsoOnThreadsThatItBegins_untilItEnds() throws Exception {
    AtomicReference<ToolBox> self = new AtomicReference<>();
    List<Boolean> seen = new ArrayList<>();
    CountDownLatch ended = new CountDownLatch(1);
    AtomicReference<Thread> survivor = new AtomicReference<>();
    ToolBox box =
        box(
            ToolPolicy.builder(),
            tool(invocation -> {
              seen.add(self.get().runsCall());
              Thread child = Thread.ofVirtual().start(() -> seen.add(self.get().runsCall()));
              try {
                child.join();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              survivor.set(
                  Thread.ofPlatform()
                      .start(() -> {
                        try {
                          ended.await();
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                        seen.add(self.get().runsCall());
                      }));
              return ToolResult.ok("done");
            }));
    self.set(box);
    call(box);
    ended.countDown();
    survivor.get().join();
    assertThat(seen).containsExactly(true, true, false);
    assertThat(box.runsCall()).isFalse();
  }
}
