package org.msnmock.client.wire;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that don't change: those that follow the line of a payload command, or a part of them. */
public final class Payload {
  public static final Payload EMPTY = new Payload(new byte[0]);

  private final byte[] bytes;

  private Payload(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Payload of(byte[] bytes) {
    return new Payload(bytes.clone());
  }

  public static Payload of(String text) {
    return new Payload(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A part of some bytes. */
  public static Payload of(byte[] bytes, int from, int length) {
    return new Payload(Arrays.copyOfRange(bytes, from, from + length));
  }

  public int length() {
    return bytes.length;
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The bytes one after the other, without a copy of them. */
  public InputStream toStream() {
    return new ByteArrayInputStream(bytes);
  }

  /** The bytes read as UTF-8; what is none becomes U+FFFD. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The length alone: payloads hold what people write, and sometimes secrets. */
  @Override
  public String toString() {
    return "Payload[" + bytes.length + " bytes]";
  }
}
