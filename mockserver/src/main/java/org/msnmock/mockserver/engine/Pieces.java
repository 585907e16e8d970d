package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.Arrays;
import org.msnmock.mockserver.dialogue.Delivery;

/** Bytes that are taken piece by piece, as their {@code wire:} says. */
final class Pieces {
  private final byte[] bytes;
  private final Delivery delivery;
  private int at;
  private int taken;

  Pieces(byte[] bytes, Delivery delivery) {
    this.bytes = bytes;
    this.delivery = delivery;
  }

  boolean areAllTaken() {
    return at >= bytes.length;
  }

  byte[] next() {
    int rest = bytes.length - at;
    int size = Math.min(rest, wanted(rest));
    byte[] piece = Arrays.copyOfRange(bytes, at, at + size);
    at += size;
    taken++;
    return piece;
  }

  private int wanted(int rest) {
    if (delivery instanceof Delivery.Chunks chunks && taken < chunks.sizes().size()) {
      return chunks.sizes().get(taken);
    }
    return delivery instanceof Delivery.Every every ? every.size() : rest;
  }

  Duration gap() {
    if (delivery instanceof Delivery.Chunks chunks) {
      return chunks.gap();
    }
    return delivery instanceof Delivery.Every every ? every.gap() : Duration.ZERO;
  }
}
