package org.msnmock.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.contact.ContactList.Strangers;
import org.msnmock.client.contact.ContactList.WhenAdded;
import org.msnmock.client.contact.Group;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.protocol.ErrorCode;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.RefusedHereException;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/**
 * Lines about lists, groups and settings. The forms are those of MSNPiki and of the msnp-wiki of
 * yellows111.
 */
class ListRequestTest {
  private static final TransactionId ID = new TransactionId(7);
  private static final Principal BOB = new Principal("bob@example.com");
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final OptionalLong V28 = OptionalLong.of(28);

  private static Frame frame(String line) {
    String[] tokens = line.split(" ");
    return Frame.of(tokens[0], Arrays.copyOfRange(tokens, 1, tokens.length));
  }

  private static Arguments row(Request<?> request, String said, String heard, Object answer) {
    return Arguments.of(request, said, heard, answer);
  }

  static List<Arguments> exchanges() {
    return List.of(
        row(
            new AddToList(ListName.FORWARD, BOB, "Bob B", OptionalLong.of(3)),
            "ADD 7 FL bob@example.com Bob%20B 3",
            "ADD 7 FL 28 bob@example.com Bob%20B 3",
            new ListedOn(ListName.FORWARD, V28, BOB, Optional.of("Bob B"), OptionalLong.of(3))),
        row(
            new AddToList(ListName.ALLOW, BOB, "", NONE),
            "ADD 7 AL bob@example.com bob@example.com",
            "ADD 7 AL bob@example.com Bob",
            new ListedOn(ListName.ALLOW, NONE, BOB, Optional.of("Bob"), NONE)),
        row(
            new RemoveFromList(ListName.FORWARD, BOB, OptionalLong.of(1)),
            "REM 7 FL bob@example.com 1",
            "REM 7 FL 28 bob@example.com 1",
            new UnlistedFrom(ListName.FORWARD, V28, BOB, OptionalLong.of(1))),
        row(
            new RemoveFromList(ListName.BLOCK, BOB, NONE),
            "REM 7 BL bob@example.com",
            "REM 7 BL x bob@example.com",
            new UnlistedFrom(ListName.BLOCK, NONE, BOB, NONE)),
        row(
            new Rename(BOB, "100% Böb"),
            "REA 7 bob@example.com 100%25%20Böb",
            "REA 7 28 bob@example.com 100%25%20B%C3%B6b",
            new Rename.Renamed(V28, BOB, "100% Böb")),
        row(
            new AddGroup("Work mates"),
            "ADG 7 Work%20mates 0",
            "ADG 7 28 Work%20mates 2 0",
            new AddGroup.Added(V28, new Group(2, "Work mates"))),
        row(
            new RenameGroup(2, "Colleagues"),
            "REG 7 2 Colleagues 0",
            "REG 7 28 2 Colleagues 0",
            new RenameGroup.Renamed(V28, new Group(2, "Colleagues"))),
        row(new RemoveGroup(2), "RMG 7 2", "RMG 7 28 2", new RemoveGroup.Removed(V28)),
        row(
            new SetProperty("PHH", "555 1234"),
            "PRP 7 PHH 555%201234",
            "PRP 7 28 PHH 555%201234",
            new SetProperty.Changed(V28, "PHH", "555 1234")),
        row(
            new SetProperty("PHH", ""),
            "PRP 7 PHH",
            "PRP 7 28 PHH",
            new SetProperty.Changed(V28, "PHH", "")),
        row(
            ChangeListSetting.of(Strangers.BLOCKED),
            "BLP 7 BL",
            "BLP 7 28 BL",
            new ChangeListSetting.Changed(V28)),
        row(
            ChangeListSetting.of(WhenAdded.ALLOW_SILENTLY),
            "GTC 7 N",
            "GTC 7 28 N",
            new ChangeListSetting.Changed(V28)),
        row(
            new FetchMailboxAddress(),
            "URL 7 INBOX",
            "URL 7 /cgi-bin/HoTMaiL https://login.example.com/ppsecure 2",
            new FetchMailboxAddress.MailboxAddress(
                "/cgi-bin/HoTMaiL", "https://login.example.com/ppsecure")));
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void is_written_and_its_answer_read(
      Request<?> request, String said, String heard, Object answer) {
    assertThat(request.toFrame(ID)).isEqualTo(frame(said));
    assertThat(request.answeredBy()).containsExactly(said.substring(0, 3));
    assertThat(request.answer(frame(heard))).isEqualTo(answer);
  }

  @Test
  void never_touches_the_reverse_list() {
    assertThatThrownBy(() -> new AddToList(ListName.REVERSE, BOB, "Bob", NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RemoveFromList(ListName.REVERSE, BOB, NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", " ", "ä", "♫", "\uD834\uDD1E"})
  void cuts_a_name_between_characters(String character) {
    // when
    Frame frame = new Rename(BOB, character.repeat(400)).toFrame(ID);
    // then
    String field = frame.argument(2);
    assertThat(field.getBytes(java.nio.charset.StandardCharsets.UTF_8).length).isBetween(384, 387);
    assertThat(frame.decodedArgument(2)).matches("(" + character + ")+");
  }

  @Test
  void does_not_send_back_a_name_that_no_server_would_take() {
    assertThat(new AddToList(ListName.ALLOW, BOB, "x".repeat(60_000), NONE).toFrame(ID).argument(3))
        .hasSize(387);
  }

  @Test
  void refuses_here_what_a_server_would_hang_up_on() {
    assertThatThrownBy(() -> new AddGroup("♫".repeat(21)))
        .isInstanceOfSatisfying(
            RefusedHereException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.GROUP_NAME_TOO_LONG));
    assertThatThrownBy(() -> new RenameGroup(2, "")).isInstanceOf(RefusedHereException.class);
    assertThatThrownBy(() -> new RemoveGroup(0)).isInstanceOf(RefusedHereException.class);
    assertThatThrownBy(() -> new SetProperty("PHH", " ".repeat(32)))
        .isInstanceOf(RefusedHereException.class);
    assertThatThrownBy(() -> new Rename(BOB, "")).isInstanceOf(IllegalArgumentException.class);
    assertThat(new AddGroup("♫".repeat(20)).name()).hasSize(20);
    assertThat(new SetProperty("PHH", " ".repeat(31)).value()).hasSize(31);
  }
}
