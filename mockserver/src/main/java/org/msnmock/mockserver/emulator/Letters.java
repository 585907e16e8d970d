package org.msnmock.mockserver.emulator;

import java.util.Base64;
import org.msnmock.mockserver.wire.Text;

/** What the service itself writes to a user. */
final class Letters {
  private Letters() {}

  /**
   * What the user's account is like.
   *
   * @param remote where the client is, {@code host:port}
   */
  static String profile(Person who, Site site, String remote) {
    int colon = remote.lastIndexOf(':');
    return lines(
        "MIME-Version: 1.0",
        "Content-Type: text/x-msmsgsprofile; charset=UTF-8",
        "LoginTime: " + site.seconds(),
        "EmailEnabled: " + (who.mailbox() >= 0 ? 1 : 0),
        "MemberIdHigh: 85040",
        "MemberIdLow: " + who.address().hashCode(),
        "lang_preference: 1033",
        "preferredEmail: " + who.address(),
        "country: US",
        "PostalCode: ",
        "Gender: ",
        "Kid: " + (who.isKid() ? 1 : 0),
        "Age: ",
        "BDayPre: ",
        "Birthday: ",
        "Wallet: 0",
        "Flags: 1027",
        "sid: 507",
        "kv: 5",
        "MSPAuth: " + site.hex(32),
        "ClientIP: " + (colon < 0 ? remote : remote.substring(0, colon)),
        "ClientPort: " + swapped(remote.substring(colon + 1)),
        "");
  }

  /** The two bytes of a port, the other way round. */
  private static int swapped(String port) {
    int number = (int) Math.max(0, Words.number(port)) & 0xffff;
    return (number & 0xff) << 8 | number >> 8;
  }

  /** How many letters wait. */
  static String mailbox(int unread) {
    return lines(
        "MIME-Version: 1.0",
        "Content-Type: text/x-msmsgsinitialemailnotification; charset=UTF-8",
        "",
        "Inbox-Unread: " + unread,
        "Folders-Unread: 0",
        "Inbox-URL: /cgi-bin/HoTMaiL",
        "Folders-URL: /cgi-bin/folders",
        "Post-URL: http://www.hotmail.example",
        "");
  }

  /**
   * One more letter has come.
   *
   * @param number of the letter
   */
  static String mail(int number, String from, String fromName, String subject) {
    return lines(
        "MIME-Version: 1.0",
        "Content-Type: text/x-msmsgsemailnotification; charset=UTF-8",
        "",
        "From: " + word(fromName),
        "Message-URL: /cgi-bin/getmsg?msg=MSG" + number,
        "Post-URL: https://loginnet.example/ppsecure/md5auth.srf?lc=1033",
        "Subject: " + word(subject),
        "Dest-Folder: ACTIVE",
        "From-Addr: " + from,
        "id: 2",
        "");
  }

  /** Encodes what is not plain. */
  private static String word(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f) && !text.contains("=?")) {
      return text;
    }
    return "=?\"utf-8\"?B?%s?=".formatted(Base64.getEncoder().encodeToString(Text.encode(text)));
  }

  /** The service is about to go down. */
  static String shutdown(long minutes) {
    return lines(
        "MIME-Version: 1.0",
        "Content-Type: application/x-msmsgssystemmessage",
        "",
        "Type: 1",
        "Arg1: " + minutes,
        "");
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }
}
