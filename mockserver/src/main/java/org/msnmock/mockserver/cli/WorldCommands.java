package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.ConnectionView;
import org.msnmock.mockserver.emulator.Cut;
import org.msnmock.mockserver.emulator.Emulator;
import org.msnmock.mockserver.emulator.Interventions.Farewell;
import org.msnmock.mockserver.emulator.Interventions.Ring;
import org.msnmock.mockserver.emulator.NotPossibleException;
import org.msnmock.mockserver.emulator.PersonView;
import org.msnmock.mockserver.emulator.SwitchboardView;
import org.msnmock.mockserver.yaml.AccountsWriter;
import org.msnmock.mockserver.yaml.Nearest;
import picocli.CommandLine.TypeConversionException;

/** What can be typed to a service that runs: a line in, lines to show out. */
final class WorldCommands {
  private static final String STRANGER = "stranger@example.com";
  private static final int MOST_SHOWN = 200;

  /** How a line of accounts begins that nobody is to see. */
  private static final String PASSWORD = "  password: ";

  private static final Map<String, Farewell> FAREWELLS = farewells();

  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Path folder;

  /**
   * @param most how many words there are at the most; the last one takes the rest of the line
   */
  private record Command(
      String usage,
      String what,
      int least,
      int most,
      BiFunction<Emulator, List<String>, List<String>> run) {}

  /**
   * @param folder in which files are that are named
   */
  WorldCommands(Path folder) {
    this.folder = folder;
    put("help", "", "this", 0, 1, (emulator, words) -> help());
    put("who", "", "who is signed in", 0, 0, (emulator, words) -> who(emulator));
    put("connections", "", "all of them, with their numbers", 0, 0, (e, words) -> connections(e));
    put("talks", "", "who is in which conversation", 0, 0, (emulator, words) -> talks(emulator));
    put("say", "N LINE", "send a line on connection N, as it is", 2, 2, this::say);
    put("ring", "WHO [FROM [NAME]]", "a call that nobody makes", 1, 3, this::ring);
    put(
        "kick",
        "WHO|N [oth|ssd|out|close|reset]",
        "end a session, by OUT OTH where nothing else is said",
        1,
        2,
        this::kick);
    put("shutdown", "MINUTES", "announce the end of all sessions, then end them", 1, 1, this::down);
    put("mail", "WHO [FROM [SUBJECT]]", "a letter comes", 1, 3, this::mail);
    put(
        "slow",
        "N TIME",
        "what is sent comes later by 500ms, 3s ...; 0s: no more",
        2,
        2,
        this::slow);
    put(
        "cut",
        "N [after BYTES | message K] [reset]",
        "break connection or conversation N off, now or in the midst",
        1,
        4,
        this::cut);
    put("add", "ADDRESS PASSWORD [NAME]", "one more account", 2, 3, this::add);
    put("remove", "ADDRESS", "an account goes", 1, 1, this::remove);
    put(
        "accounts",
        "[FILE]",
        "all accounts for --accounts, in a new file or, without passwords, here",
        0,
        1,
        this::accounts);
  }

  private void put(
      String name,
      String arguments,
      String what,
      int least,
      int most,
      BiFunction<Emulator, List<String>, List<String>> run) {
    String usage = arguments.isEmpty() ? name : name + " " + arguments;
    commands.put(name, new Command(usage, what, least, most, run));
  }

  private static Map<String, Farewell> farewells() {
    Map<String, Farewell> all = new LinkedHashMap<>();
    all.put("oth", Farewell.ELSEWHERE);
    all.put("ssd", Farewell.SHUTDOWN);
    all.put("out", Farewell.PLAIN);
    all.put("close", Farewell.NONE);
    all.put("reset", Farewell.RESET);
    return all;
  }

  /**
   * Does what a line says.
   *
   * @return what to show, also where it cannot be done; it may hold what clients have said
   */
  List<String> run(Emulator emulator, String line) {
    String[] first = line.strip().split("\\s+", 2);
    Command command = commands.get(first[0].toLowerCase(Locale.ROOT));
    if (command == null) {
      return List.of(unknown(first[0]));
    }
    List<String> words = words(first.length > 1 ? first[1] : "", command.most());
    if (words.size() < command.least() || words.size() > command.most()) {
      return List.of("usage: " + command.usage());
    }
    try {
      return command.run().apply(emulator, words);
    } catch (NotPossibleException | UsageException | TypeConversionException e) {
      return List.of("not done: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return List.of("not done: %s; usage: %s".formatted(e.getMessage(), command.usage()));
    }
  }

  private String unknown(String word) {
    String hint =
        Nearest.to(word.toLowerCase(Locale.ROOT), commands.keySet())
            .map(meant -> "; did you mean \"%s\"?".formatted(meant))
            .orElse("");
    return "there is no command \"%s\"%s \"help\" lists them"
        .formatted(word, hint.isEmpty() ? ";" : hint);
  }

  /** So many words, the last of which has all that is left. */
  private static List<String> words(String text, int most) {
    String rest = text.strip();
    return rest.isEmpty() ? List.of() : Arrays.asList(rest.split("\\s+", Math.max(1, most)));
  }

  private List<String> help() {
    int width = commands.values().stream().mapToInt(c -> c.usage().length()).max().orElse(0);
    String line = "%-" + width + "s  %s";
    return commands.values().stream().map(c -> line.formatted(c.usage(), c.what())).toList();
  }

  // ---- what there is ----

  private static List<String> who(Emulator emulator) {
    List<PersonView> there = emulator.overview().signedIn();
    List<String> lines = new ArrayList<>();
    for (PersonView one : some(there)) {
      lines.add(
          "%s  %s  ns #%s  \"%s\""
              .formatted(one.address(), one.status(), one.connection().orElse(0), one.name()));
    }
    lines.add(
        "%s of %s accounts are signed in"
            .formatted(there.size(), emulator.overview().population()));
    return lines;
  }

  private static List<String> connections(Emulator emulator) {
    List<ConnectionView> all = emulator.overview().connections();
    List<String> lines = new ArrayList<>();
    for (ConnectionView one : some(all)) {
      lines.add(
          "#%s  %s  %s  %s  since %s"
              .formatted(
                  one.number(),
                  one.role().word(),
                  one.remote(),
                  one.address().isEmpty() ? "nobody yet" : one.address(),
                  one.since().truncatedTo(ChronoUnit.SECONDS)));
    }
    lines.add("%s connections".formatted(all.size()));
    return lines;
  }

  private static List<String> talks(Emulator emulator) {
    List<SwitchboardView> all = emulator.overview().switchboards();
    List<String> lines = new ArrayList<>();
    for (SwitchboardView one : some(all)) {
      String members =
          one.members().stream()
              .map(member -> "%s #%s".formatted(member.address(), member.connection()))
              .collect(Collectors.joining(", "));
      String called = one.called().isEmpty() ? "" : "; rings " + String.join(", ", one.called());
      lines.add("%s  %s%s".formatted(one.number(), members, called));
    }
    lines.add("%s conversations".formatted(all.size()));
    return lines;
  }

  /** There may be very many; the number behind them is that of all. */
  private static <T> List<T> some(List<T> all) {
    return all.subList(0, Math.min(all.size(), MOST_SHOWN));
  }

  // ---- what can be done ----

  private List<String> say(Emulator emulator, List<String> words) {
    emulator.interventions().say(number(words.get(0)), words.get(1));
    return List.of();
  }

  private List<String> ring(Emulator emulator, List<String> words) {
    String from = optional(words, 1).orElse(STRANGER);
    String name = optional(words, 2).orElse("");
    String talk = emulator.interventions().ring(new Ring(words.get(0), from, name, ""));
    return List.of("%s is called by %s to the conversation %s".formatted(words.get(0), from, talk));
  }

  private List<String> kick(Emulator emulator, List<String> words) {
    String how = optional(words, 1).orElse("oth").toLowerCase(Locale.ROOT);
    Farewell farewell = FAREWELLS.get(how);
    if (farewell == null) {
      throw new UsageException(
          "\"%s\" is none of %s".formatted(how, String.join(", ", FAREWELLS.keySet())));
    }
    if (isNumber(words.get(0))) {
      emulator.interventions().kick(number(words.get(0)), farewell);
    } else {
      emulator.interventions().kick(words.get(0), farewell);
    }
    return List.of();
  }

  private List<String> down(Emulator emulator, List<String> words) {
    int minutes = number(words.get(0));
    emulator.interventions().shutDown(minutes);
    return List.of("all sessions end in %s minutes".formatted(minutes));
  }

  private List<String> mail(Emulator emulator, List<String> words) {
    String from = optional(words, 1).orElse(STRANGER);
    String subject = optional(words, 2).orElse("Hello");
    emulator.interventions().mail(words.get(0), from, "", subject);
    int letters = emulator.overview().person(words.get(0)).mailbox();
    return List.of("%s letters wait for %s".formatted(letters, words.get(0)));
  }

  private List<String> slow(Emulator emulator, List<String> words) {
    emulator
        .interventions()
        .slow(number(words.get(0)), new Converters.ToDuration().convert(words.get(1)));
    return List.of();
  }

  private List<String> cut(Emulator emulator, List<String> words) {
    boolean isTalk =
        emulator.overview().switchboards().stream()
            .anyMatch(talk -> talk.number().equals(words.get(0)));
    if (isTalk && words.size() == 1) {
      emulator.interventions().cutSwitchboard(words.get(0));
    } else {
      emulator.interventions().cut(number(words.get(0)), place(words));
    }
    return List.of();
  }

  /** {@code 7}, {@code 7 100}, {@code 7 after 100}, {@code 7 message 3}, each also with reset. */
  private static Cut place(List<String> words) {
    List<String> rest = new ArrayList<>(words.subList(1, words.size()));
    boolean isReset = rest.remove("reset");
    Cut place =
        switch (rest.size()) {
          case 0 -> Cut.now();
          case 1 -> Cut.after(number(rest.get(0)));
          case 2 ->
              switch (rest.get(0)) {
                case "after" -> Cut.after(number(rest.get(1)));
                case "message" -> Cut.inMessage(number(rest.get(1)));
                default ->
                    throw new IllegalArgumentException("\"%s\" is no place".formatted(rest.get(0)));
              };
          default -> throw new IllegalArgumentException("these are too many words");
        };
    return isReset ? place.withReset() : place;
  }

  private List<String> add(Emulator emulator, List<String> words) {
    String name = optional(words, 2).orElse(words.get(0));
    emulator.interventions().add(Account.of(words.get(0), words.get(1), name));
    return List.of("%s may sign in".formatted(words.get(0)));
  }

  private List<String> remove(Emulator emulator, List<String> words) {
    emulator.interventions().remove(words.get(0));
    return List.of("%s has no account any more".formatted(words.get(0)));
  }

  private List<String> accounts(Emulator emulator, List<String> words) {
    List<Account> all = emulator.accounts();
    if (words.isEmpty()) {
      List<String> lines =
          new ArrayList<>(
              AccountsWriter.text(some(all)).lines().map(WorldCommands::withoutPassword).toList());
      lines.add("%s accounts".formatted(all.size()));
      return lines;
    }
    try {
      write(folder.resolve(words.get(0)), AccountsWriter.text(all));
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "there is a file %s already; name a new one".formatted(words.get(0)));
    } catch (IOException e) {
      throw new UsageException(
          "%s cannot be written: %s; name another file".formatted(words.get(0), Reason.of(e)));
    }
    return List.of("%s accounts are in %s".formatted(all.size(), words.get(0)));
  }

  private static String withoutPassword(String line) {
    return line.startsWith(PASSWORD) ? PASSWORD + "hidden" : line;
  }

  /** For its owner alone, as passwords are in it; never in place of another one. */
  private static void write(Path file, String text) throws IOException {
    boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        isPosix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, ownerOnly);
    Files.writeString(file, text);
  }

  // ---- words ----

  private static Optional<String> optional(List<String> words, int index) {
    return index < words.size() ? Optional.of(words.get(index)) : Optional.empty();
  }

  private static boolean isNumber(String word) {
    return word.matches("#?[0-9]{1,9}");
  }

  private static int number(String word) {
    if (!isNumber(word)) {
      throw new IllegalArgumentException("\"%s\" is no number".formatted(word));
    }
    return Integer.parseInt(word.startsWith("#") ? word.substring(1) : word);
  }
}
