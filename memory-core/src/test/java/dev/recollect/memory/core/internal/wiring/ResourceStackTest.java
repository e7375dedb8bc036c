package dev.recollect.memory.core.internal.wiring;

import static dev.recollect.memory.core.fake.Thrown.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceStackTest {

  private final List<String> closed = new ArrayList<>();
  private final ResourceStack resources = new ResourceStack();

  private void push(String name) {
    resources.push(name, () -> closed.add(name));
  }

  private void pushFailing(String name) {
    resources.push(
        name,
        () -> {
          closed.add(name);
          throw new IllegalStateException("stuck " + name);
        });
  }

  @Test
  void close_lastOpenedFirst_once() {
    push("first");
    push("second");

    resources.close();
    resources.close();

    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void close_severalFailures_closesAllAndReportsAll() {
    pushFailing("first");
    push("second");
    pushFailing("third");

    assertThatThrownBy(resources::close)
        .satisfies(kind(ErrorKind.INTERNAL))
        .hasMessageContaining("stuck third")
        .satisfies(thrown ->
            assertThat(thrown.getSuppressed())
                .singleElement()
                .satisfies(other -> assertThat(other).hasMessageContaining("stuck first")));
    assertThat(closed).containsExactly("third", "second", "first");
  }

  @Test
  void push_onAClosedStack_closesAtOnce() {
    resources.close();

    assertThatThrownBy(() -> push("late")).satisfies(kind(ErrorKind.UNAVAILABLE));
    assertThat(closed).containsExactly("late");
  }
}
