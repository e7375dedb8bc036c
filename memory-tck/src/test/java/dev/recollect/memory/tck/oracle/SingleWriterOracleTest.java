package dev.recollect.memory.tck.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Histories of a record that its writer creates and deletes; 0 stands for absence. */
class SingleWriterOracleTest {

  private static final long ABSENT = 0;

  private final SingleWriterOracle record = new SingleWriterOracle(new AtomicLong(), ABSENT);

  private void write(long written) {
    record.wrote(written, record.now());
  }

  private void read(long seen) {
    record.read(seen, record.now());
  }

  @Test
  void violation_oneCallAfterTheOther_mustBeTheLastValue() {
    read(ABSENT);
    write(1);
    read(1);
    write(ABSENT);
    read(ABSENT);
    write(2);
    read(2);
    assertThat(record.violation()).isEmpty();
  }

  @Test
  void violation_readAfterADelete_isPresent() {
    write(1);
    write(ABSENT);
    read(1);
    assertThat(record.violation()).isPresent();
  }

  @Test
  void violation_absentAlthoughWritten_isPresent() {
    write(1);
    write(2);
    read(ABSENT);
    assertThat(record.violation()).isPresent();
  }

  @Test
  void violation_readsDuringAWrite_mayTurnOnceAndNotBack() {
    long writing = record.now();
    read(ABSENT);
    read(1);
    record.wrote(1, writing);
    assertThat(record.violation()).isEmpty();
  }

  @Test
  void violation_readsThatTurnBackDuringAWrite_arePresent() {
    long writing = record.now();
    read(1);
    read(ABSENT);
    record.wrote(1, writing);
    assertThat(record.violation()).isPresent();
  }

  @Test
  void violation_longReadOverSeveralWrites_maySeeAnyOfThem() {
    long reading = record.now();
    write(1);
    write(ABSENT);
    write(2);
    record.read(1, reading);
    record.read(ABSENT, reading);
    assertThat(record.violation()).isEmpty();
  }

  @Test
  void violation_readOfWhatIsWrittenLater_isPresent() {
    read(1);
    write(1);
    assertThat(record.violation()).isPresent();
  }
}
