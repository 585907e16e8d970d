package org.msnmock.mockserver.emulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Credentials;
import org.msnmock.mockserver.dialogue.PercentCode;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.PassportAnswers;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;

/**
 * Nexus and login. A ticket is good for the account to which it was given, for a while, and for the
 * challenge that the client brought, if it brought one: {@code sign-in}, {@code pwd} and {@code
 * tpf} are read, and the rest of the header is left alone, as clients differ there. Of a password,
 * the first 16 letters count.
 */
final class Passport {
  private static final Duration VALID = Duration.ofMinutes(10);
  private static final int LONGEST_PASSWORD = 16;
  private static final int MOST = 100_000;

  private final Site site;
  private final Map<String, Ticket> tickets = new HashMap<>();
  private final Map<Person, Set<String>> honoured = new HashMap<>(0);

  /**
   * @param challenge the {@code tpf} of the challenge; null: it was not brought
   */
  private record Ticket(Person who, @Nullable String challenge, Alarms.Alarm end) {}

  Passport(Site site) {
    this.site = site;
  }

  /** A new signature of a challenge. */
  String signature() {
    return site.hex(32);
  }

  /** What somebody has to bring to the login, with a signature. */
  String challenge(String signature) {
    return "lc=1033,id=507,tw=40,fs=1,ru=http%%3A%%2F%%2Fmessenger%%2Emsn%%2Ecom,ct=%s,kpp=1,kv=5,ver=2.1.0173.1,tpf=%s"
        .formatted(site.seconds(), signature);
  }

  /** Uses a ticket up; what is wrong with it, if anything is. */
  Optional<String> redeem(Person who, String word, String signature) {
    if (honoured.getOrDefault(who, Set.of()).contains(word)) {
      return Optional.empty();
    }
    Ticket ticket = tickets.get(word);
    if (ticket == null) {
      return Optional.of(hint(word));
    }
    if (ticket.who() != who) {
      return Optional.of("it was given to " + ticket.who().address());
    }
    tickets.remove(word);
    ticket.end().cancel();
    return ticket.challenge() == null || ticket.challenge().equals(signature)
        ? Optional.empty()
        : Optional.of(
            "it was given for another challenge: the tpf in the login's request is not that of the challenge that was sent here");
  }

  private String hint(String word) {
    if (tickets.containsKey(word.replace("'", ""))) {
      return "it came with the quotes that stand around it";
    }
    if (word.length() > 1 && tickets.keySet().stream().anyMatch(one -> one.startsWith(word))) {
      return "it was cut, %s characters of it came".formatted(word.length());
    }
    return "it is unknown here, was used before, or is older than %s minutes"
        .formatted(VALID.toMinutes());
  }

  /** Takes this word for a ticket from now on, whatever the challenge was. */
  void honour(Person who, String word) {
    honoured.computeIfAbsent(who, one -> new HashSet<>(1)).add(word);
  }

  /** Answers a request to nexus or login. */
  Answer answer(Role role, Request request) {
    String path = PassportAnswers.path(request);
    if (role == Role.NEXUS) {
      return path.equals(PassportAnswers.NEXUS_PATH)
          ? PassportAnswers.nexus(site.places().loginSite())
          : PassportAnswers.notFound();
    }
    return path.equals(PassportAnswers.LOGIN_PATH) ? login(request) : PassportAnswers.notFound();
  }

  private Answer login(Request request) {
    List<String[]> pairs = request.passportPairs().orElse(List.of());
    Optional<String> user = find(pairs, "sign-in").map(PercentCode::decode);
    Optional<String> received = find(pairs, "pwd");
    Optional<String> password = received.map(PercentCode::decode);
    if (user.isEmpty() || password.isEmpty()) {
      return refusal("the request has no Authorization: Passport1.4 with sign-in and pwd");
    }
    if (user.get().indexOf('@') < 1) {
      return refusal("what came as sign-in is no address"); // but a password, perhaps
    }
    Optional<Person> person = person(user.get(), password.get());
    if (person.isEmpty()) {
      return refusal("there is no account %s%s".formatted(user.get(), userHint(user.get())));
    }
    if (!isRight(person.get().password(), password.get())) {
      return refusal(
          "that is not the password of %s%s"
              .formatted(
                  person.get().address(),
                  Credentials.passwordHint(received.orElse(""), person.get().password())));
    }
    String word = "t=%s&p=%s".formatted(site.hex(48), site.hex(64));
    Optional<String> challenge = find(pairs, "tpf").filter(text -> !text.isEmpty());
    if (tickets.size() >= MOST) {
      return refusal("more than %s tickets are out".formatted(MOST));
    }
    Alarms.Alarm end = site.alarms().set(site.after(VALID), () -> tickets.remove(word));
    tickets.put(word, new Ticket(person.get(), challenge.orElse(null), end));
    return PassportAnswers.success(word);
  }

  private String userHint(String user) {
    return site.world()
        .find(PercentCode.decode(user))
        .map(person -> Credentials.userHint(user, person.address()))
        .orElse("");
  }

  private Optional<Person> person(String address, String password) {
    Optional<Person> known = site.world().find(address);
    boolean isNew = known.isEmpty() && site.manners().registers() && Account.isAddress(address);
    return isNew ? site.world().register(address, cut(password)) : known;
  }

  private static boolean isRight(String password, String given) {
    return cut(password).equals(cut(given));
  }

  /** Passport kept 16 letters, and some clients send no more. */
  private static String cut(String password) {
    return password.codePointCount(0, password.length()) <= LONGEST_PASSWORD
        ? password
        : password.substring(0, password.offsetByCodePoints(0, LONGEST_PASSWORD));
  }

  /** The last one with that name: what clients add comes before the challenge. */
  private static Optional<String> find(List<String[]> pairs, String name) {
    String found = null;
    for (String[] pair : pairs) {
      if (pair[0].equals(name)) {
        found = pair[1];
      }
    }
    return Optional.ofNullable(found);
  }

  private Answer refusal(String why) {
    site.noted("login: 401, " + why);
    return PassportAnswers.failure();
  }
}
