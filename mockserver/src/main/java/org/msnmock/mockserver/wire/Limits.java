package org.msnmock.mockserver.wire;

/**
 * What a client may send at most.
 *
 * @param line bytes of a line, its end not counted
 * @param payload bytes of a payload
 */
public record Limits(int line, int payload) {
  /** 8 kB a line, 1 MB a payload. */
  public static final Limits DEFAULT = new Limits(8 * 1024, 1024 * 1024);

  public Limits {
    if (line < 16 || payload < 0) {
      throw new IllegalArgumentException("limits too small: line " + line + ", payload " + payload);
    }
  }
}
