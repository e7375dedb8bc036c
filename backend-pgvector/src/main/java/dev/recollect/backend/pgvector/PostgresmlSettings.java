package dev.recollect.backend.pgvector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.recollect.memory.api.config.Setting;
import dev.recollect.memory.api.config.SettingType;
import dev.recollect.memory.api.config.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The settings of {@code postgresml}: those of pgvector, under other variables, and the model. */
final class PostgresmlSettings {

  static final String TRANSFORMER = "transformer";
  static final String KWARGS = "kwargs";
  static final String DIMENSION = "dimension";
  private static final String TOKENS = "tokens";

  private static final int LONGEST_NAME = 256;

  private PostgresmlSettings() {}

  /** Returns the declarations. */
  static List<Setting> all() {
    List<Setting> settings = new ArrayList<>();
    PgvectorSettings.all().stream().map(PostgresmlSettings::adapted).forEach(settings::add);
    settings.add(
        Setting.of(
                TRANSFORMER,
                SettingType.TEXT,
                "Model that the server embeds with, as pgml.embed takes it.")
            .withDefault("intfloat/e5-small-v2")
            .withAliases("POSTGRESML_TRANSFORMER"));
    settings.add(
        Setting.of(
                KWARGS,
                SettingType.TEXT,
                "What pgml.embed is given beside the text, a JSON object; kept with the data and"
                    + " shown, so no place for a token.")
            .withDefault("{}"));
    settings.add(
        Setting.of(
                DIMENSION,
                SettingType.INTEGER,
                "Dimensions of the model's vectors; 0 to ask the server, which then embeds a word"
                    + " at each opening and not only at the first.")
            .withDefault("0")
            .within(0, VectorType.LARGEST_UNINDEXED));
    settings.add(
        Setting.of(
                TOKENS,
                SettingType.INTEGER,
                "Tokens that the model reads at once; longer texts are divided.")
            .withDefault("512")
            .within(16, 1_000_000));
    return List.copyOf(settings);
  }

  /** Returns one of pgvector's settings with the variables and defaults of PostgresML. */
  private static Setting adapted(Setting setting) {
    return switch (setting.name()) {
      case PgvectorSettings.HOST -> setting.withAliases("POSTGRESML_HOST");
      case PgvectorSettings.PORT -> setting.withAliases("POSTGRESML_PORT");
      case PgvectorSettings.DATABASE ->
          setting.withDefault("postgresml").withAliases("POSTGRESML_DATABASE");
      case PgvectorSettings.USER ->
          setting.withDefault("postgresml").withAliases("POSTGRESML_USERNAME");
      case PgvectorSettings.PASSWORD ->
          setting.withEmptyAllowed().withAliases("POSTGRESML_PASSWORD");
      case PgvectorSettings.PREFIX -> setting.withAliases("POSTGRESML_TABLENAME");
      default -> setting.withAliases();
    };
  }

  /**
   * Returns the model that the settings name.
   *
   * @throws dev.recollect.memory.api.error.MemoryException CONFIGURATION naming the key
   */
  static ServerModel read(Settings settings) {
    return new ServerModel(
        transformer(settings),
        kwargs(settings),
        (int) settings.integer(DIMENSION),
        (int) settings.integer(TOKENS));
  }

  private static String transformer(Settings settings) {
    String name = settings.text(TRANSFORMER).orElse("").strip();
    boolean control = name.chars().anyMatch(Character::isISOControl);
    if (name.isEmpty() || name.length() > LONGEST_NAME || control) {
      throw settings.wrong(
          TRANSFORMER,
          "must be the name of a model, for example intfloat/e5-small-v2, of at most "
              + LONGEST_NAME
              + " characters");
    }
    return name;
  }

  private static String kwargs(Settings settings) {
    String text = settings.text(KWARGS).orElse("");
    try {
      requireObject(text);
      return text;
    } catch (JsonProcessingException e) {
      throw settings.wrong(KWARGS, "is not JSON: " + e.getOriginalMessage() + "; " + RIGHT_KWARGS);
    } catch (IOException | IllegalArgumentException e) {
      throw settings.wrong(KWARGS, "is no JSON object; " + RIGHT_KWARGS);
    }
  }

  private static final String RIGHT_KWARGS = "write for example {\"device\": \"cpu\"}";

  private static void requireObject(String text) throws IOException {
    JsonFactory json =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser parser = json.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("no object");
      }
      parser.skipChildren();
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IllegalArgumentException("something behind the object");
      }
    }
  }
}
