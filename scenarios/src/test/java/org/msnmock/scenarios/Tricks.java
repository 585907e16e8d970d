package org.msnmock.scenarios;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.msnmock.client.Manners;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.notification.NotificationSettings.ContactListUse;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.mockserver.adapter.ClientEvents;

/** How the faults do it. */
final class Tricks {
  /** A client that tries for ever must still come to an end. */
  private static final int MOST_TRIES = 10;

  private Tricks() {}

  // ---- manners ----

  static Manners countingFrom(long first) {
    return new Manners(
        Manners.USUAL.dialects(),
        Manners.USUAL.description(),
        new TransactionId(first),
        ContactListUse.READ,
        OptionalLong.of(0));
  }

  static Manners withoutList() {
    return new Manners(
        Manners.USUAL.dialects(),
        Manners.USUAL.description(),
        new TransactionId(1),
        ContactListUse.LEAVE_ALONE,
        OptionalLong.of(0));
  }

  // ---- one frame ----

  static String withSmallVerb(String frame) {
    return frame.substring(0, 3).toLowerCase(Locale.ROOT) + frame.substring(3);
  }

  static String withCapitalDigest(String frame) {
    int body = frame.indexOf('\n') + 1;
    return frame.startsWith("QRY")
        ? frame.substring(0, body) + frame.substring(body).toUpperCase(Locale.ROOT)
        : frame;
  }

  static String withAnotherDigest(String frame) {
    int body = frame.indexOf('\n') + 1;
    return frame.startsWith("QRY") ? frame.substring(0, body) + "0".repeat(32) : frame;
  }

  static String withPayloadAsLines(String frame) {
    int body = frame.indexOf('\n') + 1;
    return frame.matches("(?s)(MSG|NOT|IPG) .*")
        ? frame.substring(body).replaceFirst("(?s)([^\n])$", "$1\r\n")
        : frame;
  }

  static String withFoldersSwapped(String frame) {
    return frame.contains("x-msmsgsactivemailnotification")
        ? frame
            .replace("Src-Folder", "\0")
            .replace("Dest-Folder", "Src-Folder")
            .replace("\0", "Dest-Folder")
        : frame;
  }

  static String withStrangersSwapped(String frame) {
    return frame.startsWith("BLP AL")
        ? frame.replace("AL", "BL")
        : frame.replaceFirst("^BLP BL", "BLP AL");
  }

  static String asLatin1(String frame) {
    return new String(frame.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** Whether the frame has the name of a group or a contact in it. */
  static boolean namesOthers(String frame) {
    return frame.matches("(?s)(LSG|LST|ILN|NLN) .*");
  }

  /** Breaks the connection where a frame, without its line end, looks like this. */
  static String fallOver(String frame, String pattern) {
    String line = frame.endsWith("\r\n") ? frame.substring(0, frame.length() - 2) : frame;
    if (!frame.isEmpty() && line.matches(pattern)) {
      throw new UncheckedIOException(new IOException("the client fell over " + line));
    }
    return frame;
  }

  // ---- conversations ----

  /** Hears nothing any more after such a frame, not even the end. */
  static Rig.Conversation deafAfter(Rig rig, String pattern) {
    return new Rig.Conversation() {
      private boolean isDeaf;

      @Override
      public String heard(String frame) {
        isDeaf |= frame.matches(pattern);
        if (isDeaf && frame.isEmpty()) {
          rig.waitForTheEnd();
        }
        return isDeaf ? "" : frame;
      }
    };
  }

  /** News between the request for the list and its reply make it fall over. */
  static Rig.Conversation thatWantsTheReplyNext() {
    return new Rig.Conversation() {
      private volatile boolean isWaiting;

      @Override
      public String said(String frame) {
        isWaiting = isWaiting || frame.startsWith("SYN");
        return frame;
      }

      @Override
      public String heard(String frame) {
        isWaiting = isWaiting && !frame.startsWith("SYN");
        return isWaiting ? fallOver(frame, "NLN .*|FLN .*") : frame;
      }
    };
  }

  static Rig.Conversation thatComparesAccountsByCase() {
    return new Rig.Conversation() {
      private volatile String account = "";

      @Override
      public String said(String frame) {
        if (frame.contains(" TWN I ")) {
          account = frame.strip().split(" ")[4];
        }
        return frame;
      }

      @Override
      public String heard(String frame) {
        return frame.matches("USR \\d+ OK .*\r\n") && !frame.split(" ")[3].equals(account)
            ? fallOver(frame, ".*")
            : frame;
      }
    };
  }

  /** Comes online only when the profile has been there. */
  static Rig.Conversation thatWaitsForTheProfile() {
    return new Rig.Conversation() {
      private volatile boolean hasProfile;

      @Override
      public String said(String frame) {
        // the list takes a while, but not long enough; so it is not asked for either
        return hasProfile || !frame.matches("(?s)CHG.*") ? frame : "";
      }

      @Override
      public String heard(String frame) {
        hasProfile = hasProfile || frame.startsWith("MSG");
        return frame;
      }
    };
  }

  /** A group before the first setting makes it fall over. */
  static Rig.Conversation thatWantsGroupsLast() {
    return new Rig.Conversation() {
      private boolean hasSetting;

      @Override
      public String heard(String frame) {
        hasSetting = hasSetting || frame.startsWith("GTC");
        return hasSetting ? frame : fallOver(frame, "LSG .*");
      }
    };
  }

  /** Properties in a list are those of the contact below. */
  static Rig.Conversation thatGivesPropertiesToTheNext() {
    return new Rig.Conversation() {
      private String held = "";

      @Override
      public String heard(String frame) {
        if (frame.matches("BPR [A-Z].*\r\n")) {
          held += frame;
          return "";
        }
        if (frame.startsWith("LST")) {
          String all = frame + held;
          held = "";
          return all;
        }
        return frame;
      }
    };
  }

  /** As many contacts as were announced are all of a list; what follows on them is not. */
  static Rig.Conversation thatIsDoneWithTheLastContact() {
    return new Rig.Conversation() {
      private int left;

      @Override
      public String heard(String frame) {
        if (frame.matches("SYN( \\d+){4}\r\n")) {
          left = Integer.parseInt(frame.split(" ")[3]);
        }
        boolean isComplete = left == 0;
        if (frame.startsWith("LST")) {
          left--;
        }
        return isComplete && frame.matches("BPR [A-Z].*\r\n") ? "" : frame;
      }
    };
  }

  static Rig.Conversation thatAnswersOnceOnline() {
    return new Rig.Conversation() {
      private volatile boolean isOnline;

      @Override
      public String heard(String frame) {
        isOnline = isOnline || frame.startsWith("CHG");
        return isOnline || !frame.startsWith("CHL") ? frame : "";
      }
    };
  }

  static Rig.Conversation thatSkipsALineAfterQry() {
    return new Rig.Conversation() {
      private boolean isAfterQry;

      @Override
      public String heard(String frame) {
        boolean isSkipped = isAfterQry;
        isAfterQry = frame.startsWith("QRY");
        return isSkipped ? "" : frame;
      }
    };
  }

  /** Whoever is refused is on the list all the same. */
  static Rig.Conversation thatTakesRefusalsForYes() {
    return new Rig.Conversation() {
      private volatile String[] asked = {};

      @Override
      public String said(String frame) {
        if (frame.matches("ADD \\d+ FL .*\r\n")) {
          asked = frame.strip().split(" ");
        }
        return frame;
      }

      @Override
      public String heard(String frame) {
        String[] fields = asked;
        return fields.length > 4 && frame.matches("2\\d\\d " + fields[1] + "\r\n")
            ? "ADD %s FL 28 %s %s 0\r\n".formatted(fields[1], fields[3], fields[4])
            : frame;
      }
    };
  }

  /** The second answer that says the same makes it fall over. */
  static Rig.Conversation thatWantsNewStatuses() {
    return new Rig.Conversation() {
      private String latest = "";

      @Override
      public String heard(String frame) {
        String status = frame.replaceFirst("^CHG \\d+", "CHG");
        if (frame.startsWith("CHG")) {
          String before = latest;
          latest = status;
          return status.equals(before) ? fallOver(frame, ".*") : frame;
        }
        return frame;
      }
    };
  }

  // ---- whole clients ----

  /** Tells of a new friend when it asks for one. */
  static void tellBeforeTheReply(Rig rig) {
    AtomicReference<ClientEvents> play = new AtomicReference<>();
    rig.conversation(
            () ->
                new Rig.Conversation() {
                  @Override
                  public String said(String frame) {
                    ClientEvents user = play.get();
                    if (user != null && frame.matches("ADD \\d+ FL dave.*\r\n")) {
                      user.told(
                          "contacts",
                          Map.of(
                              "forward",
                              List.of("bob@example.com", "carol@example.com", "dave@example.com")));
                    }
                    return frame;
                  }
                })
        .events(
            "contacts",
            told -> {
              play.set(told);
              return told;
            });
  }

  static void doNotSeeTheEnd(Rig rig) {
    rig.settings(builder -> builder.replyTimeout(Duration.ofHours(1)))
        .reading(in -> endless(rig, in));
  }

  private static InputStream endless(Rig rig, InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
          count = super.read(into, offset, length);
        } catch (IOException e) {
          count = -1;
        }
        if (count < 0) {
          rig.waitForTheEnd();
        }
        return count;
      }
    };
  }

  static MsnListener thatTriesAgain(Rig rig) {
    AtomicInteger tries = new AtomicInteger();
    return new MsnListener() {
      @Override
      public void signInFailed(SignInFailed event) {
        if (tries.incrementAndGet() < MOST_TRIES) {
          rig.signInAgain();
        }
      }
    };
  }

  static MsnListener thatComesBack(Rig rig) {
    AtomicInteger tries = new AtomicInteger();
    return new MsnListener() {
      @Override
      public void disconnected(Disconnected event) {
        if (tries.incrementAndGet() < MOST_TRIES) {
          rig.signInAgain();
        }
      }
    };
  }

  /** When a ticket is too old, it calls again and says nothing but the same ticket. */
  static void sendTheOldTicketAgain(Rig rig) {
    AtomicReference<String> ticket = new AtomicReference<>("");
    AtomicReference<String> refused = new AtomicReference<>("");
    rig.conversation(
            () ->
                new Rig.Conversation() {
                  @Override
                  public String said(String frame) {
                    if (frame.contains(" TWN S ")) {
                      ticket.set(frame);
                    }
                    return refused.get().isEmpty() ? frame : ticket.get();
                  }

                  @Override
                  public String heard(String frame) {
                    if (frame.startsWith("928")) {
                      refused.set(frame);
                    }
                    return frame;
                  }
                })
        .listener(
            "sign-in-failed",
            new MsnListener() {
              @Override
              public void signInFailed(SignInFailed event) {
                if (refused.getAndSet("once").startsWith("928")) {
                  rig.signInAgain();
                }
              }
            });
  }
}
