package org.msnmock.client.transfer;

import java.net.InetAddress;
import java.util.Optional;
import javax.net.ServerSocketFactory;

/**
 * How files go.
 *
 * @param manner how they are sent
 * @param largest offers of more bytes are declined
 * @param listeners makes the sockets on which receivers are awaited, unbound
 * @param address what receivers are told to connect to; nothing stands for the address from which
 *     the switchboard was reached
 * @param ports where receivers are awaited
 */
public record FileSettings(
    FileManner manner,
    long largest,
    ServerSocketFactory listeners,
    Optional<InetAddress> address,
    Ports ports) {

  /** Up to 1 GiB, on any free port. */
  public static final FileSettings USUAL =
      new FileSettings(
          FileManner.MSNFTP,
          1L << 30,
          ServerSocketFactory.getDefault(),
          Optional.empty(),
          Ports.ANY_FREE);

  public FileSettings {
    if (largest < 0) {
      throw new IllegalArgumentException("no file has fewer bytes than none, was " + largest);
    }
  }

  /** From the first to the last; 0 and 0 stand for any that is free. */
  public record Ports(int first, int last) {
    public static final Ports ANY_FREE = new Ports(0, 0);

    private static final int MAX = 0xFFFF;

    public Ports {
      boolean isRange = 0 < first && first <= last && last <= MAX;
      if (!isRange && (first != 0 || last != 0)) {
        throw new IllegalArgumentException(
            "ports go from 1 to %s, not from %s to %s".formatted(MAX, first, last));
      }
    }
  }

  public FileSettings sentAs(FileManner newManner) {
    return new FileSettings(newManner, largest, listeners, address, ports);
  }

  public FileSettings upTo(long bytes) {
    return new FileSettings(manner, bytes, listeners, address, ports);
  }

  public FileSettings listeningWith(ServerSocketFactory factory) {
    return new FileSettings(manner, largest, factory, address, ports);
  }

  public FileSettings reachedAt(InetAddress newAddress) {
    return new FileSettings(manner, largest, listeners, Optional.of(newAddress), ports);
  }

  public FileSettings on(Ports newPorts) {
    return new FileSettings(manner, largest, listeners, address, newPorts);
  }
}
