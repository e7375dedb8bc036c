package dev.recollect.agent.template;

import java.util.List;

/** A value of a YAML document, with the line that it begins in, from 1. */
sealed interface YamlNode {

  int line();

  /** Returns what it is, for errors. */
  String kind();

  /** A text, number or truth value, as it was written. */
  record Scalar(int line, String text) implements YamlNode {
    @Override
    public String kind() {
      return "a text";
    }
  }

  /** Nothing, where a value was to stand. */
  record Nothing(int line) implements YamlNode {
    @Override
    public String kind() {
      return "nothing";
    }
  }

  /** A list. */
  record Items(int line, List<YamlNode> items) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys and their values, in the order in which they stand there. */
  record Entries(int line, List<Entry> entries) implements YamlNode {
    @Override
    public String kind() {
      return "keys with values";
    }
  }

  /** A key and its value. */
  record Entry(int line, String key, YamlNode value) {}
}
