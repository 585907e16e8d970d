package org.msnmock.client.transfer;

import java.util.Optional;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Payload;

/**
 * The pictures that a user shows, and those of other people that were fetched. Bounded; all in
 * memory. Thread-safe.
 */
public final class Pictures implements PeerLink.Offers {
  /** The pictures shown last stay to be had: somebody may have seen one before it was changed. */
  private static final int MOST_OFFERED = 8;

  private static final int MOST_KEPT = 64;
  private static final String LOCATION = "TFR%s.dat";

  private final Principal user;
  private final KeptObjects offered = new KeptObjects(MOST_OFFERED);
  private final KeptObjects kept = new KeptObjects(MOST_KEPT);
  private Optional<MsnObject> current = Optional.empty();
  private int shown;

  public Pictures(Principal user) {
    this.user = user;
  }

  /**
   * Shows a picture from now on.
   *
   * @throws IllegalArgumentException when it is empty or too large
   */
  public synchronized MsnObject show(byte[] image) {
    requireFits(image);
    shown++;
    MsnObject object =
        MsnObject.of(user, MsnObject.PICTURE, LOCATION.formatted(shown), image.clone());
    offered.put(object, image);
    current = Optional.of(object);
    return object;
  }

  /**
   * Looks whether a picture can be shown.
   *
   * @throws IllegalArgumentException when it is empty or too large
   */
  public static void requireFits(byte[] image) {
    if (image.length == 0 || image.length > PeerLink.LARGEST_OBJECT) {
      throw new IllegalArgumentException(
          "a picture has 1 to %s bytes, this one has %s"
              .formatted(PeerLink.LARGEST_OBJECT, image.length));
    }
  }

  /** Shows none from now on. */
  public synchronized void hide() {
    current = Optional.empty();
  }

  /** What the user shows. */
  public synchronized Optional<MsnObject> current() {
    return current;
  }

  @Override
  public synchronized Optional<Payload> content(MsnObject wanted) {
    return offered.get(wanted);
  }

  /** A picture that was fetched before. */
  public synchronized Optional<byte[]> fetched(MsnObject object) {
    return kept.get(object).map(Payload::toBytes);
  }

  /** Keeps a picture that was fetched. */
  public synchronized void keep(MsnObject object, byte[] image) {
    kept.put(object, image);
  }
}
