package org.msnmock.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.Payload;

/** Lines of the real service, as its clients and their documentation show them. */
class SwitchboardNoticeTest {
  private static final Principal BOB = new Principal("bob@example.com");

  private static Frame frame(String line) {
    String[] tokens = line.split(" ");
    return Frame.of(tokens[0], Arrays.copyOfRange(tokens, 1, tokens.length));
  }

  static List<Arguments> notices() {
    return List.of(
        Arguments.of("IRO 1 1 2 bob@example.com Bob%20B", new Joined(BOB, "Bob B")),
        Arguments.of("JOI bob@example.com Bob%20B 268435492", new Joined(BOB, "Bob B")),
        Arguments.of("JOI bob@example.com", new Joined(BOB, "bob@example.com")),
        Arguments.of("BYE bob@example.com", new Departed(BOB, Departed.Reason.LEFT)),
        Arguments.of("BYE bob@example.com 1", new Departed(BOB, Departed.Reason.IDLE)),
        Arguments.of("XYZ 1", new Unrecognised(frame("XYZ 1"))));
  }

  @ParameterizedTest
  @MethodSource("notices")
  void is_read_from_its_line(String line, SwitchboardNotice notice) {
    assertThat(SwitchboardNotice.from(frame(line))).isEqualTo(notice);
  }

  @Test
  void a_message_is_from_the_account_whatever_it_is_called() {
    assertThat(
            SwitchboardNotice.from(
                frame("MSG bob@example.com Carol 4").withPayload(Payload.of("\r\nHi"))))
        .isEqualTo(new ParticipantMessage(BOB, Payload.of("\r\nHi")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JOI", "IRO 1 1 1", "BYE", "MSG"})
  void takes_no_line_without_an_account(String line) {
    assertThatThrownBy(() -> SwitchboardNotice.from(frame(line)))
        .isInstanceOf(ProtocolViolationException.class);
  }
}
