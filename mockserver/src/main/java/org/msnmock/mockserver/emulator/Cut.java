package org.msnmock.mockserver.emulator;

/**
 * Where what is sent on a connection breaks off.
 *
 * @param bytes how many bytes of what is sent from now on go out whole
 * @param inMessage within which MSG from now on, counted from 1, in its middle; 0: it is counted in
 *     bytes
 * @param ending how the connection is closed there
 */
public record Cut(long bytes, int inMessage, Ending ending) {

  /** How. */
  public enum Ending {
    /** As somebody closes who has nothing more to say. */
    CLOSE,
    /** With RST. */
    RESET
  }

  public Cut {
    if (bytes < 0 || inMessage < 0) {
      throw new IllegalArgumentException(
          "a cut comes after 0 bytes or more, or in message 1 or a later one, not after %s or in %s"
              .formatted(bytes, inMessage));
    }
  }

  /** At once. */
  public static Cut now() {
    return after(0);
  }

  /** After so many bytes more. */
  public static Cut after(long bytes) {
    return new Cut(bytes, 0, Ending.CLOSE);
  }

  /** In the middle of a MSG, the first one from now on being number 1. */
  public static Cut inMessage(int number) {
    return new Cut(0, number, Ending.CLOSE);
  }

  /** The same with RST at the end. */
  public Cut withReset() {
    return new Cut(bytes, inMessage, Ending.RESET);
  }
}
