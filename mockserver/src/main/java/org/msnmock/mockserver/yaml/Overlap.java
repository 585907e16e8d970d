package org.msnmock.mockserver.yaml;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Accepted;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.LinePattern;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.RequestPattern;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.TextPattern;

/** Whether two patterns can take the same thing, as far as that can be told without playing. */
final class Overlap {
  /** The characters of a regular expression that mean themselves, each of them once. */
  private static final Pattern PLAIN = Pattern.compile("(?:[^\\\\\\[\\](){}.*+?^$|](?![*+?{]))+");

  private Overlap() {}

  /** Whether {@code first} surely takes everything that {@code second} awaits. */
  static boolean takesAll(Step.Awaiting first, Step.Awaiting second) {
    if (first instanceof Step.ClientLine a && second instanceof Step.ClientLine b) {
      return a.target().equals(b.target())
          && a.payload().isEmpty()
          && !isShorter(a, b)
          && takesAll(a.line(), b.line());
    }
    if (first instanceof Step.ExpectClose a && second instanceof Step.ExpectClose b) {
      return a.target().equals(b.target()) && !isShorter(a.timing().limit(), b.timing().limit());
    }
    return first instanceof Step.Accept a
        && second instanceof Step.Accept b
        && (a.service().includes(b.service()) || b.service().includes(a.service()))
        && !isShorter(a.timing().limit(), b.timing().limit());
  }

  private static boolean isShorter(Step.ClientLine a, Step.ClientLine b) {
    return isShorter(a.timing().limit(), b.timing().limit());
  }

  private static boolean isShorter(java.time.Duration a, java.time.Duration b) {
    return a.compareTo(b) < 0;
  }

  private static boolean takesAll(LinePattern a, LinePattern b) {
    for (int i = 0; i < a.tokens().size(); i++) {
      if (only(a.tokens().get(i)) instanceof Piece.Rest) {
        return true;
      }
      if (i >= b.tokens().size() || !takesAll(a.tokens().get(i), b.tokens().get(i))) {
        return false;
      }
    }
    return a.tokens().size() == b.tokens().size();
  }

  private static boolean takesAll(TextPattern a, TextPattern b) {
    Piece x = only(a);
    Piece y = only(b);
    if (x instanceof Piece.Fixed fixed) {
      return y instanceof Piece.Fixed other && fixed.text().equals(other.text());
    }
    if (x instanceof Piece.TransactionId) {
      return y instanceof Piece.TransactionId;
    }
    if (x instanceof Piece.Length) {
      return y instanceof Piece.Length;
    }
    if (!(x instanceof Piece.Hole hole) || y == null || y instanceof Piece.Rest) {
      return false;
    }
    if (y instanceof Piece.Fixed fixed) {
      return !fixed.text().isEmpty() && hole.accepted().accepts(fixed.text());
    }
    boolean mayBeMissing =
        y instanceof Piece.Hole other
            && other.presence() == Piece.Presence.OPTIONAL
            && hole.presence() == Piece.Presence.REQUIRED;
    return !mayBeMissing
        && (hole.accepted().equals(new Accepted.OfKind(Kind.ANY))
            || y instanceof Piece.Hole other && hole.accepted().equals(other.accepted()));
  }

  private static @org.jspecify.annotations.Nullable Piece only(TextPattern token) {
    return token.pieces().size() == 1 ? token.pieces().get(0) : null;
  }

  /** Whether both may take one and the same line or request. */
  static boolean meet(Step.Awaiting first, Step.Awaiting second) {
    if (first instanceof Step.ClientLine a && second instanceof Step.ClientLine b) {
      return meet(a.line(), b.line()) && meet(a.payload(), b.payload());
    }
    return first instanceof Step.ClientRequest a
        && second instanceof Step.ClientRequest b
        && (a.service().includes(b.service()) || b.service().includes(a.service()))
        && meet(a.request(), b.request());
  }

  private static boolean meet(RequestPattern a, RequestPattern b) {
    return a.method().equals(b.method()) && meet(a.path(), b.path());
  }

  private static boolean meet(LinePattern a, LinePattern b) {
    int n = Math.max(a.tokens().size(), b.tokens().size());
    for (int i = 0; i < n; i++) {
      Optional<TextPattern> x = token(a, i);
      Optional<TextPattern> y = token(b, i);
      if (isRest(x) || isRest(y)) {
        return true;
      }
      if (x.isEmpty() || y.isEmpty()) {
        TextPattern surplus = x.or(() -> y).orElseThrow();
        return Texts.isOptional(surplus);
      }
      if (!meet(x.get(), y.get())) {
        return false;
      }
    }
    return true;
  }

  private static Optional<TextPattern> token(LinePattern line, int i) {
    return i < line.tokens().size() ? Optional.of(line.tokens().get(i)) : Optional.empty();
  }

  private static boolean isRest(Optional<TextPattern> token) {
    return token.isPresent() && only(token.get()) instanceof Piece.Rest;
  }

  private static boolean meet(TextPattern a, TextPattern b) {
    Piece x = only(a);
    Piece y = only(b);
    if (x == null || y == null) {
      return meetBegins(a, b);
    }
    if (x instanceof Piece.Fixed first && y instanceof Piece.Fixed second) {
      return first.text().equals(second.text());
    }
    if (x instanceof Piece.Hole hole && y instanceof Piece.Fixed fixed) {
      return hole.accepted().accepts(fixed.text());
    }
    if (x instanceof Piece.Fixed fixed && y instanceof Piece.Hole hole) {
      return hole.accepted().accepts(fixed.text());
    }
    if (x instanceof Piece.TransactionId || y instanceof Piece.TransactionId) {
      Piece other = x instanceof Piece.TransactionId ? y : x;
      return !(other instanceof Piece.Fixed fixed) || Kind.TRID.accepts(fixed.text());
    }
    return !(x instanceof Piece.Hole first && y instanceof Piece.Hole second)
        || meet(first.accepted(), second.accepted());
  }

  private static boolean meet(Accepted a, Accepted b) {
    if (a instanceof Accepted.OneWord words) {
      return words.words().stream().anyMatch(b::accepts);
    }
    if (b instanceof Accepted.OneWord words) {
      return words.words().stream().anyMatch(a::accepts);
    }
    return agree(begin(a), begin(b));
  }

  /** Of texts with several pieces only the literal beginnings are compared. */
  private static boolean meetBegins(TextPattern a, TextPattern b) {
    return agree(begin(a), begin(b));
  }

  /** Whether one text can begin with both. */
  private static boolean agree(String a, String b) {
    return a.startsWith(b) || b.startsWith(a);
  }

  private static String begin(TextPattern text) {
    Piece first = text.pieces().isEmpty() ? null : text.pieces().get(0);
    if (first instanceof Piece.Hole hole) {
      return begin(hole.accepted());
    }
    return first instanceof Piece.Fixed fixed ? fixed.text() : "";
  }

  /** With what all texts begin that are taken, as far as that stands there letter by letter. */
  private static String begin(Accepted accepted) {
    if (!(accepted instanceof Accepted.Matching matching)) {
      return "";
    }
    String regex = matching.pattern().pattern();
    Matcher plain = PLAIN.matcher(regex);
    boolean hasOneWay = regex.indexOf('|') < 0;
    return hasOneWay && plain.lookingAt() ? plain.group() : "";
  }

  private static boolean meet(Optional<PayloadPattern> a, Optional<PayloadPattern> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return true;
    }
    if (a.get() instanceof PayloadPattern.Body x && b.get() instanceof PayloadPattern.Body y) {
      return meet(x.text(), y.text());
    }
    return !(a.get() instanceof PayloadPattern.Mime x && b.get() instanceof PayloadPattern.Mime y)
        || meetHeaders(x.headers(), y.headers());
  }

  private static boolean meetHeaders(List<PayloadPattern.Header> a, List<PayloadPattern.Header> b) {
    Set<Boolean> meets = new HashSet<>();
    for (PayloadPattern.Header x : a) {
      for (PayloadPattern.Header y : b) {
        if (x.name().equalsIgnoreCase(y.name())) {
          meets.add(meet(x.value(), y.value()));
        }
      }
    }
    return !meets.contains(false);
  }
}
