package org.msnmock.client.transfer;

import java.io.ByteArrayOutputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Puts the parts of a peer's texts together. Bounded, whatever comes. */
final class SlpTexts {
  private static final int LARGEST = 16 * 1024;
  private static final int MOST_UNFINISHED = 16;

  private final Map<Long, ByteArrayOutputStream> unfinished = new LinkedHashMap<>();

  /**
   * Takes a part; gives the whole once it is there. One that is too large or out of order is left.
   */
  Optional<byte[]> whole(P2pMessage part) {
    if (part.offset() == 0 && part.isLast()) {
      return Optional.of(part.data().toBytes());
    }
    ByteArrayOutputStream sofar = unfinished.remove(part.id());
    if (part.offset() == 0) {
      sofar = new ByteArrayOutputStream();
    }
    if (sofar == null || sofar.size() != part.offset() || part.total() > LARGEST) {
      return Optional.empty();
    }
    sofar.writeBytes(part.data().toBytes());
    if (part.isLast()) {
      return Optional.of(sofar.toByteArray());
    }
    unfinished.put(part.id(), sofar);
    Iterator<Long> oldest = unfinished.keySet().iterator();
    while (unfinished.size() > MOST_UNFINISHED) {
      oldest.next();
      oldest.remove();
    }
    return Optional.empty();
  }

  void clear() {
    unfinished.clear();
  }
}
