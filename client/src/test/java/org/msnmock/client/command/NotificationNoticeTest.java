package org.msnmock.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList.Strangers;
import org.msnmock.client.contact.ContactList.WhenAdded;
import org.msnmock.client.contact.Group;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.Payload;

/** Lines of the real service, as its clients and their documentation show them. */
class NotificationNoticeTest {
  private static final Principal BOB = new Principal("bob@example.com");

  private static Frame frame(String line) {
    String[] tokens = line.split(" ");
    return Frame.of(tokens[0], Arrays.copyOfRange(tokens, 1, tokens.length));
  }

  private static Arguments row(String line, NotificationNotice notice) {
    return Arguments.of(line, notice);
  }

  private static Contact contact(Set<ListName> lists, Set<Long> groups) {
    return new Contact(BOB, "Bob B", lists, groups, Map.of());
  }

  static List<Arguments> notices() {
    return List.of(
        row("CHL 0 15570131571988941333", new Challenge("15570131571988941333")),
        row(
            "RNG 11752013 207.46.108.38:1863 CKI 849102291.520491113 bob@example.com Bob%20B",
            new Rang("11752013", "207.46.108.38:1863", "849102291.520491113", BOB, "Bob B")),
        row("QNG", new PingAnswered(Optional.empty())),
        row("QNG 50", new PingAnswered(Optional.of(Duration.ofSeconds(50)))),
        row("QNG later", new PingAnswered(Optional.empty())),
        row("OUT", new SignedOff(SignedOff.Reason.OTHER)),
        row("OUT OTH", new SignedOff(SignedOff.Reason.ELSEWHERE)),
        row("OUT SSD", new SignedOff(SignedOff.Reason.MAINTENANCE)),
        row("OUT XYZ", new SignedOff(SignedOff.Reason.OTHER)),
        row("XFR 0 NS 10.0.0.5:1863", new MovedOn(new Endpoint("10.0.0.5", 1863))),
        row(
            "NLN AWY bob@example.com Bob%20B 4294967295 %3Cmsnobj%2F%3E",
            new ContactOnline(BOB, Status.AWAY, "Bob B", 4294967295L, Optional.empty())),
        row(
            "NLN AWY bob@example.com Bob 4294967296 0",
            new ContactOnline(BOB, Status.AWAY, "Bob", 0, Optional.empty())),
        row(
            "NLN AWY bob@example.com Bob 0 %3Cmsnobj%20SHA1D%3D%22a+b%22%2F%3E",
            new ContactOnline(BOB, Status.AWAY, "Bob", 0, Optional.of("<msnobj SHA1D=\"a+b\"/>"))),
        row(
            "NLN XYZ bob@example.com Bob",
            new ContactOnline(BOB, Status.ONLINE, "Bob", 0, Optional.empty())),
        row(
            "ILN 9 BSY bob@example.com Bob%20B 268435492",
            new ContactOnline(BOB, Status.BUSY, "Bob B", 268435492, Optional.empty())),
        row("FLN bob@example.com", new ContactOffline(BOB)),
        row("LSG 0 Other%20Contacts 0", new GroupListed(new Group(0, "Other Contacts"))),
        row(
            "LST bob@example.com Bob%20B 11 0,1",
            new ContactListed(
                contact(
                    Set.of(ListName.FORWARD, ListName.ALLOW, ListName.REVERSE), Set.of(0L, 1L)))),
        row(
            "LST bob@example.com Bob%20B 3",
            new ContactListed(contact(Set.of(ListName.FORWARD, ListName.ALLOW), Set.of(0L)))),
        row(
            "LST bob@example.com Bob%20B 4",
            new ContactListed(contact(Set.of(ListName.BLOCK), Set.of()))),
        row(
            "LST bob@example.com Bob%20B 1 7,x",
            new ContactListed(contact(Set.of(ListName.FORWARD), Set.of(7L)))),
        row(
            "BPR PHM 1%20(222)",
            new ContactPropertySet(OptionalLong.empty(), Optional.empty(), "PHM", "1 (222)")),
        row("BPR MOB", new ContactPropertySet(OptionalLong.empty(), Optional.empty(), "MOB", "")),
        row(
            "BPR 28 bob@example.com PHH 123",
            new ContactPropertySet(OptionalLong.of(28), Optional.of(BOB), "PHH", "123")),
        row(
            "BPR 28 bob@example.com PHH",
            new ContactPropertySet(OptionalLong.of(28), Optional.of(BOB), "PHH", "")),
        row("PRP PHH 123%20(4567)", new PropertyListed("PHH", "123 (4567)")),
        row(
            "ADD 0 RL 36 bob@example.com Bob%20B",
            new ListedOn(
                ListName.REVERSE,
                OptionalLong.of(36),
                BOB,
                Optional.of("Bob B"),
                OptionalLong.empty())),
        row(
            "ADD 0 FL bob@example.com Bob 3",
            new ListedOn(
                ListName.FORWARD,
                OptionalLong.empty(),
                BOB,
                Optional.of("Bob"),
                OptionalLong.of(3))),
        row(
            "REM 0 RL 37 bob@example.com",
            new UnlistedFrom(ListName.REVERSE, OptionalLong.of(37), BOB, OptionalLong.empty())),
        row("PRP MOB", new PropertyListed("MOB", "")),
        row("BLP AL", new ListSetting(Optional.of(Strangers.ALLOWED), Optional.empty())),
        row("BLP BL", new ListSetting(Optional.of(Strangers.BLOCKED), Optional.empty())),
        row("GTC A", new ListSetting(Optional.empty(), Optional.of(WhenAdded.ASK))),
        row("GTC N", new ListSetting(Optional.empty(), Optional.of(WhenAdded.ALLOW_SILENTLY))));
  }

  @ParameterizedTest
  @MethodSource("notices")
  void is_read_from_its_line(String line, NotificationNotice notice) {
    assertThat(NotificationNotice.from(frame(line))).isEqualTo(notice);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRP 40 41 PHH 555",
        "BLP 43 44 BL",
        "GTC X",
        "ADD 7 RL 36 bob@example.com Bob",
        "ADD 0 PL 36 bob@example.com Bob",
        "REM 7 RL 36 bob@example.com",
        "XFR 12 NS 10.0.0.5:1863",
        "XFR 0 SB 10.0.0.5:1863",
        "ABC",
        "QRY 7"
      })
  void is_left_alone_when_it_is_not_for_this_client(String line) {
    assertThat(NotificationNotice.from(frame(line))).isEqualTo(new Unrecognised(frame(line)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CHL 0",
        "FLN",
        "NLN AWY",
        "ILN 9 BSY",
        "LST bob@example.com Bob",
        "LST bob@example.com Bob x",
        "LSG x Friends",
        "BPR",
        "BPR 28",
        "ADD 0 RL 36",
        "REM 0 RL",
        "REM"
      })
  void is_a_violation_when_what_matters_is_missing(String line) {
    assertThatThrownBy(() -> NotificationNotice.from(frame(line)))
        .isInstanceOf(ProtocolViolationException.class)
        .hasMessageContaining(line);
  }

  @Test
  void is_a_message_of_the_server_or_of_somebody_who_claims_so() {
    // given
    Payload payload =
        Payload.of(
            "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsprofile; charset=UTF-8\r\nsid: 507\r\n\r\n");
    // when
    var fromServer =
        (ServerMessage)
            NotificationNotice.from(frame("MSG Hotmail Hotmail 9").withPayload(payload));
    var fromBob =
        (ServerMessage)
            NotificationNotice.from(frame("MSG bob@example.com Hotmail 9").withPayload(payload));
    // then
    assertThat(fromServer.isFromServer()).isTrue();
    assertThat(fromServer.message().contentType()).isEqualTo("text/x-msmsgsprofile");
    assertThat(fromServer.message().header("SID")).hasValue("507");
    assertThat(fromBob.isFromServer()).isFalse();
  }
}
