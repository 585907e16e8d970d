package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What a client can be asked to do and what it can tell, with the names of the arguments. */
@SuppressWarnings("ImmutableEnumChecker") // nobody changes the maps after the constructor
enum Words {
  VERBS(
      "verb",
      """
      sign-in: Sign in with the account.
      sign-out: Sign out.
      set-status status: Change the own status.
      set-name name: Change the own friendly name.
      set-phone kind number: Change an own phone number.
      set-picture file: Change the own picture.
      add-emoticon text file: Let a picture stand for a text.
      add-contacts who group: Add contacts, to a group or to none.
      remove-contact who group: Remove a contact, from a group or altogether.
      block who: Block a contact.
      unblock who: Take back a block.
      accept-contact who: Allow somebody who has added us.
      add-group name: Add a group.
      rename-group group name: Give a group another name.
      remove-group group: Remove a group.
      change-settings when-added strangers: Change what happens with people who are no contacts.
      open-chat with: Open a conversation with a contact.
      invite who: Invite a contact to the conversation.
      send-message text to bold italic font colour: Send a text to the conversation.
      typing: Type something, without sending it.
      leave-chat: Leave the conversation.
      send-file file to by: Offer a file.
      accept-file name: Take a file that is offered.
      decline-file name: Refuse a file that is offered.
      cancel-file name: Break off the transfer of a file.
      request-picture who: Ask for a contact's picture.
      fetch-mail-url: Ask for the address of the mailbox.
      show-contact who: Look at what is known of a contact.
      show-settings: Look at what happens with people who are no contacts.
      count-from id: Count the requests of the next connections from here.
      """),
  EVENTS(
      "event",
      """
      signed-in user name: The client is signed in.
      sign-in-failed reason: Signing in failed.
      disconnected reason: The session is over, and not because the client wanted so.
      error code who: The server answered with an error.
      contacts forward allow block reverse groups: The contact list is there, or has changed.
      names who name: A contact has another friendly name.
      contact-request who name: Somebody has added us and waits for an answer.
      presence who status name: A contact has another status.
      message from text bold italic font colour emoticons: A text came.
      typing from: Somebody types.
      joined who: Somebody is in the conversation now.
      left who: Somebody has left the conversation.
      delivered: A text has arrived.
      failed text: A text has not arrived.
      mail unread from subject url: There is mail.
      alert text: The server has something to say to the user.
      file-offered from name size: Somebody offers a file.
      file-progress name bytes: A part of a file is through.
      file-done name size: A file is through.
      file-failed name reason: The transfer of a file failed.
      picture who size sha1: A contact's picture is there.
      contact who name home work mobile: What is known of a contact, as it was asked to show.
      settings when-added strangers: What happens with people who are no contacts, as it was asked to show.
      """);

  /** The argument that is a map: from the name of each group to its members. */
  static final String GROUPS = "groups";

  /** The argument that names a file beside the dialogue. */
  static final String FILE = "file";

  private static final Map<String, String> ARGUMENTS =
      table(
          """
      allow: The accounts on the allow list.
      block: The accounts on the block list.
      bold: Whether the text is bold: true or false.
      by: How a file is to go, in a client that knows more than one way: msnftp or p2p.
      bytes: How many bytes are through.
      code: The number of the error.
      colour: The colour of the text.
      emoticons: The parts of the text for which pictures stand that are there.
      file: The name of a file beside the dialogue or in a folder above, or a whole path; the client is told the whole path.
      font: The font of the text.
      forward: The accounts on the forward list.
      from: From whom: an account.
      group: The name of the group.
      groups: The groups with their members. Others may be there.
      home: The phone number at home.
      id: A transaction id, 0 to 4294967295.
      italic: Whether the text is italic: true or false.
      kind: Which of the phone numbers: home, work or mobile.
      mobile: The number of the mobile phone.
      name: The name that it has, or gets.
      number: The phone number.
      reason: The reason, in a word such as bad-password, account, version, lost, elsewhere.
      reverse: The accounts on the reverse list.
      sha1: The digest of the picture, in hexadecimal digits.
      size: How many bytes there are.
      status: A status, such as NLN, BSY or AWY.
      strangers: What people get who are on no list: allow or block.
      subject: What the mail is about.
      text: The text.
      to: To whom: an account.
      unread: How many mails are unread.
      url: The address of a page.
      user: The account.
      when-added: What happens when somebody adds us: ask or allow.
      who: An account, or a list of them.
      with: With whom: an account.
      work: The phone number at work.
      """);

  private final String title;
  private final Map<String, List<String>> arguments = new TreeMap<>();
  private final Map<String, String> texts = new TreeMap<>();

  Words(String title, String table) {
    this.title = title;
    table(table)
        .forEach(
            (line, text) -> {
              List<String> words = List.of(line.split(" "));
              arguments.put(words.get(0), words.subList(1, words.size()));
              texts.put(words.get(0), text);
            });
  }

  /** {@code left: right.} in each line. */
  private static Map<String, String> table(String lines) {
    Map<String, String> out = new TreeMap<>();
    for (String line : lines.strip().split("\n")) {
      int colon = line.indexOf(": ");
      out.put(line.substring(0, colon), line.substring(colon + 2));
    }
    return out;
  }

  /** For people. */
  String title() {
    return title;
  }

  boolean has(String word) {
    return arguments.containsKey(word);
  }

  List<String> all() {
    return List.copyOf(arguments.keySet());
  }

  List<String> arguments(String word) {
    return arguments.getOrDefault(word, List.of());
  }

  /** What editors say of a word. */
  String text(String word) {
    return Objects.requireNonNull(texts.get(word), word + " is not explained");
  }

  /** An argument as a key. */
  static Key argument(String word) {
    return new Key(
        word,
        word.equals(GROUPS) ? Shape.GROUPS : Shape.ARGUMENT,
        Objects.requireNonNull(ARGUMENTS.get(word), word + " is not explained"));
  }
}
