package dev.recollect.memory.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerTest {

  private final Event event = new Event() {};
  private final List<String> told = new ArrayList<>();

  private Listener named(String name) {
    return known -> told.add(name);
  }

  private Listener failing(String name) {
    return known -> {
      told.add(name);
      throw new IllegalStateException(name);
    };
  }

  @Test
  void of_several_tellsThemInOrder() {
    Listener.of(List.of(named("a"), named("b"), Listener.none())).on(event);
    assertThat(told).containsExactly("a", "b");
  }

  @Test
  void of_severalThatFail_tellsTheOthersAllTheSame_andThrowsTheFirst() {
    Listener all = Listener.of(List.of(failing("a"), named("b"), failing("c"), named("d")));
    assertThatThrownBy(() -> all.on(event))
        .hasMessage("a")
        .satisfies(e ->
            assertThat(e.getSuppressed()).extracting(Throwable::getMessage).containsExactly("c"));
    assertThat(told).containsExactly("a", "b", "c", "d");
  }

  @Test
  void of_oneThatThrowsTheSameAgain_isNoCircle() {
    IllegalStateException same = new IllegalStateException("same");
    Listener failing =
        known -> {
          throw same;
        };
    assertThatThrownBy(() -> Listener.of(List.of(failing, failing)).on(event)).isEqualTo(same);
    assertThat(same.getSuppressed()).isEmpty();
  }
}
