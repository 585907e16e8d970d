package org.msnmock.mockserver.dialogue;

import java.time.Duration;
import java.util.List;

/** How the bytes of one line or answer are handed to the network: {@code wire:}. */
public sealed interface Delivery {

  /** In one piece, at once. */
  record Whole() implements Delivery {}

  /** {@code chunks: [3, 1, rest]}: these sizes, what is left as the last piece. */
  record Chunks(List<Integer> sizes, Duration gap) implements Delivery {
    public Chunks {
      sizes = List.copyOf(sizes);
    }
  }

  /** {@code every: 1}: pieces of this size. */
  record Every(int size, Duration gap) implements Delivery {}

  /** {@code join: next}: held, and sent in one segment with the next line of the connection. */
  record JoinNext() implements Delivery {}
}
