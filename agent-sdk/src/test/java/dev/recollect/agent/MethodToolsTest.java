package dev.recollect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.agent.tool.MethodTools;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.value.CallOptions;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MethodToolsTest {

  enum Unit {
    CELSIUS,
    FAHRENHEIT
  }

  /** What stands above in the hierarchy counts too. */
  abstract static class Base {
    @ToolMethod("Says hello")
    public String hello() {
      return "hello from " + getClass().getSimpleName();
    }

    @ToolMethod("Is overridden")
    public abstract String overridden(int n);
  }

  interface Named {
    @ToolMethod(value = "Has a default", name = "with_default", idempotent = true)
    default String byDefault() {
      return "default";
    }
  }

  static class Weather extends Base implements Named {
    @ToolMethod("Weather of a city")
    public String currentWeatherOf(
        @Describe("City, for example Bergen") String city,
        @Describe(value = "How many days", name = "day_count") int days,
        Optional<LocalDate> from,
        @Nullable Unit unit,
        ToolInvocation invocation,
        CallOptions options) {
      return String.join(
          " ",
          city,
          "" + days,
          "" + from,
          "" + unit,
          invocation.key(),
          "" + options.remaining().isPresent());
    }

    @ToolMethod("Counts")
    public Map<String, Integer> count(List<String> words) {
      return Map.of("words", words.size());
    }

    @ToolMethod("Does nothing")
    public void nothing() {}

    @ToolMethod("Is static")
    public static int twice(long n) {
      return (int) (2 * n);
    }

    @ToolMethod("Fails")
    public String fail() throws IOException {
      throw new IOException("the sea is rough");
    }

    @Override
    public String overridden(int n) {
      return "over " + n;
    }

    public String notATool() {
      return "";
    }
  }

  private final List<Tool> tools = MethodTools.of(new Weather(), Annotations.READER);

  private ToolResult call(String name, String arguments) {
    Tool tool =
        tools.stream().filter(one -> one.spec().name().equals(name)).findFirst().orElseThrow();
    return tool.call(new ToolInvocation("c/1/2/0", arguments, CallOptions.none()));
  }

  @Test
  void annotatedMethods_areTools_inheritedAndStaticOnesToo() {
    assertThat(tools)
        .extracting(tool -> tool.spec().name())
        .containsExactly(
            "with_default",
            "count",
            "current_weather_of",
            "fail",
            "hello",
            "nothing",
            "overridden",
            "twice");
    assertThat(tools).filteredOn(Tool::idempotent).hasSize(1);
  }

  @Test
  void schema_comesFromTheParameters() {
    assertThat(tools.get(2).spec().parameters())
        .isEqualTo(
            """
            {"type":"object","properties":{"city":{"type":"string",\
            "description":"City, for example Bergen"},"day_count":{"type":"integer",\
            "description":"How many days"},"from":{"type":"string","format":"date"},\
            "unit":{"type":"string","enum":["CELSIUS","FAHRENHEIT"]}},\
            "required":["city","day_count"],"additionalProperties":false}\
            """);
    assertThat(tools.get(2).spec().description()).isEqualTo("Weather of a city");
  }

  @Test
  void arguments_becomeTheParameters() {
    assertThat(call("current_weather_of", "{\"city\":\"Bergen\",\"day_count\":3}"))
        .isEqualTo(ToolResult.ok("Bergen 3 Optional.empty null c/1/2/0 false"));
    assertThat(
            call(
                    "current_weather_of",
                    "{\"city\":\"Voss\",\"day_count\":\"4\",\"from\":\"2026-01-31\",\"unit\":\"celsius\"}")
                .text())
        .isEqualTo("Voss 4 Optional[2026-01-31] CELSIUS c/1/2/0 false");
  }

  @Test
  void whatAMethodReturns_isTheResult() {
    assertThat(call("count", "{\"words\":[\"a\",\"b\"]}").text()).isEqualTo("{\"words\":2}");
    assertThat(call("nothing", "{}").text()).isEqualTo("None");
    assertThat(call("twice", "{\"n\":21}").text()).isEqualTo("42");
    assertThat(call("hello", "").text()).isEqualTo("hello from Weather");
    assertThat(call("overridden", "{\"n\":1}").text()).isEqualTo("over 1");
    assertThat(call("with_default", "{}").text()).isEqualTo("default");
  }

  @Test
  void whatAMethodThrows_isItsOwnMessage() {
    assertThatThrownBy(() -> call("fail", "{}")).hasMessage("the sea is rough");
  }

  @Test
  void numberTooLargeForAParameter_isExplained() {
    assertThatThrownBy(
            () -> call("current_weather_of", "{\"city\":\"X\",\"day_count\":3000000000}"))
        .hasMessageStartingWith("'day_count' is refused: Numeric value (3000000000) out of range");
  }

  static class Overloaded {
    @ToolMethod("One")
    public String find(String text) {
      return text;
    }

    @ToolMethod("Two")
    public String find(int number) {
      return "" + number;
    }
  }

  static class Hidden {
    @ToolMethod("Hidden")
    String find() {
      return "";
    }
  }

  static class Silent {
    @ToolMethod(" ")
    public String find() {
      return "";
    }
  }

  static class Unshaped {
    @ToolMethod("Takes a thread")
    public String find(Thread thread) {
      return "";
    }
  }

  static class NeverNull {
    @ToolMethod("Takes a number or none")
    public String find(@Nullable Integer boxed, @Describe(value = "x", name = "boxed") int other) {
      return "";
    }
  }

  record Renamed(@Describe(value = "x", name = "y") String x) {}

  private static void refused(Object holder, String explanation) {
    assertThatThrownBy(() -> MethodTools.of(holder, Annotations.READER))
        .isInstanceOf(MemoryException.class)
        .hasMessageContaining(explanation);
  }

  @Test
  void methodsThatCannotBeTools_areRefused() {
    refused(
        new Overloaded(),
        "are both the tool 'find': Overloaded.find(String) and Overloaded.find(int)");
    refused(new Hidden(), "method Hidden.find() is annotated as a tool and not public");
    refused(new Silent(), "method Silent.find() does not say what the tool does");
    refused(
        new Unshaped(),
        "parameter 'thread' of method Unshaped.find(Thread) is of java.lang.Thread; a tool's");
    refused(new NeverNull(), "two parameters of method NeverNull.find(Integer, int) are called");
    refused("text", "java.lang.String has no public method that is annotated as a tool");
  }

  @Test
  void componentOfARecord_cannotBeRenamed() {
    assertThatThrownBy(() -> Annotations.answer(Renamed.class))
        .hasMessageContaining("component 'x' of record Renamed is given another name");
  }
}
