package org.msnmock.scenarios;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Readers that believe in segments. */
final class Segments {
  /** Bytes of the character that stands for a byte which is no text. */
  private static final int LONGEST_REPLACEMENT = 3;

  private Segments() {}

  /** Of each read, the first line; the rest is lost. */
  static InputStream firstLines(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        for (int i = 0; i < count; i++) {
          if (into[offset + i] == '\n') {
            return i + 1;
          }
        }
        return count;
      }
    };
  }

  /** Each read is a text of its own, so that letters may be torn. */
  static InputStream decoded(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        byte[] read = new byte[length / LONGEST_REPLACEMENT];
        int count = super.read(read, 0, read.length);
        if (count < 0) {
          return count;
        }
        byte[] text =
            new String(read, 0, count, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, into, offset, text.length);
        return text.length;
      }
    };
  }

  /** Each read ends a line, whether one has ended or not. */
  static InputStream asLines(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length - 1);
        if (count > 0 && into[offset + count - 1] != '\n') {
          into[offset + count] = '\n';
          return count + 1;
        }
        return count;
      }
    };
  }
}
