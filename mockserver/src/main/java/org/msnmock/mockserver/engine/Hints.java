package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Captures;
import org.msnmock.mockserver.dialogue.LinePattern;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.PercentCode;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.dialogue.TextPattern;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Text;

/** Small detectors of likely causes, run only on failure. */
final class Hints {
  private final Script script;
  private final Values values;
  private final Journal journal;

  Hints(Script script, Values values, Journal journal) {
    this.script = script;
    this.values = values;
    this.journal = journal;
  }

  /** For a line that did not fit its nearest step. */
  List<String> forLine(
      Entry.Connection connection, Frame frame, Optional<Mismatch> mismatch, Step.ClientLine step) {
    List<String> hints = new ArrayList<>();
    if (mismatch.isPresent()) {
      Mismatch found = mismatch.get();
      blanks(frame, hints);
      if (found.part() == Mismatch.Part.TOKEN) {
        if (found.index() == 0) {
          capitals(found, "commands are written in capital letters", hints);
        } else {
          usedBefore(connection, frame, found, hints);
          value(found, hints);
        }
      } else if (found.part() == Mismatch.Part.PAYLOAD) {
        value(found, hints);
        payloadLength(frame, found, hints);
      }
      elsewhere(frame, step, found, hints);
    }
    return hints;
  }

  /** For a request that did not fit. */
  List<String> forRequest(Mismatch mismatch) {
    List<String> hints = new ArrayList<>();
    if (mismatch.part() == Mismatch.Part.AUTHORIZATION) {
      String wanted = PercentCode.decode(mismatch.expected());
      if (!mismatch.received().isEmpty() && wanted.startsWith(mismatch.received() + ",")) {
        hints.add(
            "the value ends where a comma stands in it: commas separate the pairs, a comma inside a"
                + " value must be sent as %2C");
        return hints;
      }
    }
    value(mismatch, hints);
    return hints;
  }

  private static void blanks(Frame frame, List<String> hints) {
    String[] tokens = frame.tokens();
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i].isEmpty() && tokens.length > 1) {
        hints.add(
            "two blanks in a row before token %s; exactly one blank separates tokens"
                .formatted(i + 1));
        return;
      }
    }
    if (frame.text().indexOf('\t') >= 0) {
      hints.add("there is a TAB in the line; exactly one blank separates tokens");
    }
  }

  private static void capitals(Mismatch found, String rule, List<String> hints) {
    if (found.received().equalsIgnoreCase(found.expected())) {
      hints.add("equal except for capitals; " + rule);
    }
  }

  private void usedBefore(
      Entry.Connection connection, Frame frame, Mismatch found, List<String> hints) {
    if (found.index() != 1 || Judge.transactionId(frame).isEmpty()) {
      return;
    }
    boolean self = false;
    List<Entry> entries = journal.entries();
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i) instanceof Entry.Heard heard
          && heard.connection().equals(connection)
          && Judge.transactionId(heard.frame()).equals(found.received())) {
        if (self) {
          hints.add(
              "transaction id %s was used before on this connection, by %s; each command has an id of its own"
                  .formatted(found.received(), heard.frame().command()));
          return;
        }
        self = true;
      }
    }
  }

  /** Compares what was awaited with what came. Never tells a secret. */
  private void value(Mismatch found, List<String> hints) {
    String wanted = found.expected();
    String got = found.received();
    if (got.isEmpty() || wanted.isEmpty()) {
      return;
    }
    if (got.equals("'" + wanted + "'") || got.equals('"' + wanted + '"')) {
      hints.add("the value is right, but it stands in quotes; the quotes are no part of it");
    } else if (got.equals(PercentCode.decode(wanted))) {
      hints.add("the value is not percent-encoded" + inAuthorization(found));
    } else if (got.length() > 2 && wanted.startsWith(got)) {
      hints.add(cut(wanted, got));
    } else if (wanted.length() > 2 && got.startsWith(wanted)) {
      hints.add(
          "the value is right, but %s more characters follow it"
              .formatted(got.length() - wanted.length()));
    } else if (isEncoded(found) && isTwice(wanted, got)) {
      hints.add("the value is percent-encoded twice; it must be encoded once");
    } else if (wanted.equals(PercentCode.decode(got))) {
      hints.add("the value is percent-encoded, which it must not be here");
    } else if (isEncoded(found) && !PercentCode.isWellFormed(got)) {
      hints.add(
          "a percent sign without two hexadecimal digits: in an encoded value it is sent as %25");
    } else if (isEncoded(found) && got.replace('+', ' ').equals(PercentCode.decode(wanted))) {
      hints.add("a blank is sent as %20; a plus is a plus");
    } else {
      otherwise(found, wanted, got, hints);
    }
  }

  private void otherwise(Mismatch found, String wanted, String got, List<String> hints) {
    capitals(found, "case counts here", hints);
    boolean address = got.indexOf('@') > 0 && wanted.indexOf('@') > 0;
    if (hints.isEmpty() && address) {
      script.accounts().stream()
          .filter(
              account -> script.accounts().size() == 1 || account.user().equalsIgnoreCase(wanted))
          .findFirst()
          .ifPresent(account -> hints.add(otherAccount(account)));
    }
  }

  private String otherAccount(Account account) {
    String subject = script.dialogue().subject(account.client());
    return "another account: %s was given %s"
        .formatted(subject.isEmpty() ? "the client" : subject, account.user());
  }

  private static String inAuthorization(Mismatch found) {
    return found.part() == Mismatch.Part.AUTHORIZATION
        ? "; in the Authorization header commas, percent signs, blanks, @ and all beyond ASCII are"
        : "";
  }

  /** Payloads are sent as they are, but where the dialogue writes an encoded value into them. */
  private static boolean isEncoded(Mismatch found) {
    return found.part() != Mismatch.Part.PAYLOAD
        || !PercentCode.decode(found.expected()).equals(found.expected());
  }

  private static boolean isTwice(String wanted, String got) {
    String once = PercentCode.decode(got);
    return !once.equals(got)
        && once.indexOf('%') >= 0
        && PercentCode.decode(once).equals(PercentCode.decode(wanted));
  }

  private static String cut(String wanted, String got) {
    char next = wanted.charAt(got.length());
    return "the value was cut: %s of %s characters came, it ends before %s"
        .formatted(
            got.length(),
            wanted.length(),
            Character.isLetterOrDigit(next) ? "its end" : "the first '" + next + "' that follows");
  }

  /** A client that announces the number of its characters leaves as many bytes out at the end. */
  private static void payloadLength(Frame frame, Mismatch found, List<String> hints) {
    String text = frame.payloadText();
    String last = text.substring(text.lastIndexOf('\n') + 1);
    if (!last.equals(found.received()) || !isBeginning(last, found.expected())) {
      return;
    }
    String meant = text.substring(0, text.length() - last.length()) + found.expected();
    int characters = meant.codePointCount(0, meant.length());
    if (characters < Text.length(meant) && characters <= Text.length(text)) {
      hints.add("lengths are counted in bytes of UTF-8, not in characters");
    }
  }

  /** Whether a line ends too soon, be it inside a character or inside its line end. */
  private static boolean isBeginning(String cut, String whole) {
    byte[] came = Text.encode(cut);
    byte[] meant = Text.encode(whole);
    return cut.equals(whole + "\r")
        || came.length < meant.length && Arrays.mismatch(came, meant) == came.length;
  }

  /** Whether the line would have fitted another step. */
  private void elsewhere(Frame frame, Step.ClientLine nearest, Mismatch found, List<String> hints) {
    if (found.index() > 0 && found.part() != Mismatch.Part.MISSING_TOKEN) {
      return;
    }
    for (Step step : Steps.all(script.dialogue().steps())) {
      if (step instanceof Step.ClientLine other
          && other.info().number() != nearest.info().number()
          && fits(other.line(), frame)) {
        boolean later = other.info().number() > nearest.info().number();
        hints.add(
            "this line would fit step %s (%s, %s)%s"
                .formatted(
                    other.info().number(),
                    other.info().span().place(),
                    other.info().text(),
                    later
                        ? ", which comes later: " + nearest.info().text() + " was left out"
                        : before(other.info().span())));
        return;
      }
    }
  }

  /** What became of a step that stands before the one that waits. */
  private String before(Span step) {
    boolean wasTaken =
        journal.entries().stream()
            .anyMatch(entry -> entry instanceof Entry.Taken taken && taken.step().equals(step));
    return wasTaken
        ? ", which is over: it was said again"
        : ", which is not awaited now: its turn is over, or another branch was taken";
  }

  /** Compares all but the transaction id. */
  private boolean fits(LinePattern pattern, Frame frame) {
    String[] tokens = frame.tokens();
    if (!pattern.command().map(tokens[0]::equals).orElse(false)) {
      return false;
    }
    Optional<Mismatch> mismatch =
        pattern.match(frame, LinePattern.Surplus.REFUSED, values, new Captures());
    if (mismatch.isEmpty()) {
      return true;
    }
    boolean onlyId =
        mismatch.get().part() == Mismatch.Part.TOKEN
            && mismatch.get().index() == 1
            && tokens.length > 1
            && literal(pattern).isPresent();
    if (!onlyId) {
      return false;
    }
    tokens = tokens.clone();
    tokens[1] = literal(pattern).orElse("");
    return pattern
        .match(
            Frame.line(String.join(" ", tokens)),
            LinePattern.Surplus.REFUSED,
            values,
            new Captures())
        .isEmpty();
  }

  private static Optional<String> literal(LinePattern pattern) {
    if (pattern.tokens().size() < 2) {
      return Optional.empty();
    }
    TextPattern second = pattern.tokens().get(1);
    return second.pieces().size() == 1 && second.pieces().get(0) instanceof Piece.Fixed fixed
        ? Optional.of(fixed.text())
        : Optional.empty();
  }
}
