package dev.recollect.model.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads answers with embeddings: as text of base64, or as numbers. */
final class EmbeddingReader {

  static final String EXPECTED = "a list of embeddings";

  private final ErrorTranslator errors;

  EmbeddingReader(ErrorTranslator errors) {
    this.errors = errors;
  }

  /**
   * Returns the vectors by their index, each scaled to length 1.
   *
   * @param count how many were asked for
   * @throws ServerFault if one is missing, there twice, empty, zero or no number
   */
  float[][] read(String answer, int count) {
    JsonNode data = ReplyReader.parse(answer, EXPECTED, errors).path("data");
    if (!data.isArray()) {
      throw errors.strange("an answer without data", EXPECTED);
    }
    if (data.size() != count) {
      throw errors.strange(data.size() + " embeddings for " + count + " texts", EXPECTED);
    }
    float[][] vectors = new float[count][];
    for (int place = 0; place < count; place++) {
      JsonNode entry = data.path(place);
      int index = entry.path("index").asInt(place);
      if (index < 0 || index >= count || isSet(vectors[index])) {
        throw errors.strange("embeddings whose index " + index + " is wrong", EXPECTED);
      }
      vectors[index] = unit(vector(entry.path("embedding")));
    }
    return vectors;
  }

  private static boolean isSet(float @Nullable [] vector) {
    return vector != null;
  }

  private float[] vector(JsonNode embedding) {
    if (embedding.isTextual()) {
      return decode(embedding.textValue());
    }
    float[] vector = new float[embedding.size()];
    for (int index = 0; index < vector.length; index++) {
      JsonNode value = embedding.path(index);
      // A null or a text is no number, and becomes one that is refused.
      vector[index] = value.isNumber() ? value.floatValue() : Float.NaN;
    }
    return vector;
  }

  private float[] decode(String base64) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      float[] vector = new float[bytes.remaining() / Float.BYTES];
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
      return vector;
    } catch (IllegalArgumentException e) {
      throw errors.strange("an embedding that is no base64", EXPECTED);
    }
  }

  private float[] unit(float[] vector) {
    double length = Vectors.length(vector);
    if (vector.length == 0 || length == 0 || !Double.isFinite(length)) {
      String what = vector.length == 0 ? "empty" : length == 0 ? "zero" : "not of finite numbers";
      throw errors.strange("an embedding that is " + what, EXPECTED);
    }
    return Vectors.scaled(vector, 1 / length);
  }
}
