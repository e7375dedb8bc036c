package dev.recollect.memory.tck.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Histories that can and that cannot have happened; calls overlap where their begins come first.
 */
class RegisterOracleTest {

  private final RegisterOracle value = new RegisterOracle(new AtomicLong(), 0);

  private void write(long written) {
    value.wrote(written, value.now());
  }

  private void read(long seen) {
    value.read(seen, value.now());
  }

  @Test
  void violation_oneCallAfterTheOther_mustBeTheLastValue() {
    read(0);
    write(1);
    read(1);
    write(2);
    read(2);
    assertThat(value.violation()).isEmpty();
    read(1);
    assertThat(value.violation()).isPresent();
  }

  @Test
  void violation_readOfTheFirstValueAfterAWrite_isStale() {
    write(1);
    read(0);
    assertThat(value.violation()).isPresent();
  }

  @Test
  void violation_readDuringAWrite_maySeeEither() {
    long writing = value.now();
    read(0);
    read(1);
    value.wrote(1, writing);
    assertThat(value.violation()).isEmpty();
  }

  @Test
  void violation_newThenOldDuringAWrite_isTurningBack() {
    long writing = value.now();
    read(1);
    read(0);
    value.wrote(1, writing);
    assertThat(value.violation()).isPresent();
  }

  @Test
  void violation_overlappingWrites_mayTakeEitherOrderButOne() {
    long first = value.now();
    long second = value.now();
    value.wrote(1, first);
    value.wrote(2, second);
    read(1);
    assertThat(value.violation()).isEmpty();
    read(2);
    assertThat(value.violation()).isPresent();
  }

  @Test
  void violation_writtenAndNeverSeen_isPossibleOnlyBesideOthers() {
    long reading = value.now();
    write(1);
    write(2);
    value.read(1, reading);
    assertThat(value.violation()).isEmpty();
  }

  @Test
  void violation_writtenInsideTheLifeOfAnotherValue_isLost() {
    read(0);
    write(1);
    read(0);
    assertThat(value.violation()).isPresent();
  }

  @Test
  void violation_readOfTheFutureOrOfNothing_isPresent() {
    read(7);
    assertThat(value.violation()).isPresent();
    write(7);
    assertThat(value.violation()).isPresent();
  }

  @Test
  void violation_sameValueTwice_isRefused() {
    write(1);
    write(1);
    assertThatIllegalArgumentException().isThrownBy(value::violation);
  }

  /** Calls that take effect one by one, at a moment between begin and end, are never refused. */
  @Test
  void violation_anyHistoryOfARightValue_isEmpty() {
    Random random = new Random(3);
    for (int history = 0; history < 200; history++) {
      assertThat(rightHistory(random).violation()).isEmpty();
    }
  }

  private static RegisterOracle rightHistory(Random random) {
    RegisterOracle oracle = new RegisterOracle(new AtomicLong(), 0);
    long present = 0;
    List<Pending> pending = new ArrayList<>();
    for (int step = 1; step < 60; step++) {
      if (pending.size() < 5 && random.nextBoolean()) {
        pending.add(new Pending(random.nextBoolean(), step, oracle.now()));
      } else if (!pending.isEmpty()) {
        Pending call = pending.remove(random.nextInt(pending.size()));
        if (call.seen < 0) {
          present = call.writes ? call.value : present;
          call.seen = present;
          pending.add(call);
        } else if (call.writes) {
          oracle.wrote(call.value, call.begin);
        } else {
          oracle.read(call.seen, call.begin);
        }
      }
    }
    // What took effect and has not ended may have been read.
    for (Pending call : pending) {
      if (call.writes && call.seen >= 0) {
        oracle.wrote(call.value, call.begin);
      }
    }
    return oracle;
  }

  private static final class Pending {
    private final boolean writes;
    private final long value;
    private final long begin;
    private long seen = -1;

    Pending(boolean writes, long value, long begin) {
      this.writes = writes;
      this.value = value;
      this.begin = begin;
    }
  }
}
