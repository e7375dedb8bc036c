package dev.recollect.memory.tck.report;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One check of a contract and how it ended. Thread-safe. */
public final class Check {

  private final String contract;
  private final String name;
  private final long begun = System.nanoTime();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private volatile Verdict verdict = Verdict.NOT_PROVEN;
  private volatile String reason = "it did not end";
  private volatile long milliseconds;

  Check(String contract, String name) {
    this.contract = contract;
    this.name = name;
  }

  /** Returns the name of its contract. */
  public String contract() {
    return contract;
  }

  /** Returns its own name: what is called, under which condition, and what is expected. */
  public String name() {
    return name;
  }

  /** Adds how much was tried, or what was found on the way. */
  public void note(String note) {
    notes.add(note);
  }

  /** Returns the notes. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Says how it ended; a refusal stays one when the test that asserted it succeeds. */
  public void end(Verdict newVerdict, String newReason) {
    milliseconds = (System.nanoTime() - begun) / 1_000_000;
    if (verdict != Verdict.REFUSED || newVerdict != Verdict.PROVEN) {
      verdict = newVerdict;
      reason = newReason;
    }
  }

  /** Returns how it ended. */
  public Verdict verdict() {
    return verdict;
  }

  /** Returns why it ended so; empty for what is proven. */
  public String reason() {
    return reason;
  }

  /** Returns how long it took. */
  public long milliseconds() {
    return milliseconds;
  }
}
