package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.Disconnected.Reason;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionWatchTest {
  private final SessionWatch watch = new SessionWatch();

  private void disconnected(Reason reason) {
    watch.disconnected(
        new Disconnected(reason, new ConnectionLostException(Loss.ENDED, "The server left.")));
  }

  @Test
  void the_late_news_of_one_session_does_not_end_the_next() throws Exception {
    // given
    watch.ordersMayCome();
    watch.sessionBegan();
    // when
    watch.sessionBegan();
    disconnected(Reason.LOST);
    watch.ordersEnded();
    disconnected(Reason.SIGNED_OUT);
    // then
    assertThat(watch.await()).isEqualTo(SessionWatch.SIGNED_OUT);
  }

  @Test
  void a_session_that_is_lost_just_before_its_end_is_lost() throws Exception {
    // given
    watch.sessionBegan();
    // when
    watch.stopping();
    disconnected(Reason.LOST);
    // then
    assertThat(watch.await()).isEqualTo(SessionWatch.DISCONNECTED);
  }

  @Test
  void a_sign_in_that_is_stopped_has_not_failed() throws Exception {
    // given
    watch.sessionBegan();
    // when
    watch.stopping();
    watch.signInFailed(
        new SignInFailed(new ConnectionLostException(Loss.CLOSED_HERE, "The client was closed.")));
    // then
    assertThat(watch.await()).isEqualTo(SessionWatch.SIGNED_OUT);
  }

  @Test
  void a_session_that_did_not_begin_is_not_waited_for() throws Exception {
    // given
    watch.ordersMayCome();
    watch.sessionBegan();
    // when
    watch.sessionBegan();
    disconnected(Reason.LOST);
    watch.ordersEnded();
    watch.sessionRefused();
    // then
    assertThat(watch.await()).isEqualTo(SessionWatch.DISCONNECTED);
  }
}
