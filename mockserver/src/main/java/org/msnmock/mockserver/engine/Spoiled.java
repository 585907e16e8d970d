package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.msnmock.mockserver.dialogue.Damage;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.LineEnding;
import org.msnmock.mockserver.wire.Text;

/** The bytes of a line or answer as its {@code wire:} has them, and what was done, in words. */
final class Spoiled {
  private final List<String> touched = new ArrayList<>(1);
  private byte[] bytes;

  private Spoiled(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A line with its payload; the length that it announces stands in it already. */
  static Spoiled line(String line, byte[] payload, Damage damage) {
    byte[] ended = join(Text.encode(line), damage.ending().bytes());
    Spoiled spoiled = new Spoiled(join(ended, payload));
    int announced = damage.announces(payload.length);
    if (announced != payload.length) {
      spoiled.touched.add("announces %s bytes, %s follow".formatted(announced, payload.length));
    }
    if (damage.ending() != LineEnding.CRLF) {
      spoiled.touched.add(damage.ending().title());
    }
    spoiled.suffer(damage);
    return spoiled;
  }

  /** An answer with its head, or blocks with theirs. */
  static Spoiled whole(byte[] whole, Damage damage) {
    Spoiled spoiled = new Spoiled(whole);
    spoiled.suffer(damage);
    return spoiled;
  }

  static byte[] join(byte[] first, byte[] second) {
    byte[] out = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, out, first.length, second.length);
    return out;
  }

  /** Not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** What was done to the bytes, and how they go out; empty where nothing is wrong. */
  String fault(Delivery delivery) {
    List<String> all = new ArrayList<>(touched);
    String pieces = Judge.fault(delivery);
    if (!pieces.isEmpty()) {
      all.add(pieces);
    }
    return String.join("; ", all);
  }

  private void suffer(Damage damage) {
    if (damage.times() > 1) {
      repeat(damage.times());
    }
    damage.flip().ifPresent(this::flip);
    damage.cut().ifPresent(this::cut);
  }

  private void repeat(int times) {
    byte[] out = Arrays.copyOf(bytes, bytes.length * times);
    for (int i = 1; i < times; i++) {
      System.arraycopy(bytes, 0, out, i * bytes.length, bytes.length);
    }
    bytes = out;
    touched.add("sent %s times".formatted(times));
  }

  private void flip(Damage.Flip flip) {
    int at = flip.at();
    if (at >= bytes.length) {
      touched.add("no byte %s to damage, there are %s".formatted(at, bytes.length));
      return;
    }
    int before = bytes[at] & 0xff;
    bytes[at] ^= (byte) flip.mask();
    touched.add("byte %s is %02x in place of %02x".formatted(at, bytes[at] & 0xff, before));
  }

  private void cut(Damage.Cut cut) {
    int sent = cut.sent(bytes.length);
    touched.add(
        "cut after %s of %s bytes, then %s"
            .formatted(sent, bytes.length, cut.then().name().toLowerCase(Locale.ROOT)));
    bytes = Arrays.copyOf(bytes, sent);
  }
}
