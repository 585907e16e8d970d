package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.emulator.Misstep;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Role;

class LiveWorldTest {
  private final StringWriter out = new StringWriter();
  private final LivePrinter printer = new LivePrinter(new PrintWriter(out));

  private String[] shown() throws InterruptedException {
    printer.start();
    printer.close();
    return out.toString().split(System.lineSeparator());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void shows_who_says_what_and_no_secret() throws Exception {
    LiveWorld world = new LiveWorld(printer, false);

    world.connected(7, Role.NOTIFICATION_SERVER, "127.0.0.1:4");
    world.heard(7, Frame.line("USR 2 TWN S t=secret&p=word"));
    world.said(7, bytes("USR 2 OK a@b A 1 0\r\nCHL 0 1\r\n"));
    world.known(7, "a@b");
    world.said(7, bytes("MSG Hotmail Hotmail 30\r\nMSPAuth: secret\r\nsid: \033[2J\r\n"));
    world.heard(7, new Frame("QRY 3 x 3", LineEnd.CRLF, bytes("abc")));
    world.noted(7, "has left\007");
    world.noted(0, "login: 401");
    world.closed(7);
    world.closed(8);

    assertThat(shown())
        .containsExactly(
            "ns #7  127.0.0.1:4 connects",
            "ns #7  C: USR 2 TWN S [hidden]",
            "ns #7  S: USR 2 OK a@b A 1 0",
            "ns #7  S: CHL 0 1",
            "ns #7 a@b  S: MSG Hotmail Hotmail 30",
            "      MSPAuth: [hidden]",
            "      sid: \\x1b[2J",
            "ns #7 a@b  C: QRY 3 x 3",
            "      abc",
            "ns #7 a@b  has left\\x07",
            "login: 401",
            "ns #7 a@b  closed");
  }

  @Test
  void shows_no_word_that_leads_into_a_conversation() throws Exception {
    LiveWorld world = new LiveWorld(printer, false);

    world.said(
        7, bytes("XFR 5 SB 127.0.0.1:5 CKI 17.42.9\r\nRNG 1 127.0.0.1:5 CKI 17.43.9 a@b A\r\n"));
    world.heard(8, Frame.line("USR 1 a@b 17.42.9"));
    world.heard(9, Frame.line("ANS 1 c@d 17.43.9 1"));

    assertThat(shown())
        .containsExactly(
            "#7  S: XFR 5 SB 127.0.0.1:5 CKI [hidden]",
            "#7  S: RNG 1 127.0.0.1:5 CKI [hidden] a@b A",
            "#8  C: USR 1 a@b [hidden]",
            "#9  C: ANS 1 c@d [hidden] 1");
  }

  @Test
  void shows_no_ticket_of_a_client_that_says_it_wrongly() throws Exception {
    LiveWorld world = new LiveWorld(printer, false);

    world.heard(7, Frame.line("USR TWN S t=secret&p=word"));
    world.heard(7, Frame.line("USR 4 TWN I t=secret&p=word"));
    world.heard(7, Frame.line("USR 4 TWN t=secret&p=word"));
    world.heard(7, Frame.line("USR 4 TWN S secret word"));
    world.heard(7, Frame.line("USR 4 TWN I alice@example.com"));
    world.said(7, bytes("USR 4 TWN S lc=1033,id=507\r\n"));

    assertThat(shown())
        .containsExactly(
            "#7  C: USR TWN S [hidden]",
            "#7  C: USR 4 TWN I [hidden]",
            "#7  C: USR 4 TWN [hidden]",
            "#7  C: USR 4 TWN S [hidden]",
            "#7  C: USR 4 TWN I alice@example.com",
            "#7  S: USR 4 TWN S lc=1033,id=507");
  }

  @Test
  void tells_of_faults() throws Exception {
    LiveWorld world = new LiveWorld(printer, true);

    world.failed(7, new IllegalStateException("odd"));
    world.failed(0, new IllegalStateException("odd"));

    assertThat(shown())
        .containsExactly(
            "#7  is hung up on for a fault of msnmock itself: java.lang.IllegalStateException: odd",
            "a fault of msnmock itself: java.lang.IllegalStateException: odd");
  }

  @Test
  void shows_what_a_client_did_wrong_in_the_words_of_deviations() throws Exception {
    LiveWorld world = new LiveWorld(printer, true);

    world.connected(7, Role.NOTIFICATION_SERVER, "127.0.0.1:4");
    world.deviated(
        7,
        new Misstep(
            "the ticket is none",
            "USR 3 TWN S t=secret",
            "USR <id> TWN S <ticket>",
            "it was cut",
            911,
            true));
    world.deviated(7, new Misstep("what came makes no line", "", "", "", 0, true));
    world.deviated(7, new Misstep("it is so already", "GTC 4 A", "GTC <id> A|N", "", 218, false));

    assertThat(shown())
        .containsExactly(
            "ns #7  deviation: the ticket is none",
            "ns #7    received  USR 3 TWN S [hidden]",
            "ns #7    expected  USR <id> TWN S <ticket>",
            "ns #7    the client is refused with 911, and hung up on",
            "ns #7    hint: it was cut",
            "ns #7  deviation: what came makes no line",
            "ns #7    the client is hung up on without a word");
  }

  @Test
  void tells_what_an_error_means_where_all_is_shown() throws Exception {
    LiveWorld world = new LiveWorld(printer, false);

    world.deviated(7, new Misstep("it is so already", "GTC 4 A", "GTC <id> A|N", "", 218, false));

    assertThat(shown()).containsExactly("#7  refused with 218: it is so already");
  }

  @Test
  void shows_only_what_is_worth_knowing_where_that_is_wanted() throws Exception {
    LiveWorld world = new LiveWorld(printer, true);

    world.connected(7, Role.SWITCHBOARD, "127.0.0.1:4");
    world.heard(7, Frame.line("PNG"));
    world.said(7, bytes("QNG\r\n"));
    world.noted(7, "the switchboard does not know PNG here");
    world.closed(7);

    assertThat(shown()).containsExactly("sb #7  the switchboard does not know PNG here");
  }
}
