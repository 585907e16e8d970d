package org.msnmock.mockserver.emulator;

/**
 * What a client has done that a server does not do for it.
 *
 * @param summary what was wrong; without secrets, but it may hold what a client has said
 * @param received the line; secrets are in it
 * @param expected what would have been right there; empty: the summary says it
 * @param hint the likely reason; empty: none is known
 * @param code the error that the client was told; 0: none
 * @param closes whether the client is hung up on
 */
public record Misstep(
    String summary, String received, String expected, String hint, int code, boolean closes) {

  /** What became of it: {@code refused with 911, and hung up on}. */
  public String consequence() {
    if (code == 0) {
      return "hung up on without a word";
    }
    return "refused with %s".formatted(code) + (closes ? ", and hung up on" : "");
  }
}
