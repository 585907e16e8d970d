package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.msnmock.client.MsnClient;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.mockserver.junit.Play;
import org.msnmock.mockserver.junit.RunningPlay;

/** The example of the README. */
class SignInExampleTest {
  @Test
  @Play("signin/redirect")
  void follows_the_redirect(RunningPlay play) {
    try (MsnClient client =
        MsnClient.builder()
            .server(play.entryAddress())
            .nexusUrl(play.nexusUrl())
            .trust(play.sslContext())
            .build()) {
      var signedIn =
          client.signIn(new Principal(play.user()), Password.of(play.password()), Status.ONLINE);

      assertThat(signedIn.join().friendlyName()).isEqualTo("Alice");
    }
  }
}
