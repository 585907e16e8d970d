package org.msnmock.client.protocol;

import java.util.List;

/** Each server sent the client on to another one, again and again. */
public final class RedirectLoopException extends MsnException {
  private final List<String> path;

  /**
   * @param path the servers asked, in order, and the one that was not asked any more
   */
  public RedirectLoopException(List<String> path) {
    super(
        "Sent on more than %s times in a row: %s. The servers point at each other; try another address."
            .formatted(path.size() - 2, String.join(" -> ", path)),
        null);
    this.path = List.copyOf(path);
  }

  public List<String> path() {
    return path;
  }
}
