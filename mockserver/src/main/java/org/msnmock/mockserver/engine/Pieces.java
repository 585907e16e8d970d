package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.msnmock.mockserver.dialogue.Delivery;

/** Cuts the bytes of a line as its {@code wire:} says. */
final class Pieces {
  private Pieces() {}

  static List<byte[]> cut(byte[] bytes, Delivery delivery) {
    List<byte[]> pieces = new ArrayList<>();
    int at = 0;
    if (delivery instanceof Delivery.Chunks chunks) {
      for (int size : chunks.sizes()) {
        if (at < bytes.length) {
          pieces.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
          at += size;
        }
      }
    } else if (delivery instanceof Delivery.Every every) {
      while (at < bytes.length) {
        pieces.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + every.size())));
        at += every.size();
      }
    }
    if (at < bytes.length) {
      pieces.add(Arrays.copyOfRange(bytes, at, bytes.length));
    }
    return pieces;
  }

  static Duration gap(Delivery delivery) {
    if (delivery instanceof Delivery.Chunks chunks) {
      return chunks.gap();
    }
    return delivery instanceof Delivery.Every every ? every.gap() : Duration.ZERO;
  }
}
