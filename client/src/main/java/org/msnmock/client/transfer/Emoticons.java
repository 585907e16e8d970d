package org.msnmock.client.transfer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.msnmock.client.message.EmoticonMessage;
import org.msnmock.client.message.TextMessage;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Payload;

/**
 * The pictures that stand for characters in a user's texts, and those of other people that were
 * fetched. Bounded; all in memory. Thread-safe.
 */
public final class Emoticons implements PeerLink.Offers {
  /** The most bytes of one; those of the time had a few thousand. */
  static final int LARGEST = 64 * 1024;

  private static final int MOST_OWN = 100;

  /** Somebody may have seen one in a text before it was taken away or changed. */
  private static final int MOST_OFFERED = 2 * MOST_OWN;

  private static final int MOST_KEPT = 128;
  private static final String LOCATION = "EMO%s.dat";

  private final Principal user;
  private final Map<String, MsnObject> own = new LinkedHashMap<>();
  private final KeptObjects offered = new KeptObjects(MOST_OFFERED);
  private final KeptObjects kept = new KeptObjects(MOST_KEPT);
  private int added;

  public Emoticons(Principal user) {
    this.user = user;
  }

  /**
   * Lets a picture stand for some characters from now on.
   *
   * @throws IllegalArgumentException when they are no shortcut, or the picture is empty or too
   *     large
   * @throws IllegalStateException when there are very many already
   */
  public synchronized MsnObject add(String shortcut, byte[] image) {
    if (!EmoticonMessage.isShortcut(shortcut)) {
      throw new IllegalArgumentException(
          "a shortcut has 1 to %s characters, no blank at its ends, and no control character: \"%s\""
              .formatted(EmoticonMessage.LONGEST_SHORTCUT, shortcut));
    }
    if (image.length == 0 || image.length > LARGEST) {
      throw new IllegalArgumentException(
          "an emoticon has 1 to %s bytes, this one has %s".formatted(LARGEST, image.length));
    }
    if (own.size() >= MOST_OWN && !own.containsKey(shortcut)) {
      throw new IllegalStateException("there are %s emoticons already".formatted(MOST_OWN));
    }
    added++;
    MsnObject object = MsnObject.of(user, MsnObject.EMOTICON, LOCATION.formatted(added), image);
    own.put(shortcut, object);
    offered.put(object, image);
    return object;
  }

  /** Lets these characters be just characters from now on. */
  public synchronized void remove(String shortcut) {
    own.remove(shortcut);
  }

  /** Those of the user's that a text uses. */
  public synchronized EmoticonMessage usedIn(TextMessage message) {
    return new EmoticonMessage(own).usedIn(message);
  }

  @Override
  public synchronized Optional<Payload> content(MsnObject wanted) {
    return offered.get(wanted);
  }

  /** Whether one of other people's is worth fetching, by what is said about it. */
  public static boolean fits(MsnObject object) {
    return object.size() > 0 && object.size() <= LARGEST;
  }

  /** One that was fetched before. */
  public synchronized Optional<Payload> fetched(MsnObject object) {
    return kept.get(object);
  }

  /** Keeps one that was fetched. */
  public synchronized void keep(MsnObject object, byte[] image) {
    kept.put(object, image);
  }
}
