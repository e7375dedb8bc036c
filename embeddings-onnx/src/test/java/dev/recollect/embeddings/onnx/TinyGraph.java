package dev.recollect.embeddings.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes ONNX files of one operation, in protocol buffers by hand. */
final class TinyGraph {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private TinyGraph() {}

  /** Returns a graph that turns an INT64 input of some rank into a FLOAT output. */
  static byte[] identity(String input, String output, int rank) {
    byte[] to = message(field(1, "to"), field(3, FLOAT), field(20, 2));
    byte[] cast = message(field(1, input), field(2, output), field(4, "Cast"), field(5, to));
    byte[] graph =
        message(
            field(1, cast),
            field(2, "tiny"),
            field(11, value(input, INT64, rank)),
            field(12, value(output, FLOAT, rank)));
    byte[] operators = message(field(1, ""), field(2, 13));
    return message(field(1, 8), field(7, graph), field(8, operators));
  }

  private static byte[] value(String name, int type, int rank) {
    byte[][] dimensions = new byte[rank][];
    for (int index = 0; index < rank; index++) {
      dimensions[index] = field(1, message(field(2, "d" + index)));
    }
    byte[] tensor = message(field(1, type), field(2, message(dimensions)));
    return message(field(1, name), field(2, message(field(1, tensor))));
  }

  private static byte[] message(byte[]... fields) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      all.writeBytes(field);
    }
    return all.toByteArray();
  }

  private static byte[] field(int number, String text) {
    return field(number, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] field(int number, byte[] content) {
    return message(varint((number << 3) | 2), varint(content.length), content);
  }

  private static byte[] field(int number, int value) {
    return message(varint(number << 3), varint(value));
  }

  private static byte[] varint(int value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int rest = value;
    while (rest > 0x7f) {
      bytes.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write(rest);
    return bytes.toByteArray();
  }
}
