package org.msnmock.client.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.msnmock.client.protocol.AccountRefusedException;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.NoCommonVersionException;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.protocol.RedirectLoopException;
import org.msnmock.client.protocol.ServerBusyException;
import org.msnmock.client.protocol.ServiceUnavailableException;
import org.msnmock.client.protocol.TicketRejectedException;
import org.msnmock.client.protocol.UntrustedCertificateException;
import org.msnmock.client.protocol.WrongPasswordException;

class ReasonTest {
  static List<Arguments> failures() {
    return List.of(
        Arguments.of(WrongPasswordException.fromServer(911, ""), "bad-password"),
        Arguments.of(
            WrongPasswordException.fromPassport(
                "", Optional.empty(), WrongPasswordException.Retry.ALLOWED),
            "bad-password"),
        Arguments.of(new AccountRefusedException(923, ""), "account"),
        Arguments.of(
            new NoCommonVersionException(List.of(), List.of(), new Endpoint("a", 1)), "version"),
        Arguments.of(
            new UntrustedCertificateException("", new IllegalStateException()), "certificate"),
        Arguments.of(new ServiceUnavailableException(OptionalInt.empty(), "", null), "unavailable"),
        Arguments.of(new ServerBusyException(600, ""), "unavailable"),
        Arguments.of(new ConnectionLostException(Loss.UNREACHABLE, ""), "unavailable"),
        Arguments.of(new ConnectionLostException(Loss.CLOSED_HERE, ""), "other"),
        Arguments.of(new TicketRejectedException(928, ""), "other"),
        Arguments.of(new RedirectLoopException(List.of("a", "b", "c")), "other"),
        Arguments.of(new ProtocolViolationException(""), "other"),
        Arguments.of(new IllegalStateException(), "other"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void each_failure_has_a_word_in_the_language_of_dialogues(Throwable failure, String word) {
    assertThat(Telling.reason(failure)).isEqualTo(word);
  }
}
