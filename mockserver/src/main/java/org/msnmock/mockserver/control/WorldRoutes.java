package org.msnmock.mockserver.control;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.msnmock.mockserver.control.Route.Asked;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Cut;
import org.msnmock.mockserver.emulator.Emulator;
import org.msnmock.mockserver.emulator.Interventions;
import org.msnmock.mockserver.emulator.Interventions.Farewell;
import org.msnmock.mockserver.emulator.Interventions.Ring;
import org.msnmock.mockserver.emulator.NotPossibleException;
import org.msnmock.mockserver.emulator.PersonView;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.wire.Text;

/** What can be seen of a service, and done to it. */
final class WorldRoutes {
  private static final int PAGE = 1_000;
  private static final long SECONDS = 10;

  private final Server server;
  private final Map<String, String> addresses;

  /**
   * @param addresses where clients find the service, by the names of variables
   */
  WorldRoutes(Server server, Map<String, String> addresses) {
    this.server = server;
    this.addresses = addresses;
  }

  List<Route> all() {
    return List.of(
        new Route("GET", "/service", asked -> service()),
        new Route("POST", "/service/shutdown", this::shutDown),
        new Route("GET", "/accounts", this::accounts),
        new Route("POST", "/accounts", this::add),
        new Route("GET", "/accounts/{address}", this::account),
        new Route("PUT", "/accounts/{address}", this::change),
        new Route("DELETE", "/accounts/{address}", this::remove),
        new Route("POST", "/accounts/{address}/ring", this::ring),
        new Route("POST", "/accounts/{address}/mail", this::mail),
        new Route("POST", "/accounts/{address}/kick", this::kickPerson),
        new Route("GET", "/connections", asked -> connections()),
        new Route("POST", "/connections/{number}/lines", this::say),
        new Route("POST", "/connections/{number}/kick", this::kick),
        new Route("POST", "/connections/{number}/slow", this::slow),
        new Route("POST", "/connections/{number}/cut", this::cut),
        new Route("GET", "/switchboards", asked -> switchboards()),
        new Route("POST", "/switchboards/{number}/cut", this::cutSwitchboard));
  }

  // ---- the service ----

  private Reply service() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("addresses", addresses);
    ask(
        "service",
        emulator -> {
          out.put("accounts", emulator.overview().population());
          out.put("connections", emulator.connections());
          return out;
        });
    return Reply.of(200, out);
  }

  private Reply shutDown(Asked asked) {
    Body body = Body.of(asked.body());
    int minutes = body.number("minutes", 0, Interventions.MOST_MINUTES);
    body.end();
    return act("body", hand -> hand.shutDown(minutes));
  }

  // ---- people ----

  private Reply accounts(Asked asked) {
    int skipped = asked.queried("skip").orElse(0);
    int most = Math.min(PAGE, asked.queried("most").orElse(PAGE));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("total", ask("accounts", emulator -> emulator.overview().population()));
    out.put(
        "accounts",
        ask("accounts", emulator -> emulator.overview().people(skipped, most)).stream()
            .map(Shapes::of)
            .toList());
    return Reply.of(200, out);
  }

  private Reply account(Asked asked) {
    return person(200, asked.part("address"));
  }

  private Reply person(int status, String address) {
    PersonView person = ask("path, address", emulator -> emulator.overview().person(address));
    return Reply.of(status, Shapes.of(person));
  }

  private Reply add(Asked asked) {
    Account account = Accounts.read(Body.of(asked.body()), Optional.empty());
    Reply unused = act("body", hand -> hand.add(account));
    return person(201, account.address());
  }

  private Reply change(Asked asked) {
    Account account = Accounts.read(Body.of(asked.body()), Optional.of(asked.part("address")));
    Reply unused = act("path, address, or body, contacts", hand -> hand.change(account));
    return person(200, account.address());
  }

  private Reply remove(Asked asked) {
    return act("path, address", hand -> hand.remove(asked.part("address")));
  }

  private Reply ring(Asked asked) {
    Body body = Body.of(asked.body());
    Ring ring =
        new Ring(
            asked.part("address"),
            body.text("from"),
            body.optionalText("name").orElse(""),
            body.optionalText("switchboard").orElse(""));
    body.end();
    String number = ask("path, or body", emulator -> emulator.interventions().ring(ring));
    return Reply.of(200, Map.of("switchboard", number));
  }

  private Reply mail(Asked asked) {
    Body body = Body.of(asked.body());
    String who = asked.part("address");
    String from = body.text("from");
    String name = body.optionalText("name").orElse("");
    String subject = body.optionalText("subject").orElse("");
    body.end();
    int letters =
        ask(
            "path, or body",
            emulator -> {
              emulator.interventions().mail(who, from, name, subject);
              return emulator.overview().person(who).mailbox();
            });
    return Reply.of(200, Map.of("mailbox", letters));
  }

  private Reply kickPerson(Asked asked) {
    Farewell how = farewell(asked);
    return act("path, address", hand -> hand.kick(asked.part("address"), how));
  }

  // ---- connections ----

  private Reply connections() {
    return Reply.of(
        "connections",
        ask("connections", emulator -> emulator.overview().connections()).stream()
            .map(Shapes::of)
            .toList());
  }

  private Reply say(Asked asked) {
    Body body = Body.of(asked.body());
    int number = asked.number("number");
    String line = body.text("line");
    Optional<byte[]> payload =
        body.optionalText("payload").map(text -> text.getBytes(StandardCharsets.UTF_8));
    body.end();
    return act(
        "path, number, or body",
        hand -> {
          if (payload.isPresent()) {
            hand.say(number, line, payload.get());
          } else {
            hand.say(number, line);
          }
        });
  }

  private Reply kick(Asked asked) {
    int number = asked.number("number");
    Farewell how = farewell(asked);
    return act("path, number", hand -> hand.kick(number, how));
  }

  private static Farewell farewell(Asked asked) {
    Body body = Body.of(asked.body());
    Map<String, Farewell> words = new LinkedHashMap<>();
    words.put("elsewhere", Farewell.ELSEWHERE);
    words.put("shutdown", Farewell.SHUTDOWN);
    words.put("plain", Farewell.PLAIN);
    words.put("close", Farewell.NONE);
    words.put("reset", Farewell.RESET);
    Farewell how =
        body.word(
            "how",
            Farewell.ELSEWHERE,
            word -> Optional.ofNullable(words.get(word)),
            String.join(", ", words.keySet()));
    body.end();
    return how;
  }

  private Reply slow(Asked asked) {
    Body body = Body.of(asked.body());
    int number = asked.number("number");
    int millis = body.number("millis", 0, (int) Interventions.SLOWEST.toMillis());
    body.end();
    return act("path, number", hand -> hand.slow(number, Duration.ofMillis(millis)));
  }

  private Reply cut(Asked asked) {
    Body body = Body.of(asked.body());
    int number = asked.number("number");
    Optional<Integer> message = body.optionalNumber("inMessage", 1, Integer.MAX_VALUE);
    Optional<Integer> bytes = body.optionalNumber("afterBytes", 0, Integer.MAX_VALUE);
    boolean isReset = body.yes("reset", false);
    body.end();
    if (message.isPresent() && bytes.isPresent()) {
      throw Failure.of(
          400, "it can't be cut at two places", "body", "leave inMessage or afterBytes out");
    }
    Cut place = message.map(Cut::inMessage).orElseGet(() -> Cut.after(bytes.orElse(0)));
    return act("path, number", hand -> hand.cut(number, isReset ? place.withReset() : place));
  }

  // ---- conversations ----

  private Reply switchboards() {
    return Reply.of(
        "switchboards",
        ask("switchboards", emulator -> emulator.overview().switchboards()).stream()
            .map(Shapes::of)
            .toList());
  }

  private Reply cutSwitchboard(Asked asked) {
    Body.of(asked.body()).end();
    return act("path, number", hand -> hand.cutSwitchboard(asked.part("number")));
  }

  // ---- the server's thread ----

  private Reply act(String where, Consumer<Interventions> action) {
    ask(
        where,
        emulator -> {
          action.accept(emulator.interventions());
          return true;
        });
    return Reply.done();
  }

  /**
   * @param where the part of the request that it is about
   */
  private <T> T ask(String where, Function<Emulator, T> question) {
    try {
      return server.ask(question).get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NotPossibleException refusal) {
        throw Failure.of(refusal, where);
      }
      throw Failure.of(
          503, Text.printable(String.valueOf(e.getCause())), "the service", "start it anew");
    } catch (TimeoutException e) {
      throw Failure.of(503, "the service is too busy to answer", "the service", "try again later");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of(503, "the service ends", "the service", "start it anew");
    }
  }
}
