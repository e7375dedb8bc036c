package dev.recollect.memory.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.filter.Filter;
import dev.recollect.memory.api.value.Limits;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Ids, keys and members that nothing stored can have are refused before a store is asked. */
class ImpossibleTextsTest {

  @Test
  void requireId_whatRecordsCanHave_isReturned() {
    String longest = "x".repeat(Limits.ID_BYTES);
    assertThat(MemoryRecord.requireId(longest)).isEqualTo(longest);
  }

  @Test
  void requireId_whatNoRecordCanHave_isRefused() {
    for (String id : List.of("", "a\0", "\ud800", "a\udc00b")) {
      assertRefused(ErrorKind.INVALID, () -> MemoryRecord.requireId(id));
      assertRefused(ErrorKind.INVALID, () -> Selection.ids(List.of("id", id)));
    }
    String tooLong = "x".repeat(Limits.ID_BYTES + 1);
    assertRefused(ErrorKind.LIMIT, () -> MemoryRecord.requireId(tooLong));
    assertRefused(ErrorKind.LIMIT, () -> Selection.ids(List.of(tooLong)));
  }

  @Test
  void requireKey_whatNoEntryCanHave_isRefused() {
    assertThat(StateEntry.requireKey("key")).isEqualTo("key");
    assertRefused(ErrorKind.INVALID, () -> StateEntry.requireKey(""));
    assertRefused(ErrorKind.INVALID, () -> StateEntry.requireKey("\ud800"));
    String tooLong = "k".repeat(Limits.STATE_KEY_BYTES + 1);
    assertRefused(ErrorKind.LIMIT, () -> StateEntry.requireKey(tooLong));
  }

  @Test
  void requirePrefix_whatCanBeginAKey_isReturned() {
    assertThat(StateEntry.requirePrefix("")).isEmpty();
    assertThat(StateEntry.requirePrefix("a/")).isEqualTo("a/");
    assertRefused(ErrorKind.INVALID, () -> StateEntry.requirePrefix("a\0"));
  }

  @Test
  void contains_memberThatNoListCanHave_isRefused() {
    assertRefused(ErrorKind.INVALID, () -> Filter.contains("tags", "\0"));
    String tooLong = "x".repeat(Limits.PAYLOAD_BYTES + 1);
    assertRefused(ErrorKind.LIMIT, () -> Filter.contains("tags", tooLong));
  }

  private static void assertRefused(ErrorKind kind, ThrowingCallable call) {
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(call)
        .returns(kind, MemoryException::kind);
  }
}
