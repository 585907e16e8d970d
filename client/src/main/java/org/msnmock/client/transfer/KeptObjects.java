package org.msnmock.client.transfer;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.wire.Payload;

/** The bytes of the latest objects; older ones are forgotten. */
final class KeptObjects {
  private final int most;
  private final Map<MsnObject, Payload> kept = new LinkedHashMap<>();

  KeptObjects(int most) {
    this.most = most;
  }

  void put(MsnObject object, byte[] content) {
    kept.remove(object);
    kept.put(object, Payload.of(content));
    Iterator<MsnObject> oldest = kept.keySet().iterator();
    while (kept.size() > most) {
      oldest.next();
      oldest.remove();
    }
  }

  Optional<Payload> get(MsnObject object) {
    return Optional.ofNullable(kept.get(object));
  }
}
