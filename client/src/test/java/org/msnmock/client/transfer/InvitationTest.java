package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.transfer.Invitation.Cause;
import org.msnmock.client.wire.Payload;

/** The lengths are those of messages in descriptions of the protocol. */
class InvitationTest {
  @Test
  void an_offer_has_the_name_and_the_size_and_ends_with_an_empty_line() {
    Payload offer = Invitation.offer(33267, "readme.txt", 60904).toPayload();
    assertThat(offer.text())
        .isEqualTo(
            """
            MIME-Version: 1.0
            Content-Type: text/x-msmsgsinvite; charset=UTF-8

            Application-Name: File Transfer
            Application-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}
            Invitation-Command: INVITE
            Invitation-Cookie: 33267
            Application-File: readme.txt
            Application-FileSize: 60904

            """
                .replace("\n", "\r\n"));
    assertThat(offer.length()).isEqualTo(277);
  }

  @Test
  void answers_have_the_lengths_of_the_descriptions() throws Exception {
    assertThat(Invitation.accept(33267).toPayload().length()).isEqualTo(181);
    assertThat(Invitation.cancel(33267, Cause.REJECT).toPayload().length()).isEqualTo(148);
    InetAddress address = InetAddress.getByName("192.0.2.10");
    assertThat(Invitation.accept(33267, address, 6891, 93301).toPayload().length()).isEqualTo(236);
  }

  @Test
  void is_read_in_any_case_and_order() {
    Invitation read =
        Invitation.from(
            MimeMessage.from(
                Payload.of(
                    "Content-Type: text/x-msmsgsinvite\r\n\r\ninvitation-cookie: 4294967295\r\n"
                        + "Invitation-Command: Invite\r\nApplication-Guid: "
                        + "{5d3e02ab-6190-11D3-bbbb-00c04f795683}\r\n")));
    assertThat(read.command()).isEqualTo("INVITE");
    assertThat(read.cookie()).hasValue(4294967295L);
    assertThat(read.isForAFile()).isTrue();
  }

  @Test
  void a_cookie_is_a_number_of_32_bits() {
    for (String wrong : new String[] {"", "-1", "4294967296", "1x", "999999999999999999999"}) {
      assertThat(
              Invitation.from(
                      MimeMessage.from(
                          Payload.of("A: b\r\n\r\nInvitation-Cookie: " + wrong + "\r\n")))
                  .cookie())
          .isEmpty();
    }
  }
}
