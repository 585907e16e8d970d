package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.msnmock.client.MsnClient;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.mockserver.junit.Play;
import org.msnmock.mockserver.junit.RunningPlay;

/**
 * What servers do that a client must bear, as far as no dialogue of the catalogue shows it. Others
 * do: session ids that are no numbers {@code conversation.answered[word]}; a profile that is late
 * or never comes {@code signin.profile-late}, {@code signin.profile-absent}; properties without a
 * value {@code signin.list-with-properties}, {@code contacts.phone-of-a-contact}; and in most of
 * them no challenge ever comes.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OddServersTest {
  private static final Principal BOB = new Principal("bob@example.com");

  private static MsnClient client(RunningPlay play) {
    return MsnClient.builder().server(play.entryAddress()).nexusUrl(play.nexusUrl()).build();
  }

  private static <T> T done(CompletableFuture<T> future) {
    return future.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static void signIn(MsnClient client, RunningPlay play) {
    done(client.signIn(new Principal(play.user()), Password.of(play.password()), Status.ONLINE));
  }

  // ---- opaque words ----

  @Test
  @Play(
      passport = Play.Passport.PLAIN,
      text =
          """
          dialogue: 1
          id: odd
          title: A ticket that is no pair of t and p
          steps:
            - include: fragments/ns-hello.yaml
            - C login: GET /login2.srf
              within: 30s
            - S login: 200 OK
              headers: { Authentication-Info: "Passport1.4 da-status=success,from-PP='Zm9v/+==%25;a.b',ru=http://x.example" }
            - C: USR {trid} TWN S Zm9v/+==%25;a.b
            - S: USR {trid} OK {user} {name:url}
            - C: CHG {trid} NLN {**}
            - S: CHG {trid} NLN 0
          background:
            list: [{ C ns: "SYN {trid} {=int}" }, { S: "SYN {trid} 1 0 0" }]
          """)
  void a_ticket_is_any_word(RunningPlay play) {
    try (MsnClient client = client(play)) {
      signIn(client, play);
    }
  }

  @Test
  @Play(
      passport = Play.Passport.PLAIN,
      text =
          """
          dialogue: 1
          id: odd
          title: Words for the switchboard that are no numbers with dots
          steps:
            - include: fragments/ns-online.yaml
            - C: XFR {trid} SB
            - S: XFR {trid} SB {sb.addr} CKI a/b%20c+==;x
            - accept: sb
            - C: USR {trid} {user} a/b%20c+==;x
            - S: USR {trid} OK {user} {name:url}
            - C: CAL {trid} bob@example.com
            - S: CAL {trid} RINGING session-1
            - S: JOI bob@example.com Bob
            - S ns: RNG {{x}}-7 {sb.addr} CKI ==%00z carol@example.com Carol
            - accept: sb
            - C: ANS {trid} {user} ==%00z {{x}}-7
            - S: ANS {trid} OK
          """)
  void words_of_the_switchboard_are_any(RunningPlay play) throws InterruptedException {
    try (MsnClient client = client(play)) {
      signIn(client, play);
      var unused = client.openConversation(BOB);
      play.verdict();
    }
  }

  // ---- names of hosts ----

  @Test
  @Play(
      passport = Play.Passport.PLAIN,
      text =
          """
          dialogue: 1
          id: odd
          title: Addresses are names of hosts
          steps:
            - accept: ds
            - C: VER {trid} {**}
            - S: VER {trid} MSNP9 CVR0
            - C: CVR {trid} {**}
            - S: CVR {trid} 6.0.0602 6.0.0602 1.0.0000 http://dl.example.com/s.exe http://example.com
            - C: USR {trid} TWN I {user}
            - S: XFR {trid} NS localhost:{ns.port} 0 localhost:{ds.port}
            - include: fragments/ns-online.yaml
            - C: XFR {trid} SB
            - S: XFR {trid} SB localhost:{sb.port} CKI 1.2.3
            - accept: sb
            - C: USR {trid} {user} 1.2.3
            - S: USR {trid} OK {user} {name:url}
          """)
  void servers_have_names(RunningPlay play) throws InterruptedException {
    try (MsnClient client = client(play)) {
      signIn(client, play);
      var unused = client.openConversation(BOB);
      play.verdict();
    }
  }

  // ---- presence ----

  @Test
  @Play(
      passport = Play.Passport.PLAIN,
      text =
          """
          dialogue: 1
          id: odd
          title: The server says again what it has said
          steps:
            - include: fragments/ns-online.yaml
            - S: ILN {trid} AWY bob@example.com Bob 0
            - S: ILN {trid} AWY bob@example.com Bob 0
            - S: NLN BSY bob@example.com Bob 0
            - S: NLN BSY bob@example.com Bob 0
            - S: ILN {trid} BSY bob@example.com Bob 0
            - S: FLN carol@example.com
            - S: FLN carol@example.com
            - include: fragments/answers-a-challenge.yaml
          """)
  void presence_is_repeated(RunningPlay play) throws InterruptedException {
    CompletableFuture<Status> busy = new CompletableFuture<>();
    MsnListener listener =
        new MsnListener() {
          @Override
          public void presenceChanged(PresenceChanged event) {
            if (event.who().equals(BOB) && event.status() == Status.BUSY) {
              busy.complete(event.status());
            }
          }
        };
    try (MsnClient client =
        MsnClient.builder()
            .server(play.entryAddress())
            .nexusUrl(play.nexusUrl())
            .listener(listener)
            .build()) {
      signIn(client, play);

      assertThat(done(busy)).isEqualTo(Status.BUSY);
      play.verdict(); // it goes on behind all that was repeated, and answers the challenge
    }
  }

  // ---- numbers of lists ----

  private static void changesTheList(MsnClient client) {
    Principal dave = new Principal("dave@example.com");
    done(client.contacts().add(dave));
    assertThat(client.contacts().list().find(dave)).isPresent();
    done(client.contacts().remove(dave));
    assertThat(
            client
                .contacts()
                .list()
                .find(dave)
                .map(one -> one.isOn(ListName.FORWARD))
                .orElse(false))
        .isFalse();
    done(client.contacts().renameUser("New"));
  }

  @Test
  @Play(
      passport = Play.Passport.PLAIN,
      text =
          """
          dialogue: 1
          id: odd
          title: The number of the lists stands still
          background:
            allows: [{ C ns: "ADD {trid} AL {who=*} {nick=*}" }, { S: "ADD {trid} AL 27 {who} {nick}" }]
            forbids: [{ C ns: "REM {trid} AL {who=*}" }, { S: "REM {trid} AL 27 {who}" }]
          steps:
            - include: fragments/ns-online.yaml
            - C: ADD {trid} FL dave@example.com {nick=*} {group=int?}
            - S: ADD {trid} FL 27 dave@example.com {nick} 0
            - C: REM {trid} FL dave@example.com {group=int?}
            - S: REM {trid} FL 27 dave@example.com
            - C: REA {trid} {user} {nick=*}
            - S: REA {trid} 27 {user} {nick}
          """)
  void the_number_of_the_lists_stands_still(RunningPlay play) {
    try (MsnClient client = client(play)) {
      signIn(client, play);
      changesTheList(client);
    }
  }

  @Test
  @Play(
      passport = Play.Passport.PLAIN,
      text =
          """
          dialogue: 1
          id: odd
          title: Lists have no number
          background:
            list:
              - C ns: SYN {trid} {=int}
              # lint: off D602
              - S: SYN {trid}
              - S: LSG 0 Other%20Contacts 0
              - S: LST bob@example.com Bob 11 0
            allows: [{ C ns: "ADD {trid} AL {who=*} {nick=*}" }, { S: "ADD {trid} AL {who} {nick}" }]
            forbids: [{ C ns: "REM {trid} AL {who=*}" }, { S: "REM {trid} AL {who}" }]
          steps:
            - include: fragments/ns-online.yaml
            - C: ADD {trid} FL dave@example.com {nick=*} {group=int?}
            - S: ADD {trid} FL dave@example.com {nick} 0
            - C: REM {trid} FL dave@example.com {group=int?}
            - S: REM {trid} FL dave@example.com
            - C: REA {trid} {user} {nick=*}
            - S: REA {trid} {user} {nick}
          """)
  void lists_have_no_number(RunningPlay play) {
    try (MsnClient client = client(play)) {
      signIn(client, play);
      changesTheList(client);
    }
  }
}
