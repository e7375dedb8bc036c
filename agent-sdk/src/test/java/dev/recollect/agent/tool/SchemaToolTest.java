package dev.recollect.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recollect.memory.api.error.ErrorKind;
import dev.recollect.memory.api.error.MemoryException;
import dev.recollect.memory.api.tool.Tool;
import dev.recollect.memory.api.tool.ToolInvocation;
import dev.recollect.memory.api.tool.ToolResult;
import dev.recollect.memory.api.tool.ToolSpec;
import dev.recollect.memory.api.value.CallOptions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaToolTest {

  private final List<Map<String, Object>> seen = new ArrayList<>();

  private SchemaTool tool(String parameters) {
    return new SchemaTool(
        new ToolSpec("t", "T", parameters),
        (arguments, invocation) -> {
          seen.add(arguments);
          return invocation.key();
        });
  }

  /** A tool with one argument called a, of the given schema. */
  private SchemaTool one(String schema) {
    return tool(
        "{\"type\":\"object\",\"properties\":{\"a\":"
            + schema
            + "},\"additionalProperties\":false}");
  }

  private static ToolResult call(Tool tool, String arguments) {
    return tool.call(new ToolInvocation("key", arguments, CallOptions.none()));
  }

  @Test
  void arguments_areValuesOfJava() {
    ToolResult result =
        call(
            tool("{\"type\":\"object\"}"),
            "{\"s\":\"x\",\"b\":true,\"i\":7,\"n\":123456789012345678901234567890,\"d\":0.10,"
                + "\"l\":[1,null],\"o\":{\"k\":\"v\"},\"z\":null}");
    assertThat(result).isEqualTo(ToolResult.ok("key"));
    Map<String, Object> got = seen.getFirst();
    assertThat(got.get("s")).isEqualTo("x");
    assertThat(got.get("b")).isEqualTo(true);
    assertThat(got.get("i")).isEqualTo(7L);
    assertThat(got.get("n")).isEqualTo(new BigInteger("123456789012345678901234567890"));
    assertThat(got.get("d")).isEqualTo(new BigDecimal("0.10"));
    assertThat(got.get("l")).isEqualTo(Arrays.asList(1L, null));
    assertThat(got.get("o")).isEqualTo(Map.of("k", "v"));
    assertThat(got).containsEntry("z", null);
    assertThatThrownBy(() -> got.put("more", 1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{`type`:`string`} | 5 | 'a' is 5; it must be a text in quotes",
        "{`type`:[`string`,`null`]} | 5 | 'a' is 5; it must be a text in quotes or null",
        "{`type`:`boolean`} | 1 | 'a' is 1; it must be true or false",
        "{`type`:`object`} | 1 | 'a' is 1; it must be an object",
        "{`enum`:[`n`,`s`]} | `w` | 'a' is `w`; it must be one of [n, s]",
        "{`const`:4} | 5 | 'a' is 5; it must be 4",
        "{`minimum`:1} | 0 | 'a' is 0; it must be at least 1",
        "{`maximum`:1} | 2 | 'a' is 2; it must be at most 1",
        "{`exclusiveMinimum`:1} | 1 | 'a' is 1; it must be above 1",
        "{`exclusiveMaximum`:1} | 1 | 'a' is 1; it must be below 1",
        "{`multipleOf`:0.1} | 0.25 | 'a' is 0.25; it must be a multiple of 0.1",
        "{`minLength`:3} | `ab` | 'a' is `ab`; it must be a text of at least 3 characters",
        "{`maxLength`:1} | `ab` | 'a' is `ab`; it must be a text of at most 1 characters",
        "{`pattern`:`^x+$`} | `y` | 'a' is `y`; it must be a text that matches the pattern ^x+$",
        "{`format`:`date`} | `soon` | 'a' is `soon`; it must be a day as YYYY-MM-DD, such as 2026-01-31",
        "{`format`:`date-time`} | `2026-01-31` | 'a' is `2026-01-31`; it must be a time with its zone, such as 2026-01-31T09:05:00Z",
        "{`format`:`email`} | `sam` | 'a' is `sam`; it must be an address such as sam@example.com",
        "{`format`:`uuid`} | `1` | 'a' is `1`; it must be a UUID such as 0198f1a2-5c3d-7e4f-8a9b-0c1d2e3f4a5b",
        "{`format`:`uri`} | `a b` | 'a' is `a b`; it must be an address such as https://example.com/page",
        "{`minItems`:1} | [] | 'a' is []; it must be a list of at least 1",
        "{`maxItems`:1} | [1,2] | 'a' is [1,2]; it must be a list of at most 1",
        "{`uniqueItems`:true} | [1,1] | 'a' is [1,1]; it must be a list in which nothing stands twice",
        "{`items`:{`type`:`integer`}} | [1,`x`] | 'a[1]' is `x`; it must be a whole number",
        "{`not`:{`type`:`string`}} | `x` | 'a' is `x`; it must be something that does not fit {`type`:`string`}",
        "{`anyOf`:[{`type`:`string`},{`type`:`integer`}]} | true | 'a' is true; it must be a text in quotes, or a whole number",
        "{`oneOf`:[{`type`:`string`},{`type`:`integer`}]} | true | 'a' is true; it must be a text in quotes, or a whole number",
        "{`oneOf`:[{`minimum`:1},{`minimum`:2}]} | 3 | 'a' is 3; it must be what exactly one of [{`minimum`:1},{`minimum`:2}] allows; it fits several",
        "{`anyOf`:[{`type`:`string`},{`type`:`object`,`required`:[`x`]}]} | {} | 'a.x' is missing",
        "{`anyOf`:[{`type`:`string`},{`type`:`object`,`properties`:{`x`:{`type`:`integer`}}}]} | {`x`:`no`} | 'a.x' is `no`; it must be a whole number",
        "{`allOf`:[{`required`:[`q`]}]} | {} | 'a.q' is missing",
        "{`$ref`:`#/properties/b`} | 5 | there",
        "{`dependentRequired`:{`x`:[`y`]}} | {`x`:1} | 'a.y' is missing, which a.x needs beside it",
        "{`minProperties`:1} | {} | 'a' is {}; it must be an object of at least 1 fields",
        "{`additionalProperties`:{`type`:`integer`}} | {`k`:`v`} | 'a.k' is `v`; it must be a whole number",
        "{`if`:{`type`:`string`},`then`:{`minLength`:2}} | `x` | 'a' is `x`; it must be a text of at least 2 characters",
        "{`type`:`string`,`nullable`:true} | 5 | 'a' is 5; it must be a text in quotes or null",
        "false | 5 | 'a' must be left out",
      })
  void valueThatDoesNotFit_isExplained(String schema, String value, String explanation) {
    String json = schema.replace('`', '"').replace("\"#/properties/b\"", "\"#/$defs/B\"");
    SchemaTool tool =
        tool(
            "{\"type\":\"object\",\"properties\":{\"a\":"
                + json
                + "},\"$defs\":{\"B\":{\"type\":\"object\",\"properties\":{},"
                + "\"additionalProperties\":false}}}");
    String given = json.contains("$ref") ? "{\"k\":1}" : value.replace('`', '"');
    assertThatThrownBy(() -> call(tool, "{\"a\":" + given + "}"))
        .isInstanceOf(BadArgumentsException.class)
        .message()
        .startsWith(explanation.replace('`', '"'));
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'type':'string','nullable':true} | null",
        "{'type':'string','enum':['x'],'nullable':true} | null",
        "{'type':['string','null']} | null",
        "{'format':'date'} | '2024-02-29'",
        "{'format':'date-time'} | '2026-01-31T09:05:00.25+01:00'",
        "{'format':'email'} | 'sam@example.com'",
        "{'format':'uuid'} | '0198f1a2-5c3d-7e4f-8a9b-0c1d2e3f4a5b'",
        "{'format':'uri'} | 'https://example.com/a?b=c'",
        "{'format':'a format of somebody'} | 'x'",
        "{'multipleOf':0.01} | 19.99",
        "{'minLength':1,'maxLength':1} | '\uD83D\uDE00'",
        "{'pattern':'^[a-z]+$'} | 'abc'",
        "{'$ref':'#/$defs/B'} | {'x':1}",
        "{'properties':{'nullable':{'type':'boolean'}}} | {'nullable':true}",
        "true | 5",
      })
  void valueThatFits_isTaken(String schema, String value) {
    SchemaTool tool =
        tool(
            "{\"type\":\"object\",\"properties\":{\"a\":"
                + schema.replace('\'', '"')
                + "},\"$defs\":{\"B\":{\"properties\":{\"x\":{\"type\":\"integer\"}}}}}");
    assertThat(call(tool, "{\"a\":" + value.replace('\'', '"') + "}").failed()).isFalse();
    assertThat(seen.getFirst()).containsKey("a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | it must be a JSON object such as",
        "[] | it must be a JSON object such as",
        "{ | no JSON: ",
        "{'type':'array'} | 'type' is 'array'; arguments are an object",
        "{'type':'object','properties':{'x':{'type':'strng'}}} | 'properties.x.type' is 'strng'; it must be one of [",
        "{'type':'object','required':'x'} | 'required' is 'x'; it must be a list",
        "{'type':'object','properties':{'x':{'minLength':-1}}} | 'properties.x.minLength' is -1; it must be at least 0",
        "{'type':'object','properties':{'x':{'pattern':'('}}} | 'properties.x.pattern' is '('; it must be a regular expression",
        "{'type':'object','properties':{'x':{'enum':7}}} | 'properties.x.enum' is 7; it must be a list",
        "{'type':'object','properties':{'x':{'exclusiveMinimum':true}}} | 'properties.x.exclusiveMinimum' is true; it must be a number",
        "{'type':'object','properties':{'x':{'$ref':'#/$defs/none'}}} | 'properties.x.$ref' is '#/$defs/none', and there is nothing there",
        "{'type':'object','properties':{'x':{'$ref':'https://example.com/x.json'}}} | 'properties.x.$ref' is 'https://example.com/x.json'; nothing outside is read",
        "{'type':'object','properties':{'x':{'$ref':'file:///etc/passwd'}}} | 'properties.x.$ref' is 'file:///etc/passwd'; nothing outside is read",
        "{'$ref':'#'} | '$ref' refers to itself without end",
        "{'type':'object','properties':{'x':{'anyOf':[{'$ref':'#/properties/x'}]}}} | 'properties.x' refers to itself without end",
        "{'$schema':'https://example.com/schema','type':'object'} | '$schema' is 'https://example.com/schema'; it must be one of [https://json-schema.org/draft/2020-12/schema",
      })
  void schemaThatIsWrong_isRefusedWithWhatIsWrong(String schema, String explanation) {
    assertThatThrownBy(() -> tool(schema.replace('\'', '"')))
        .isInstanceOfSatisfying(
            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID))
        .message()
        .startsWith("the parameters of tool 't'")
        .satisfies(message -> assertThat(message.replace('"', '\'')).contains(explanation));
  }

  @Test
  void schemaOfAnOlderDraft_isReadAsSuch() {
    SchemaTool tool =
        tool(
            """
            {"$schema":"http://json-schema.org/draft-04/schema#","type":"object","properties":
            {"a":{"type":"number","minimum":1,"exclusiveMinimum":true}}}\
            """);
    assertThatThrownBy(() -> call(tool, "{\"a\":1}")).hasMessageContaining("'a' is 1; it must be");
    assertThat(call(tool, "{\"a\":2}").failed()).isFalse();
  }

  @Test
  void schemaThatContainsItself_checksNestedValues() {
    SchemaTool tree =
        tool(
            """
            {"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array",
            "items":{"$ref":"#"}}},"required":["name"]}\
            """);
    assertThat(call(tree, "{\"name\":\"a\",\"children\":[{\"name\":\"b\"}]}").failed()).isFalse();
    assertThatThrownBy(() -> call(tree, "{\"name\":\"a\",\"children\":[{\"nam\":\"b\"}]}"))
        .hasMessage("'children[0].name' is missing; it must be a text in quotes");
  }

  @Test
  void argumentsNestedWithoutEnd_areAnswered() {
    SchemaTool tree = tool("{\"type\":\"object\",\"properties\":{\"c\":{\"$ref\":\"#\"}}}");
    String deep = "{\"c\":".repeat(5_000) + "{}" + "}".repeat(5_000);
    assertThatThrownBy(() -> call(tree, deep))
        .isInstanceOf(BadArgumentsException.class)
        .hasMessageContaining("depth");
  }

  @Test
  void numberOutOfAllRange_isAnswered() {
    assertThatThrownBy(() -> call(one("{\"multipleOf\":3}"), "{\"a\":1e1000000000}"))
        .isInstanceOf(BadArgumentsException.class)
        .hasMessageContaining("is out of all range");
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(a+)+$", "^(a|aa)+$", "^(a|a)*$", "^([a-z]|[a-y])*$", "(.*a){25}b"})
  void patternThatWouldTryForEver_givesUp(String pattern) {
    String hostile = "{\"a\":\"" + "a".repeat(5_000) + "!\"}";
    SchemaTool tool = one("{\"type\":\"string\",\"pattern\":\"" + pattern + "\"}");
    long began = System.nanoTime();
    assertThatThrownBy(() -> call(tool, hostile))
        .isInstanceOf(BadArgumentsException.class)
        .hasMessageContaining("pattern");
    assertThat(System.nanoTime() - began).isLessThan(20_000_000_000L);
    assertThat(seen).isEmpty();
  }

  @Test
  void manyFaults_areToldUpToABound() {
    SchemaTool tool = one("{\"items\":{\"type\":\"integer\"}}");
    String many = "{\"a\":[" + "true,".repeat(999) + "true]}";
    assertThatThrownBy(() -> call(tool, many))
        .hasMessageStartingWith("1000 faults: (1) 'a[0]' is true; it must be a whole number.")
        .hasMessageEndingWith("And 992 more.")
        .message()
        .hasSizeLessThan(1_000);
  }

  @Test
  void longValue_isShownShort() {
    assertThatThrownBy(
            () -> call(one("{\"type\":\"integer\"}"), "{\"a\":\"" + "x".repeat(9_000) + "\"}"))
        .message()
        .hasSizeLessThan(200);
  }

  @Test
  void twoToolsWhoseSchemasShareAnId_areToldApart() {
    SchemaTool numbers =
        tool("{\"$id\":\"https://example.com/x\",\"properties\":{\"a\":{\"type\":\"integer\"}}}");
    SchemaTool texts =
        tool("{\"$id\":\"https://example.com/x\",\"properties\":{\"a\":{\"type\":\"string\"}}}");
    assertThat(call(numbers, "{\"a\":1}").failed()).isFalse();
    assertThat(call(texts, "{\"a\":\"x\"}").failed()).isFalse();
  }
}
