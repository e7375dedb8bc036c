package dev.recollect.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.recollect.agent.text.Cut;
import dev.recollect.memory.core.internal.NearestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Says what is wrong with a value so that a model can put it right: where, what was there, and what
 * belongs there.
 */
final class SchemaFaults {

  /** Most faults of one value that are told. */
  static final int TOLD = 8;

  private final JsonNode schema;

  /** Creates the faults of values of a schema. */
  SchemaFaults(JsonNode schema) {
    this.schema = schema;
  }

  /** Returns the faults as a sentence, or as several with numbers. */
  String explain(List<Error> errors) {
    List<String> all = sentences(errors);
    if (all.size() == 1) {
      return all.getFirst();
    }
    StringBuilder told = new StringBuilder(all.size() + " faults:");
    for (int index = 0; index < Math.min(TOLD, all.size()); index++) {
      told.append(" (").append(index + 1).append(") ").append(ended(all.get(index)));
    }
    int more = all.size() - TOLD;
    return more > 0 ? told + " And " + more + " more." : told.toString();
  }

  private static String ended(String sentence) {
    return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
  }

  private List<String> sentences(List<Error> errors) {
    Map<String, List<Error>> groups = new LinkedHashMap<>();
    for (Error error : unknownFirst(errors)) {
      if (error.getKeyword().equals("type") && namesValues(error, errors)) {
        continue;
      }
      groups.computeIfAbsent(group(error), ignored -> new ArrayList<>()).add(error);
    }
    return groups.values().stream().flatMap(group -> told(group).stream()).distinct().toList();
  }

  /** A name that is wrong explains another that is missing. */
  private static List<Error> unknownFirst(List<Error> errors) {
    return errors.stream()
        .sorted(Comparator.comparing(error -> !error.getKeyword().equals("additionalProperties")))
        .toList();
  }

  /** Which values there are says more than of which kind they are. */
  private static boolean namesValues(Error type, List<Error> errors) {
    return errors.stream()
        .filter(error -> List.of("enum", "const").contains(error.getKeyword()))
        .anyMatch(error ->
            error.getEvaluationPath().getParent().equals(type.getEvaluationPath().getParent())
                && path(error).equals(path(type)));
  }

  /** Faults of one choice between schemas are told together, all others each by itself. */
  private static String group(Error error) {
    int choice = choice(error.getEvaluationPath());
    return choice < 0
        ? "fault " + error.getEvaluationPath() + " " + error.getInstanceLocation() + " " + error
        : head(error.getEvaluationPath(), choice) + " " + place(error, choice);
  }

  /** Returns which element of a path is a choice between schemas; -1 if none is. */
  private static int choice(NodePath path) {
    for (int index = 0; index < path.getNameCount(); index++) {
      String name = path.getName(index);
      boolean last = index + 1 == path.getNameCount();
      if (name.equals("anyOf") || name.equals("oneOf")) {
        if (last || path.getElement(index + 1) instanceof Integer) {
          return index;
        }
      }
    }
    return -1;
  }

  private static String head(NodePath path, int length) {
    StringBuilder head = new StringBuilder();
    for (int index = 0; index <= length; index++) {
      head.append('/').append(path.getName(index));
    }
    return head.toString();
  }

  /** The place of the value that the choice is about: without what lies deeper in it. */
  private static String place(Error error, int choice) {
    NodePath path = error.getEvaluationPath();
    int deeper = 0;
    for (int index = choice + 1; index < path.getNameCount(); index++) {
      String name = path.getName(index);
      deeper += name.equals("properties") || name.equals("items") ? 1 : 0;
    }
    NodePath location = error.getInstanceLocation();
    int kept = Math.max(0, location.getNameCount() - deeper);
    return path(location, kept);
  }

  private List<String> told(List<Error> group) {
    int choice = choice(group.getFirst().getEvaluationPath());
    return choice < 0 ? List.of(sentence(group.getFirst())) : chosen(group, choice);
  }

  /**
   * Returns the faults of the one schema that was meant, if it is clear, or what all of them ask.
   */
  private List<String> chosen(List<Error> group, int choice) {
    Map<String, List<Error>> branches = new LinkedHashMap<>();
    for (Error error : group) {
      if (error.getEvaluationPath().getNameCount() > choice + 1) {
        String branch = error.getEvaluationPath().getName(choice + 1);
        branches.computeIfAbsent(branch, ignored -> new ArrayList<>()).add(error);
      }
    }
    if (branches.isEmpty()) {
      Error error = group.getFirst();
      return List.of(
          wrong(
              error,
              "what exactly one of "
                  + shortened(error.getSchemaNode().toString())
                  + " allows; it fits several"));
    }
    String place = place(group.getLast(), choice);
    List<List<Error>> meant =
        branches.values().stream().filter(errors -> !refused(errors, place)).toList();
    if (meant.size() == 1) {
      return meant.getFirst().stream().map(this::sentence).toList();
    }
    return List.of(alternatives(branches, place));
  }

  /** Returns whether a value is not even of the kind that a schema asks. */
  private static boolean refused(List<Error> errors, String place) {
    return errors.stream()
        .anyMatch(error ->
            path(error).equals(place)
                && List.of("type", "const", "enum").contains(error.getKeyword()));
  }

  private String alternatives(Map<String, List<Error>> branches, String place) {
    List<String> rights = new ArrayList<>();
    for (List<Error> errors : branches.values()) {
      Error first = errors.getFirst();
      String must = path(first).equals(place) ? must(first) : "";
      rights.add(must.isEmpty() ? "such that " + sentence(first) : must);
    }
    Error shown =
        branches.values().stream()
            .flatMap(List::stream)
            .filter(error -> path(error).equals(place))
            .findFirst()
            .orElse(branches.values().iterator().next().getFirst());
    return wrong(shown, rights.stream().distinct().collect(Collectors.joining(", or ")));
  }

  private String sentence(Error error) {
    String must = must(error);
    return must.isEmpty() ? other(error) : wrong(error, must);
  }

  private static String wrong(Error error, String right) {
    return subject(path(error)) + " is " + shown(error.getInstanceNode()) + "; it must be " + right;
  }

  private static String subject(String path) {
    return path.isEmpty() ? "the object" : "'" + path + "'";
  }

  /** Returns what a value must be; empty if the fault is not about the value itself. */
  private static String must(Error error) {
    JsonNode asked = error.getSchemaNode();
    String text = asked.isTextual() ? asked.textValue() : asked.toString();
    return switch (error.getKeyword()) {
      case "type" -> Expected.type(asked);
      case "enum" -> "one of " + words(asked) + hint(asked, error.getInstanceNode());
      case "const" -> asked.toString();
      case "minimum" -> "at least " + text;
      case "maximum" -> "at most " + text;
      case "exclusiveMinimum" -> "above " + text;
      case "exclusiveMaximum" -> "below " + text;
      case "multipleOf" -> "a multiple of " + text;
      case "minLength" -> "a text of at least " + text + " characters";
      case "maxLength" -> "a text of at most " + text + " characters";
      case "pattern" -> "a text that matches the pattern " + text;
      case "format" -> Expected.format(text);
      case "minItems" -> "a list of at least " + text;
      case "maxItems" -> "a list of at most " + text;
      case "uniqueItems" -> "a list in which nothing stands twice";
      case "minProperties" -> "an object of at least " + text + " fields";
      case "maxProperties" -> "an object of at most " + text + " fields";
      case "not" -> "something that does not fit " + shortened(text);
      default -> "";
    };
  }

  private static String words(JsonNode asked) {
    return StreamSupport.stream(asked.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String hint(JsonNode asked, JsonNode given) {
    List<String> known =
        StreamSupport.stream(asked.spliterator(), false).map(JsonNode::asText).toList();
    return given.isTextual() && given.textValue().length() <= 100
        ? NearestName.among(known, given.textValue()).map(name -> ", perhaps " + name).orElse("")
        : "";
  }

  private String other(Error error) {
    String property = String.valueOf(error.getProperty());
    return switch (error.getKeyword()) {
      case "required" -> "'" + inside(error, property) + "' is missing" + belongs(error, property);
      case "additionalProperties", "unevaluatedProperties" ->
          "there is no '" + inside(error, property) + "'." + known(error, property);
      case "dependentRequired" ->
          "'"
              + inside(error, String.valueOf(error.getArguments()[0]))
              + "' is missing, which "
              + inside(error, property)
              + " needs beside it";
      case "false" -> subject(path(error)) + " must be left out";
      default ->
          subject(path(error))
              + " is "
              + shown(error.getInstanceNode())
              + ": "
              + error.getMessage();
    };
  }

  private static String inside(Error error, String property) {
    String path = path(error);
    return path.isEmpty() ? property : path + "." + property;
  }

  private String belongs(Error error, String property) {
    JsonNode type = siblings(error).path("properties").path(property).path("type");
    String right = Expected.type(type);
    return right.isEmpty() ? "" : "; it must be " + right;
  }

  private String known(Error error, String property) {
    List<String> names = new ArrayList<>();
    siblings(error).path("properties").fieldNames().forEachRemaining(names::add);
    String hint = property.length() <= 100 ? NearestName.hint(names, property) : "";
    return hint.isEmpty() ? " There are: " + String.join(", ", names) : hint;
  }

  /** Returns the schema whose keyword was not kept. */
  private JsonNode siblings(Error error) {
    NodePath fragment = error.getSchemaLocation().getFragment();
    JsonNode node = schema;
    for (int index = 0; index < fragment.getNameCount() - 1; index++) {
      node =
          fragment.getElement(index) instanceof Integer number
              ? node.path(number)
              : node.path(fragment.getName(index));
    }
    return node;
  }

  private static String path(Error error) {
    return path(error.getInstanceLocation(), error.getInstanceLocation().getNameCount());
  }

  private static String path(NodePath location, int length) {
    StringBuilder path = new StringBuilder();
    for (int index = 0; index < length; index++) {
      if (location.getElement(index) instanceof Integer number) {
        path.append('[').append(number).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(location.getName(index));
      }
    }
    return path.toString();
  }

  private static String shown(JsonNode value) {
    return shortened(value.toString());
  }

  private static String shortened(String text) {
    return Cut.plain(text, 101);
  }
}
