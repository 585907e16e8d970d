package org.msnmock.client.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The commands of the chat.
 *
 * <p>A usage such as {@code ADDRESS [GROUP]} names the words that follow; those in brackets can be
 * left out, and one that ends with dots takes the rest of the line.
 */
enum Verb {
  CHAT("[WHO]", "talks to somebody: what you type goes to them; alone, lists your conversations"),
  LIST("[online]", "lists your contacts by groups, with who is there"),
  INVITE("ADDRESS", "calls somebody into the conversation"),
  LEAVE("", "leaves the conversation"),
  ADD("ADDRESS [GROUP]", "adds somebody to your list"),
  REMOVE("ADDRESS [GROUP]", "removes somebody from your list, or from a group only"),
  ALLOW("ADDRESS", "lets somebody see you who has added you"),
  BLOCK("ADDRESS", "hides you from somebody"),
  UNBLOCK("ADDRESS", "takes that back"),
  ADDGROUP("NAME...", "makes a group"),
  RENAME("GROUP NAME...", "gives a group another name"),
  RMGROUP("GROUP...", "removes a group"),
  NAME("NAME...", "gives you another name"),
  STATUS("[STATUS]", "changes how others see you; alone, lists what there is"),
  PICTURE("ADDRESS FILE", "fetches the picture of somebody into a new file"),
  SETPICTURE("[FILE]", "shows a picture to others, PNG of 96 by 96 points; alone, none"),
  SEND("FILE", "offers a file to whom you talk to"),
  ACCEPT("[N] [FILE]", "takes a file that is offered; FILE is its name here, or a folder for it"),
  DECLINE("[N]", "says no to a file that is offered"),
  CANCEL("[N]", "ends the transfer of a file"),
  MAIL("", "tells of your mail and where to read it"),
  HELP("[COMMAND]", "tells of the commands"),
  QUIT("", "signs out and ends the program");

  private final String usage;
  private final String purpose;

  Verb(String usage, String purpose) {
    this.usage = usage;
    this.purpose = purpose;
  }

  /** As it is typed, {@code /chat}. */
  String typed() {
    return "/" + name().toLowerCase(Locale.ROOT);
  }

  /** How it is used, {@code /chat [WHO]}. */
  String usage() {
    return usage.isEmpty() ? typed() : typed() + " " + usage;
  }

  String purpose() {
    return purpose;
  }

  static Optional<Verb> from(String typed) {
    return Arrays.stream(values()).filter(verb -> verb.typed().equals(typed)).findFirst();
  }

  private List<String> words() {
    return usage.isEmpty() ? List.of() : List.of(usage.split(" "));
  }

  int fewest() {
    return (int) words().stream().filter(word -> !word.startsWith("[")).count();
  }

  int most() {
    return words().size();
  }

  /** Whether the last word takes the rest of the line. */
  boolean takesTheRest() {
    return usage.endsWith("...");
  }

  /** What the word at this place is, such as {@code GROUP}; nothing behind the last one. */
  Optional<String> word(int index) {
    return index < words().size()
        ? Optional.of(words().get(index).replaceAll("[\\[\\].]", ""))
        : Optional.empty();
  }
}
