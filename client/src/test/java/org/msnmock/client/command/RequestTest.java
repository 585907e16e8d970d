package org.msnmock.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.protocol.Ticket;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.Payload;

/** Lines of the real service, as its clients and their documentation show them. */
class RequestTest {
  private static final Principal ALICE = new Principal("alice@example.com");
  private static final TransactionId ID = new TransactionId(7);

  private static Frame frame(String line) {
    String[] tokens = line.split(" ");
    return Frame.of(tokens[0], Arrays.copyOfRange(tokens, 1, tokens.length));
  }

  @Test
  void offers_versions() {
    // given
    var request = new OfferVersions(List.of("MSNP9", "MSNP8", "CVR0"));
    // when, then
    assertThat(request.toFrame(ID)).isEqualTo(frame("VER 7 MSNP9 MSNP8 CVR0"));
    assertThat(request.answer(frame("VER 7 MSNP9 CVR0")).dialects())
        .containsExactly("MSNP9", "CVR0");
    assertThat(request.answer(frame("VER 7")).dialects()).isEmpty();
  }

  @Test
  void describes_the_client() {
    // given
    var request = new DescribeClient(ClientDescription.MESSENGER_6, ALICE);
    // when, then
    assertThat(request.toFrame(ID))
        .isEqualTo(frame("CVR 7 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS alice@example.com"));
    assertThat(request.answer(frame("CVR 7 6.0.0602")).fields()).containsExactly("6.0.0602");
  }

  @Test
  void refuses_a_description_that_would_break_the_line() {
    assertThatThrownBy(() -> new ClientDescription("0x0409", "mac os", "10", "ppc", "x", "1", "y"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void identifies_the_user() {
    // given
    var request = new IdentifyUser(ALICE);
    // when, then
    assertThat(request.toFrame(ID)).isEqualTo(frame("USR 7 TWN I alice@example.com"));
    assertThat(request.answer(frame("USR 7 TWN S lc=1033,id=507,ru=http%3A%2F%2Fm,tpf=43f8 more")))
        .isEqualTo(new PassportChallenge("lc=1033,id=507,ru=http%3A%2F%2Fm,tpf=43f8"));
    assertThat(request.answer(frame("XFR 7 NS 10.0.0.5:1864 0 10.0.0.1:1863")))
        .isEqualTo(new Redirected(new Endpoint("10.0.0.5", 1864)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"USR 7 OK alice@example.com Alice", "USR 7 MD5 S x", "USR 7 TWN S"})
  void takes_nothing_else_for_a_challenge(String line) {
    assertThatThrownBy(() -> new IdentifyUser(ALICE).answer(frame(line)))
        .isInstanceOf(ProtocolViolationException.class);
  }

  @Test
  void presents_a_ticket_and_hides_it_from_the_log() {
    // given
    var request = new PresentTicket(new Ticket("t=53*1hAu8A&p=5eKBBC!$$"));
    // when, then
    assertThat(request.toFrame(ID).arguments())
        .containsExactly("7", "TWN", "S", "t=53*1hAu8A&p=5eKBBC!$$");
    assertThat(request.toFrame(ID)).hasToString("USR 7 TWN S [hidden]");
    assertThat(request).asString().doesNotContain("53*");
  }

  @ParameterizedTest
  @CsvSource({
    "USR 7 OK alice@example.com Alice%20A 1 0, Alice A",
    "USR 7 OK alice@example.com Alice%20A 1, Alice A",
    "USR 7 OK alice@example.com Alice%20A, Alice A",
    "USR 7 OK alice@example.com, alice@example.com",
    "USR 7 OK alice@example.com A+%2520 1 0 more, A+%20",
  })
  void is_let_in_with_each_form_of_the_answer(String line, String friendlyName) {
    assertThat(new PresentTicket(new Ticket("t")).answer(frame(line)))
        .isEqualTo(new SignInAccepted(ALICE, friendlyName));
  }

  @ParameterizedTest
  @CsvSource({
    "SYN 7 27 3 2, 27, 3, 2, WHOLE",
    "SYN 7 27, 27, 0, 0, NOTHING",
    "SYN 7 0 0 0, 0, 0, 0, WHOLE",
    "SYN 7, 0, 0, 0, NOTHING"
  })
  void asks_for_the_contact_list(
      String line, long version, int contacts, int groups, SynchroniseList.Extent extent) {
    assertThat(new SynchroniseList(0).toFrame(ID)).isEqualTo(frame("SYN 7 0"));
    assertThat(new SynchroniseList(0).answer(frame(line)))
        .isEqualTo(new SynchroniseList.Started(version, contacts, groups, extent));
  }

  @Test
  void changes_the_status_with_and_without_a_client_id() {
    // given
    var request = new ChangeStatus(Status.BUSY, OptionalLong.of(268435492), Optional.empty());
    // when, then
    assertThat(request.toFrame(ID)).isEqualTo(frame("CHG 7 BSY 268435492"));
    assertThat(new ChangeStatus(Status.HIDDEN, OptionalLong.empty(), Optional.empty()).toFrame(ID))
        .isEqualTo(frame("CHG 7 HDN"));
    MsnObject picture = new MsnObject("a@b.c", 1, 3, "x", "AAA=", "2+w=", "");
    assertThat(
            new ChangeStatus(Status.BUSY, OptionalLong.empty(), Optional.of(picture)).toFrame(ID))
        .isEqualTo(
            frame(
                "CHG 7 BSY 0 %3Cmsnobj%20Creator%3D%22a%40b%2Ec%22%20Size%3D%221%22%20Type%3D%223%22"
                    + "%20Location%3D%22x%22%20Friendly%3D%22AAA%3D%22%20SHA1D%3D%222%2Bw%3D%22%2F%3E"));
    assertThat(request.answer(frame("CHG 7 AWY 0")).status()).isEqualTo(Status.AWAY);
    assertThat(request.answer(frame("CHG 7")).status()).isEqualTo(Status.BUSY);
  }

  @Test
  void asks_for_a_switchboard() {
    assertThat(new RequestSwitchboard().toFrame(ID)).isEqualTo(frame("XFR 7 SB"));
    assertThat(
            new RequestSwitchboard()
                .answer(frame("XFR 7 SB 207.46.108.37:1863 CKI 17262740.1050826919.32308")))
        .isEqualTo(
            new RequestSwitchboard.Offered("207.46.108.37:1863", "17262740.1050826919.32308"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "XFR 7 NS 10.0.0.5:1863 0 10.0.0.1",
        "XFR 7 SB 10.0.0.5 CKI",
        "XFR 7 SB 10.0.0.5 CKI a\tb"
      })
  void takes_nothing_else_for_a_switchboard(String line) {
    assertThatThrownBy(() -> new RequestSwitchboard().answer(frame(line)))
        .isInstanceOf(ProtocolViolationException.class);
  }

  @Test
  void enters_a_switchboard_and_hides_the_key() {
    // given
    var request = new EnterSwitchboard(ALICE, "172.1050.323");
    // when, then
    assertThat(request.toFrame(ID).arguments())
        .containsExactly("7", "alice@example.com", "172.1050.323");
    assertThat(request.toFrame(ID)).hasToString("USR 7 alice@example.com [hidden]");
    assertThat(request).asString().doesNotContain("1050");
    assertThat(request.answer(frame("USR 7 OK alice@example.com Alice%20A"))).isNotNull();
    assertThatThrownBy(() -> request.answer(frame("USR 7 TWN S x")))
        .isInstanceOf(ProtocolViolationException.class);
  }

  @Test
  void answers_a_call_and_hides_the_key() {
    // given
    var request = new AnswerCall(ALICE, "849.520", "11752013");
    // when, then
    assertThat(request.toFrame(ID).arguments())
        .containsExactly("7", "alice@example.com", "849.520", "11752013");
    assertThat(request.toFrame(ID)).hasToString("ANS 7 alice@example.com [hidden] 11752013");
    assertThat(request).asString().doesNotContain("849");
    assertThat(request.answer(frame("ANS 7 OK"))).isNotNull();
    assertThatThrownBy(() -> request.answer(frame("ANS 7")))
        .isInstanceOf(ProtocolViolationException.class);
  }

  @Test
  void invites_somebody() {
    assertThat(new Invite(ALICE).toFrame(ID)).isEqualTo(frame("CAL 7 alice@example.com"));
    assertThat(new Invite(ALICE).answer(frame("CAL 7 RINGING 11752013"))).isNotNull();
  }

  @Test
  void sends_messages_with_their_size_in_bytes() {
    // given
    Payload message = Payload.of("\u20AC");
    // when, then
    assertThat(new SendMessage(message).toFrame(ID))
        .isEqualTo(frame("MSG 7 A 3").withPayload(message));
    assertThat(new SendUnconfirmed(message).toFrame(ID))
        .isEqualTo(frame("MSG 7 U 3").withPayload(message));
    assertThat(new SendMessage(message).answer(frame("ACK 7")))
        .isEqualTo(SendMessage.Fate.DELIVERED);
    assertThat(new SendMessage(message).answer(frame("NAK 7")))
        .isEqualTo(SendMessage.Fate.NOT_DELIVERED);
  }

  @Test
  void refuses_to_be_offline() {
    assertThatThrownBy(
            () -> new ChangeStatus(Status.OFFLINE, OptionalLong.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FLN");
  }

  @ParameterizedTest
  @CsvSource({
    "15570131571988941333, msmsgs@msnmsgr.com, 8f2f5a91b72102cd28355e9fc9000d6e",
    "12345678901234567890, msmsgs@msnmsgr.com, 8ba1bb9d6dbf624fee31a2053af5fdd0",
    "29409134351025259292, msmsgs@msnmsgr.com, d0c1178c689350104350d99f8c36ed9c",
    "22210219642164014968, msmsgs@msnmsgr.com, eedf627f65e76d031255a605f5841204",
    "15570131571988941333, PROD0038W!61ZTF9, ca90e6a7c94a14aae7b3ae0f6018433e",
    "12345678901234567890, PROD0038W!61ZTF9, c64fe621f55832479b97b7f50829d5c1",
    "29409134351025259292, PROD0038W!61ZTF9, 0a92b938ee214352d5e1f93b0acd1552",
    "15570131571988941333, PROD0058#7IL2{QD, f8a1cd8d90b73fd4a3d3f8fd3341da87",
    "15570131571988941333, PROD0061VRRZH@4F, 769dfe2c4292159189b71837ce37b74e",
    "15570131571988941333, PROD00504RLUG%WL, 49d31aad3b56caeb4bb18a9772c0e8af",
    "15570131571988941333, PROD0076ENE8*@AW, 2d703fdc530d7a958e6ae6ce1c0347c0",
    "'', msmsgs@msnmsgr.com, d76cf52396a7746938e8b16730882661",
  })
  void answers_a_challenge_in_the_name_of_each_product(
      String challenge, String product, String digest) {
    // given
    var request = new AnswerChallenge(Product.fromId(product).orElseThrow(), challenge);
    // when
    Frame frame = request.toFrame(ID);
    // then
    assertThat(frame.arguments()).containsExactly("7", product, "32");
    assertThat(frame.payload().text()).isEqualTo(digest);
  }

  @ParameterizedTest
  @CsvSource({"911 7, 911", "540 0, 540"})
  void knows_an_error_by_its_number(String line, int number) {
    ErrorReply error = ErrorReply.from(frame(line)).orElseThrow();
    assertThat(error.number()).isEqualTo(number);
    assertThat(error.id()).hasValue(new TransactionId(Long.parseLong(line.split(" ")[1])));
  }

  @Test
  void takes_an_error_without_a_usable_id_for_nobodys() {
    assertThat(ErrorReply.from(frame("911")).orElseThrow().id()).isEmpty();
    assertThat(ErrorReply.from(frame("911 99999999999")).orElseThrow().id()).isEmpty();
    assertThat(ErrorReply.from(frame("9x1 7"))).isEmpty();
    assertThat(ErrorReply.from(frame("9111 7"))).isEmpty();
  }
}
