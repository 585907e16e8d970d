package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.control.Control;
import org.msnmock.mockserver.control.LiveJournal;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.server.Addresses;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.wire.Role;

/** All that is served by one process: dialogues, or a whole service. */
final class Stages implements AutoCloseable {
  private final List<Served> open = new ArrayList<>();
  private Optional<AddressFile> file = Optional.empty();

  /**
   * One of them.
   *
   * @param variables what clients have to know
   */
  private record Served(Map<String, String> variables, Runnable end) {}

  /**
   * Opens a whole service, at whose end its people go, too; says why not where it can't.
   *
   * @param servers how many notification servers and switchboards there are
   * @param seed of all that nobody is to guess
   */
  synchronized Optional<Server> open(
      ServerSettings settings,
      int servers,
      People people,
      Manners manners,
      long seed,
      Onlooker onlooker,
      Audience audience,
      Console console) {
    try {
      Server server = Server.open(settings, servers);
      open.add(new Served(variables(server, settings), () -> end(server, people)));
      server.emulate(people.memory(), manners, seed, onlooker, audience);
      return Optional.of(server);
    } catch (IOException e) {
      console.err().println("msnmock: " + e.getMessage());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      console.err().println(people.unusable(e));
      return Optional.empty();
    }
  }

  private static void end(Server server, People people) {
    server.close();
    people.close();
  }

  private static Map<String, String> variables(Server server, ServerSettings settings) {
    Map<String, String> variables = new LinkedHashMap<>();
    Addresses addresses = server.addresses("");
    variables.put("MSN_SERVER", addresses.address(Role.DISPATCH_SERVER));
    variables.put("MSN_DS", addresses.address(Role.DISPATCH_SERVER));
    variables.put("MSN_NS", addresses.address(Role.NOTIFICATION_SERVER));
    variables.put("MSN_SB", addresses.address(Role.SWITCHBOARD));
    addMore("MSN_NS", server.addressesOf(Role.NOTIFICATION_SERVER), variables);
    addMore("MSN_SB", server.addressesOf(Role.SWITCHBOARD), variables);
    variables.put("MSN_NEXUS_URL", addresses.nexusUrl());
    variables.put("MSN_LOGIN_URL", addresses.loginUrl());
    variables.put(
        "MSN_CA_FILE",
        settings.authority().map(authority -> authority.file().toString()).orElse(""));
    return variables;
  }

  /** {@code MSN_NS_2} and so on, where there are several. */
  private static void addMore(String name, List<String> all, Map<String, String> variables) {
    for (int i = 1; i < all.size(); i++) {
      variables.put("%s_%s".formatted(name, i + 1), all.get(i));
    }
  }

  /** Opens a way to steer the service that is open; says why not where it can't. */
  synchronized boolean control(
      int port, Server server, LiveJournal journal, ServerSettings settings, Console console) {
    try {
      Served service = open.get(0);
      Control control = Control.open(port, server, service.variables(), journal, settings);
      Map<String, String> variables = new LinkedHashMap<>(service.variables());
      variables.put("MSN_CONTROL_URL", control.url());
      variables.put(AddressFile.TOKEN, control.token());
      Runnable end =
          () -> {
            control.close();
            service.end().run();
          };
      open.set(0, new Served(variables, end));
      return true;
    } catch (IOException e) {
      console.err().println("msnmock: " + e.getMessage());
      return false;
    }
  }

  /** Opens one more dialogue; says why not where it can't. */
  synchronized boolean open(
      ServerSettings settings,
      Selected one,
      Stage.Manner manner,
      LivePrinter printer,
      Console console) {
    try {
      Stage stage = Stage.open(settings, one, manner, printer);
      open.add(new Served(stage.variables(), stage::close));
      return true;
    } catch (IOException e) {
      console.err().println("msnmock: " + e.getMessage());
      return false;
    }
  }

  /** Shows where clients are to connect. */
  synchronized void show(PrintWriter out) {
    for (Served served : open) {
      Map<String, String> variables = served.variables();
      int width = variables.keySet().stream().mapToInt(String::length).max().orElse(0) + 1;
      String line = "  %-" + width + "s %s";
      variables.forEach((name, value) -> out.println(line.formatted(name, value)));
      out.println();
    }
  }

  /** Tells the address of the only one to a file. */
  synchronized void writeTo(AddressFile told) throws IOException {
    told.write(open.get(0).variables());
    file = Optional.of(told);
  }

  @Override
  public synchronized void close() {
    open.forEach(served -> served.end().run());
    open.clear();
    try {
      if (file.isPresent()) {
        file.get().delete();
      }
    } catch (IOException e) {
      // it tells an address at which nobody listens now; the next start writes it anew
    }
    file = Optional.empty();
  }
}
