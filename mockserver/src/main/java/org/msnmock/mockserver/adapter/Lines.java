package org.msnmock.mockserver.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.msnmock.mockserver.wire.Text;

/**
 * Reads lines from a stream whose writer is not trusted: what goes over the limit of a line is
 * thrown away, and the line says how much that was.
 */
final class Lines {
  /** Bytes of one line. */
  static final int LIMIT = 64 * 1024;

  private final Consumer<String> sink;
  private final byte[] line = new byte[LIMIT];
  private int length;
  private long beyond;

  Lines(Consumer<String> sink) {
    this.sink = sink;
  }

  /** Reads to the end. */
  void readAll(InputStream in) throws IOException {
    byte[] chunk = new byte[8 * 1024];
    try {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        for (int i = 0; i < count; i++) {
          take(chunk[i]);
        }
      }
    } finally {
      if (length > 0) {
        end();
      }
    }
  }

  private void take(byte b) {
    if (b == '\n') {
      end();
    } else if (length < LIMIT) {
      line[length++] = b;
    } else {
      beyond++;
    }
  }

  private void end() {
    int shown = length > 0 && line[length - 1] == '\r' && beyond == 0 ? length - 1 : length;
    String text = Text.decode(line, 0, shown);
    long cut = beyond;
    length = 0;
    beyond = 0;
    sink.accept(cut == 0 ? text : "%s [and %s bytes more]".formatted(text, cut));
  }
}
