package dev.recollect.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentRepairTest {

  private static final String SCHEMA =
      """
      {"type":"object","properties":{
        "text":{"type":"string"},
        "count":{"type":"integer"},
        "price":{"type":"number"},
        "either":{"type":["integer","string"]},
        "exact":{"type":"boolean"},
        "unit":{"type":"string","enum":["CELSIUS","Fahrenheit"]},
        "tags":{"type":"array","items":{"type":"string"}},
        "sizes":{"type":"array","items":{"type":"integer"}},
        "grid":{"type":"array","items":{"type":"array","items":{"type":"integer"}}},
        "place":{"type":"object","properties":{"lat":{"type":"number"}},"required":["lat"]},
        "maybe":{"type":["integer","null"]},
        "choice":{"anyOf":[{"type":"integer"},{"type":"null"}]},
        "free":{},
        "chain":{"$ref":"#/$defs/chain"}},
       "required":["text"],
       "$defs":{"chain":{"type":"array","items":{"$ref":"#/$defs/chain"}}}}\
      """;

  private static final ArgumentReader READER = new ArgumentReader(() -> JsonSchema.of("t", SCHEMA));

  private static String read(String arguments) {
    return READER.read(arguments).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'count':'5' | 'count':5",
        "'count':' -5 ' | 'count':-5",
        "'count':'5e2' | 'count':500",
        "'count':'5.0' | 'count':5",
        "'price':'1.50' | 'price':1.50",
        "'exact':'true' | 'exact':true",
        "'exact':'False' | 'exact':false",
        "'unit':'celsius' | 'unit':'CELSIUS'",
        "'unit':'FAHRENHEIT ' | 'unit':'Fahrenheit'",
        "'tags':'wind' | 'tags':['wind']",
        "'sizes':'5' | 'sizes':[5]",
        "'sizes':['5',6.0] | 'sizes':[5,6]",
        "'sizes':'[1,2]' | 'sizes':[1,2]",
        "'grid':[1,[2]] | 'grid':[[1],[2]]",
        "'place':'{\\\"lat\\\":\\\"5\\\"}' | 'place':{'lat':5}",
        "'maybe':'5' | 'maybe':5",
        "'choice':'5' | 'choice':5",
      })
  void whatCanMeanOneThingOnly_isRepaired(String given, String repaired) {
    assertThat(read("{\"text\":\"x\"," + given.replace('\'', '"') + "}"))
        .isEqualTo("{\"text\":\"x\"," + repaired.replace('\'', '"') + "}");
  }

  @Test
  void nullForWhatMayBeLeftOut_isLeftOut() {
    assertThat(read("{\"text\":\"x\",\"count\":null,\"tags\":null,\"maybe\":null,\"free\":null}"))
        .isEqualTo("{\"text\":\"x\",\"maybe\":null,\"free\":null}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'count':'five' | 'count' is 'five'",
        "'count':'5 boats' | 'count' is '5 boats'",
        "'count':'0x10' | 'count' is '0x10'",
        "'count':'05' | 'count' is '05'",
        "'count':5.5 | 'count' is 5.5",
        "'count':true | 'count' is true",
        "'count':[5] | 'count' is [5]",
        "'price':'1,50' | 'price' is '1,50'",
        "'price':'NaN' | 'price' is 'NaN'",
        "'exact':'yes' | 'exact' is 'yes'",
        "'exact':1 | 'exact' is 1",
        "'text':5 | 'text' is 5",
        "'text':null | 'text' is null",
        "'either':true | 'either' is true",
        "'unit':'kelvin' | 'unit' is 'kelvin'",
        "'place':'here' | 'place' is 'here'",
        "'place':'{lat:5}' | 'place' is ",
        "'grid':5 | 'grid[0]' is 5",
        "'chain':5 | 'chain[0]' is 5",
      })
  void whatCouldMeanSeveralThings_isExplainedInstead(String given, String explanation) {
    String text = given.startsWith("'text'") ? "" : "\"text\":\"x\",";
    assertThatThrownBy(() -> read("{" + text + given.replace('\'', '"') + "}"))
        .isInstanceOf(BadArgumentsException.class)
        .message()
        .satisfies(said -> assertThat(said.replace('"', '\'')).contains(explanation));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```json\n{\"text\":\"x\"}\n```",
        "```\n{\"text\":\"x\"}\n```",
        "  ```JSON {\"text\":\"x\"} ``` ",
        "\"{\\\"text\\\":\\\"x\\\"}\"",
        "```json\n\"{\\\"text\\\":\\\"x\\\"}\"\n```",
        " \n{\"text\":\"x\"}\n",
      })
  void wrappingAroundTheObject_isTakenOff(String arguments) {
    assertThat(read(arguments)).isEqualTo("{\"text\":\"x\"}");
  }

  @Test
  void wholeNumberWithAFraction_isOne_asJsonSchemaHasIt() {
    assertThat(read("{\"text\":\"x\",\"count\":5.0}")).isEqualTo("{\"text\":\"x\",\"count\":5.0}");
    ArgumentReader old =
        new ArgumentReader(() ->
            JsonSchema.of(
                "t",
                "{\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"properties\":"
                    + "{\"n\":{\"type\":\"integer\"}}}"));
    assertThat(old.read("{\"n\":5.0}").toString()).isIn("{\"n\":5}", "{\"n\":5.0}");
  }

  @Test
  void lineBreakInAString_isTakenAsItIs() {
    assertThat(READER.read("{\"text\":\"a\nb\tc\"}").path("text").textValue()).isEqualTo("a\nb\tc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"x\"",
        "{'text':'x'}",
        "{text:\"x\"}",
        "{\"text\":\"x\",}",
        "{\"text\":\"x\"} {\"text\":\"y\"}",
        "{\"text\":\"x\",\"text\":\"y\"}",
        "Sure: {\"text\":\"x\"}",
        "[{\"text\":\"x\"}]",
        "\"\\\"{\\\\\\\"text\\\\\\\":1}\\\"\"",
        "```json",
        "null",
        "NaN",
        "{\"text\":\"x\"}//",
      })
  void whatIsNoObject_isNotGuessed(String arguments) {
    assertThatThrownBy(() -> read(arguments))
        .isInstanceOf(BadArgumentsException.class)
        .hasMessageStartingWith("the arguments are no JSON object");
  }

  @Test
  void argumentsBeyondAllMeasure_areNotRead() {
    assertThatThrownBy(() -> read("{\"text\":\"" + "x".repeat(ArgumentRepair.LONGEST) + "\"}"))
        .hasMessageContaining("at most 1000000 are read");
  }

  @Provide
  Arbitrary<ObjectNode> valid() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12),
            Arbitraries.of("5", "true", "null", "[1]", "{}", "celsius", "```", "5.0", " x "));
    Arbitrary<Long> whole = Arbitraries.longs();
    Arbitrary<BigDecimal> numbers =
        Arbitraries.bigDecimals()
            .between(new BigDecimal(-1_000_000), new BigDecimal(1_000_000))
            .ofScale(3);
    return net.jqwik.api.Combinators.combine(
            texts,
            whole.optional(),
            numbers.optional(),
            Arbitraries.of(true, false).optional(),
            Arbitraries.of("CELSIUS", "Fahrenheit").optional(),
            texts.list().ofMaxSize(3).optional(),
            texts.optional(),
            whole.optional())
        .as((text, count, price, exact, unit, tags, either, maybe) -> {
          ObjectNode node = JsonNodeFactory.instance.objectNode();
          node.put("text", text);
          count.ifPresent(value -> node.put("count", value));
          price.ifPresent(value -> node.put("price", value));
          exact.ifPresent(value -> node.put("exact", value));
          unit.ifPresent(value -> node.put("unit", value));
          tags.ifPresent(value -> value.forEach(node.withArray("tags")::add));
          either.ifPresent(value -> node.put("either", value));
          maybe.ifPresentOrElse(value -> node.put("maybe", value), () -> node.putNull("maybe"));
          node.putArray("free").add(5.0).add("5").addNull();
          return node;
        });
  }

  @Property(tries = 500)
  void argumentsThatFit_areNeverChanged(@ForAll("valid") ObjectNode valid) {
    String text = valid.toString();
    assertThat(READER.read(text)).isEqualTo(Json.read(text));
  }

  @Property(tries = 500)
  void whatIsReadFits_andReadingItAgainChangesNothing(@ForAll("valid") ObjectNode valid) {
    ObjectNode bent = valid.deepCopy();
    bent.properties()
        .forEach(entry -> {
          JsonNode value = entry.getValue();
          if (value.isNumber() || value.isBoolean()) {
            bent.put(entry.getKey(), value.asText());
          }
        });
    ObjectNode once = READER.read(bent.toString());
    assertThat(READER.read(once.toString())).isEqualTo(once);
    for (String name : List.of("text", "unit", "tags")) {
      assertThat(once.path(name)).isEqualTo(valid.path(name));
    }
    assertThat(once.path("count").asText()).isEqualTo(valid.path("count").asText());
  }

  @Property(tries = 1_000)
  void anyTextAtAll_isReadOrExplained(@ForAll String text) {
    try {
      assertThat(READER.read(text).path("text").isTextual()).isTrue();
    } catch (BadArgumentsException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
