package dev.recollect.memory.api.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a", ":", "a:b", "\0", "\ud83d\ude42"})
  void place_ofTheSameListing_comesBack(String place) {
    assertThat(Cursor.of("state", place).place("state")).isEqualTo(place);
  }

  @Test
  void place_atTheStart_isEmpty() {
    assertThat(Cursor.START.place("state")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "state", "stat:e", "records:a", " state:a", "states:a"})
  void place_ofAnotherListingOrOfNone_isInvalid(String token) {
    assertThatExceptionOfType(MemoryException.class)
        .isThrownBy(() -> new Cursor(token).place("state"))
        .returns(ErrorKind.INVALID, MemoryException::kind);
  }
}
