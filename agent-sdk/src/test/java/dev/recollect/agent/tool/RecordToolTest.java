package dev.recollect.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.conversation.ToolCall;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.value.CallOptions;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordToolTest {

  enum Unit {
    CELSIUS,
    FAHRENHEIT
  }

  record Place(String city, Optional<String> country) {}

  record Forecast(
      Place place,
      Unit unit,
      int days,
      long station,
      double longitude,
      boolean hourly,
      List<String> fields,
      List<Place> others,
      @Nullable String note,
      Optional<Integer> limit) {}

  private static final String COMPLETE =
      """
      {"place":{"city":"Bergen"},"unit":"CELSIUS","days":3,"station":9000000000,"longitude":5.32,
      "hourly":true,"fields":["wind"],"others":[{"city":"Voss","country":"Norway"}]}\
      """;

  private final List<Forecast> seen = new ArrayList<>();
  private final RecordTool<Forecast> tool =
      new RecordTool<>(
          "forecast",
          "Weather to come",
          Forecast.class,
          component ->
              component.getName().equals("days") ? Optional.of("1 to 10") : Optional.empty(),
          forecast -> {
            seen.add(forecast);
            return "rain";
          });
  private final ToolBox box = new ToolBox(List.of(), List.of(tool), ZoneId.of("UTC"));

  private ToolResult call(String arguments) {
    return box.run(new ToolCall("1", "forecast", arguments), "key", CallOptions.none());
  }

  @Test
  void schema_saysWhatTheRecordTakes() {
    assertThat(tool.spec().parameters())
        .isEqualTo(
            """
            {"type":"object","properties":{"place":{"type":"object","properties":{"city":\
            {"type":"string"},"country":{"type":"string"}},"required":["city"],\
            "additionalProperties":false},"unit":{"type":"string","enum":["CELSIUS","FAHRENHEIT"]},\
            "days":{"type":"integer","description":"1 to 10"},"station":{"type":"integer"},\
            "longitude":{"type":"number"},"hourly":{"type":"boolean"},"fields":{"type":"array",\
            "items":{"type":"string"}},"others":{"type":"array","items":{"type":"object",\
            "properties":{"city":{"type":"string"},"country":{"type":"string"}},\
            "required":["city"],"additionalProperties":false}},"note":{"type":"string"},\
            "limit":{"type":"integer"}},"required":["place","unit","days","station","longitude",\
            "hourly","fields","others"],"additionalProperties":false}\
            """);
  }

  @Test
  void completeArguments_becomeTheRecord() {
    assertThat(call(COMPLETE)).isEqualTo(ToolResult.ok("rain"));
    assertThat(seen)
        .containsExactly(
            new Forecast(
                new Place("Bergen", Optional.empty()),
                Unit.CELSIUS,
                3,
                9_000_000_000L,
                5.32,
                true,
                List.of("wind"),
                List.of(new Place("Voss", Optional.of("Norway"))),
                null,
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"days\":3 | \"days\":\"three\" | 'days' is \"three\"; it must be a whole number",
        "\"days\":3 | \"days\":3.5 | 'days' is 3.5; it must be a whole number",
        "\"days\":3 | \"days\":3000000000 | 'days' is refused: Numeric value (3000000000) out of range of int",
        "\"days\":3, | `` | 'days' is missing; it must be a whole number",
        "\"days\":3 | \"days\":null | 'days' is null; it must be a whole number",
        "\"days\":3 | \"days\":3,\"nota\":\"x\" | there is no 'nota'. Did you mean 'note'?",
        "\"days\":3 | \"days\":3,\"zzzzzzz\":\"x\" | there is no 'zzzzzzz'. There are: place, unit,",
        "CELSIUS | KELVIN | 'unit' is \"KELVIN\"; it must be one of [CELSIUS, FAHRENHEIT]",
        "CELSIUS | FARENHEIT | 'unit' is \"FARENHEIT\"; it must be one of [CELSIUS, FAHRENHEIT], perhaps FAHRENHEIT",
        "\"Voss\" | 7 | 'others[0].city' is 7; it must be a text in quotes",
        "true | \"yes\" | 'hourly' is \"yes\"; it must be true or false",
        "5.32 | \"east\" | 'longitude' is \"east\"; it must be a number",
        "[\"wind\"] | 7 | 'fields[0]' is 7; it must be a text in quotes",
      })
  void wrongArguments_areAnsweredWithWhatIsWrongAndTheSchema(
      String right, String wrong, String explanation) {
    ToolResult result = call(COMPLETE.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
    assertThat(result.failed()).isTrue();
    assertThat(result.text())
        .startsWith("Error calling function forecast: " + explanation)
        .endsWith(" Its arguments are: " + tool.spec().parameters())
        .doesNotContain("?.", "..");
    assertThat(seen).isEmpty();
  }

  @Test
  void severalFaults_areToldAtOnce() {
    assertThat(call("{\"day\":3,\"unit\":1}").text())
        .startsWith(
            "Error calling function forecast: 9 faults: (1) there is no 'day'. Did you mean 'days'?"
                + " (2) 'unit' is 1; it must be one of [CELSIUS, FAHRENHEIT]. (3) 'place' is"
                + " missing; it must be an object. (4) 'days' is missing; it must be a whole number.")
        .contains(" And 1 more. Its arguments are: {");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{\"days\":", "[1]", "rain", "{} {}", "{\"days\":1,\"days\":2}"})
  void malformedArguments_areAnsweredWithAnExplanation(String arguments) {
    ToolResult result = call(arguments);
    assertThat(result.failed()).isTrue();
    assertThat(result.text()).contains("the arguments are no JSON object");
  }

  @Test
  void exceptionOfTheTool_isAFailureThatTheModelReads() {
    RecordTool<Place> failing =
        new RecordTool<>(
            "failing",
            "Fails",
            Place.class,
            component -> Optional.empty(),
            place -> {
              throw new IllegalStateException("no such city");
            });
    ToolBox other = new ToolBox(List.of(), List.of(failing), ZoneId.of("UTC"));
    assertThat(other.run(new ToolCall("1", "failing", "{\"city\":\"X\"}"), "k", CallOptions.none()))
        .isEqualTo(ToolResult.failed("Error calling function failing: no such city"));
  }

  @Test
  void valueThatIsNoText_isShownAsJson() {
    RecordTool<Place> tool2 =
        new RecordTool<>(
            "t", "T", Place.class, component -> Optional.empty(), place -> Map.of("wind", 3));
    ToolBox other = new ToolBox(List.of(), List.of(tool2), ZoneId.of("UTC"));
    assertThat(
            other.run(new ToolCall("1", "t", "{\"city\":\"X\"}"), "k", CallOptions.none()).text())
        .isEqualTo("{\"wind\":3}");
  }

  @Test
  void unknownTool_isAnsweredWithTheNearestName() {
    ToolResult result = box.run(new ToolCall("1", "forcast", "{}"), "key", CallOptions.none());
    assertThat(result.failed()).isTrue();
    assertThat(result.text())
        .isEqualTo(
            "No function named forcast. Did you mean 'forecast'? There are: read_more, forecast");
  }

  record Unsupported(java.io.File file) {}

  record Endless(Optional<Endless> next) {}

  @Test
  void recordThatNoArgumentsCanBe_isRefusedWhenTheToolIsMade() {
    assertThatThrownBy(() ->
            new RecordTool<>("x", "X", Unsupported.class, component -> Optional.empty(), x -> "x"))
        .hasMessageContaining(
            "component 'file' of record Unsupported is of java.io.File; a tool's arguments may be String");
    assertThatThrownBy(() ->
            new RecordTool<>("x", "X", Endless.class, component -> Optional.empty(), x -> "x"))
        .hasMessageContaining("record Endless contains itself");
  }

  @SuppressWarnings("ArrayRecordComponent") // arrays are what is tested
  record Wide(
      LocalDate day,
      Instant at,
      BigDecimal price,
      Map<String, Integer> counts,
      Set<String> tags,
      int[] sizes,
      Unit[] units) {}

  @Test
  void widerTypes_areBoundFromWhatTheSchemaSays() {
    List<Wide> got = new ArrayList<>();
    RecordTool<Wide> wide =
        new RecordTool<>(
            "wide", "Wide", Wide.class, component -> Optional.empty(), value -> got.add(value));
    assertThat(wide.spec().parameters())
        .isEqualTo(
            """
            {"type":"object","properties":{"day":{"type":"string","format":"date"},\
            "at":{"type":"string","format":"date-time"},"price":{"type":"number"},\
            "counts":{"type":"object","additionalProperties":{"type":"integer"}},\
            "tags":{"type":"array","items":{"type":"string"},"uniqueItems":true},\
            "sizes":{"type":"array","items":{"type":"integer"}},\
            "units":{"type":"array","items":{"type":"string","enum":["CELSIUS","FAHRENHEIT"]}}},\
            "required":["day","at","price","counts","tags","sizes","units"],\
            "additionalProperties":false}\
            """);
    ToolResult result =
        wide.call(
            new ToolInvocation(
                "k",
                """
                {"day":"2026-01-31","at":"2026-01-31T09:05:00+01:00","price":12.3400000000000000001,
                "counts":{"a":1},"tags":["x"],"sizes":[1,2],"units":["celsius"]}\
                """,
                CallOptions.none()));
    assertThat(result.failed()).isFalse();
    Wide value = got.getFirst();
    assertThat(value.day()).isEqualTo(LocalDate.of(2026, 1, 31));
    assertThat(value.at()).isEqualTo(Instant.parse("2026-01-31T08:05:00Z"));
    assertThat(value.price()).isEqualTo(new BigDecimal("12.3400000000000000001"));
    assertThat(value.counts()).containsExactly(Map.entry("a", 1));
    assertThat(value.tags()).containsExactly("x");
    assertThat(value.sizes()).containsExactly(1, 2);
    assertThat(value.units()).containsExactly(Unit.CELSIUS);
  }

  @Test
  void functionThatAsksForIt_getsTheKeyOfTheCall() {
    RecordTool<Place> keyed =
        new RecordTool<>(
            "keyed",
            "K",
            Place.class,
            component -> Optional.empty(),
            (place, invocation) -> place.city() + " " + invocation.key());
    ToolBox other = new ToolBox(List.of(), List.of(keyed), ZoneId.of("UTC"));
    assertThat(
            other.run(
                new ToolCall("1", "keyed", "{\"city\":\"X\"}"), "c/1/2/0", CallOptions.none()))
        .isEqualTo(ToolResult.ok("X c/1/2/0"));
  }
}
