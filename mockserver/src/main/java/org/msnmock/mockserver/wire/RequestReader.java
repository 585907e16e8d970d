package org.msnmock.mockserver.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one HTTP connection, one after the other.
 *
 * <pre>
 * GET /rdr/pprdr.asp HTTP/1.1        the version may be missing, the address may be absolute
 * Host: nexus.passport.com           lines may end in LF alone, a value may go on after a blank
 *
 * </pre>
 *
 * Real clients send all of these. A body is read and thrown away.
 */
public final class RequestReader {
  /** Bytes of one line. */
  static final int LINE = 16 * 1024;

  /** Bytes of all lines of a request. */
  static final int HEAD = 64 * 1024;

  /** Bytes of a body. */
  static final int BODY = 1024 * 1024;

  private static final int SHOWN = 40;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
  private int room;

  /**
   * @param in should be buffered
   */
  public RequestReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next request; empty where the client closed in place of sending one.
   *
   * @throws NotHttpException where what came is no request; nothing can be read after it
   * @throws EOFException where the client closed in the middle
   */
  public Optional<Request> next() throws IOException {
    room = HEAD;
    String first = line();
    while (first != null && first.isEmpty()) {
      first = line();
    }
    if (first == null) {
      return Optional.empty();
    }
    String[] words = words(first);
    boolean bare = words.length == 2;
    List<String[]> headers = bare ? headersOfBareRequest() : headers();
    String version = bare ? "" : words[2];
    Request head = new Request(words[0], path(words[1]), version, headers);
    return Optional.of(new Request(head.method(), head.path(), version, headers, body(head)));
  }

  private static String[] words(String first) throws NotHttpException {
    String[] words = first.strip().split("[ \t]+", -1);
    boolean whole = words.length == 3 && words[2].startsWith("HTTP/");
    if (!(whole || words.length == 2) || !isMethod(words[0]) || !isAddress(words[1])) {
      throw new NotHttpException("no HTTP request: \"%s\"".formatted(shown(first)));
    }
    return words;
  }

  private static boolean isMethod(String word) {
    return !word.isEmpty() && word.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }

  private static boolean isAddress(String word) {
    return word.startsWith("/") || word.equals("*") || word.contains("://");
  }

  private static String path(String address) {
    int scheme = address.indexOf("://");
    if (address.startsWith("/") || scheme < 0) {
      return address;
    }
    int slash = address.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : address.substring(slash);
  }

  private List<String[]> headers() throws IOException {
    List<String[]> headers = new ArrayList<>();
    for (String next = line(); !"".equals(next); next = line()) {
      if (next == null) {
        throw new EOFException("the client closed in the middle of a request's headers");
      }
      add(next, headers);
    }
    return headers;
  }

  /** Such a client may be done with its one line and send no empty one. */
  private List<String[]> headersOfBareRequest() throws IOException {
    List<String[]> headers = new ArrayList<>();
    try {
      for (String next = line(); next != null && !next.isEmpty(); next = line()) {
        add(next, headers);
      }
    } catch (InterruptedIOException e) {
      return headers; // it waits for its answer, and so has said all
    }
    return headers;
  }

  private static void add(String next, List<String[]> headers) throws NotHttpException {
    char first = next.charAt(0);
    if ((first == ' ' || first == '\t') && !headers.isEmpty()) {
      String[] last = headers.get(headers.size() - 1);
      last[1] = (last[1] + " " + next.strip()).strip();
      return;
    }
    int colon = next.indexOf(':');
    if (colon <= 0) {
      throw new NotHttpException("a header without a colon: \"%s\"".formatted(shown(next)));
    }
    headers.add(new String[] {next.substring(0, colon).strip(), next.substring(colon + 1).strip()});
  }

  private byte[] body(Request head) throws IOException {
    if (head.header("Transfer-Encoding").isPresent()) {
      return chunks();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    Optional<String> length = head.header("Content-Length");
    if (length.isPresent()) {
      read(bodyLength(length.get(), 10), body);
    }
    return body.toByteArray();
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      if (size == null) {
        throw new EOFException("the client closed in the middle of a chunked body");
      }
      int length = bodyLength(size.replaceFirst(";.*", "").strip(), 16);
      if (body.size() + length > BODY) {
        throw new NotHttpException("a body of more than %s bytes".formatted(BODY));
      }
      read(length, body);
      String end = line();
      if (length == 0) {
        while (end != null && !end.isEmpty()) {
          end = line();
        }
        return body.toByteArray();
      }
    }
  }

  private static int bodyLength(String text, int radix) throws NotHttpException {
    int length;
    try {
      length = Integer.parseInt(text, radix);
    } catch (NumberFormatException e) {
      length = -1;
    }
    if (length < 0 || length > BODY) {
      throw new NotHttpException(
          "the length of a body is no number from 0 to %s: \"%s\"".formatted(BODY, shown(text)));
    }
    return length;
  }

  private void read(int length, ByteArrayOutputStream body) throws IOException {
    for (int left = length; left > 0; ) {
      byte[] some = in.readNBytes(Math.min(left, 8 * 1024));
      if (some.length == 0) {
        throw new EOFException("the client closed in the middle of a request's body");
      }
      body.writeBytes(some);
      left -= some.length;
    }
  }

  /** A line without its end; null where the client closed before it began. */
  private @Nullable String line() throws IOException {
    line.reset();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        if (line.size() == 0) {
          return null;
        }
        throw new EOFException(
            "the client closed in the middle of a line: \"%s\"".formatted(shown(whole())));
      }
      line.write(b);
      room--;
      if (line.size() > LINE || room < 0) {
        throw new NotHttpException(
            line.size() > LINE
                ? "a line of more than %s bytes".formatted(LINE)
                : "a request of more than %s bytes".formatted(HEAD));
      }
    }
    String text = whole();
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private String whole() {
    return Text.decode(line.toByteArray());
  }

  private static String shown(String text) {
    return Text.printable(text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...");
  }
}
