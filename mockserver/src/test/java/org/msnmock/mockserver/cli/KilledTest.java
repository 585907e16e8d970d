package org.msnmock.mockserver.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Kept;
import org.msnmock.mockserver.emulator.ListName;
import org.msnmock.mockserver.state.WorldFolder;

/**
 * A service is killed again and again while several people change their lists. What was answered is
 * there afterwards; what was only asked for is there or not.
 *
 * <p>{@code -Dmsnmock.kills=200 -Dmsnmock.seed=7 -Djunit.jupiter.execution.timeout.default=3h} for
 * more and for others.
 */
class KilledTest {
  private static final int KILLS = Integer.getInteger("msnmock.kills", 8);
  private static final long SEED = Long.getLong("msnmock.seed", System.nanoTime());
  private static final int MOST_CHANGES = 400;
  private static final int WRITERS = 4;

  @TempDir private Path temporary;

  private final Semaphore answered = new Semaphore(0);
  private final List<Writer> writers =
      IntStream.range(0, WRITERS).mapToObj(i -> new Writer(i)).toList();
  private final Queue<String> newcomers = new ConcurrentLinkedQueue<>();
  private int lastNewcomer;
  private long total;

  @Test
  void what_was_answered_is_there_after_a_kill() throws Exception {
    Random random = new Random(SEED);
    long begin = System.nanoTime();
    for (int round = 1; round <= KILLS; round++) {
      kill(1 + random.nextInt(MOST_CHANGES), "round %s, seed %s".formatted(round, SEED));
    }
    if (KILLS > 8) {
      System.out.printf(
          "%s kills in %s s, %s changes answered, none lost, %s bytes kept%n",
          KILLS,
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
          total,
          Files.size(folder().resolve("world.mvstore")));
    }
  }

  private Path folder() {
    return temporary.resolve("world");
  }

  /** Lets people change things, and kills the service when so many changes are answered. */
  private void kill(int changes, String name) throws Exception {
    Path told = temporary.resolve("addresses.env");
    Files.deleteIfExists(told);
    Process service = start(told);
    List<CompletableFuture<Void>> doing = new ArrayList<>();
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(told) || !service.isAlive());
      for (Writer writer : writers) {
        writer.signIn(told, name);
      }
      checkMirrors(name);
      for (Writer writer : writers) {
        doing.add(CompletableFuture.runAsync(writer::work));
      }
      doing.add(CompletableFuture.runAsync(() -> register(told)));
      assertThat(answered.tryAcquire(changes, 60, TimeUnit.SECONDS)).as(name).isTrue();
    } finally {
      service.destroyForcibly().waitFor();
    }
    for (CompletableFuture<Void> one : doing) {
      one.get(60, TimeUnit.SECONDS);
    }
    total += changes + answered.drainPermits();
    checkKept(name);
  }

  private Process start(Path told) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.msnmock.mockserver.cli.Msnmock",
            "serve",
            "--plain",
            "--quiet",
            "--open",
            "--challenge",
            "0s",
            "--state",
            folder().toString(),
            "--addresses",
            told.toString())
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve("output.txt").toFile())
        .start();
  }

  /** Gets accounts, one after the other, until the service is gone. */
  private void register(Path told) {
    try {
      while (true) {
        lastNewcomer++;
        String address = "n%s@example.com".formatted(lastNewcomer);
        if (!Chatter.login(told, address, "s3cret", "x=1").startsWith("HTTP/1.1 200 ")) {
          return;
        }
        newcomers.add(address);
        answered.release();
      }
    } catch (IOException e) {
      // it is gone
    }
  }

  /** In the file: everything that was answered. */
  private void checkKept(String name) throws IOException {
    Map<String, Account> accounts =
        Kept.accounts(WorldFolder.read(folder())).stream()
            .collect(toMap(Account::address, Function.identity()));
    assertThat(accounts.keySet()).as(name).containsAll(newcomers);
    for (Writer writer : writers) {
      writer.check(facts(accounts.get(writer.address)), name);
    }
  }

  /** On the wire, in the next run: whoever has somebody as a contact is on the reverse list. */
  private void checkMirrors(String name) {
    for (Writer owner : writers) {
      Set<String> expected = new TreeSet<>();
      writers.stream()
          .filter(other -> other.facts.containsKey("FL " + owner.address))
          .forEach(other -> expected.add(other.address));
      assertThat(owner.reverse).as("%s, %s", name, owner.address).isEqualTo(expected);
    }
  }

  // ---- what is known of somebody, one text for each thing ----

  private static SortedMap<String, String> facts(Account account) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("name", account.name());
    facts.put("BLP", account.settings().open() ? "AL" : "BL");
    facts.put("GTC", account.settings().asks() ? "A" : "N");
    facts.putAll(account.settings().phones());
    account.groups().forEach((id, name) -> facts.put("group " + id, name));
    for (Account.Contact contact : account.contacts()) {
      for (ListName list : contact.lists()) {
        facts.put(list.code() + " " + contact.address(), "");
      }
      if (contact.lists().contains(ListName.FORWARD)) {
        Set<Integer> groups = contact.groups().isEmpty() ? Set.of(0) : contact.groups();
        facts.put("FL " + contact.address(), new TreeSet<>(groups).toString());
      }
    }
    return facts;
  }

  /** The same, of what SYN tells. */
  private static SortedMap<String, String> facts(String own, List<String> lines) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("name", own);
    for (String line : lines) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "BLP", "GTC" -> facts.put(words[0], words[1]);
        case "PRP" -> facts.put(words[1], words[2]);
        case "LSG" -> facts.put("group " + words[1], words[2].replace("%20", " "));
        case "LST" -> {
          int lists = Integer.parseInt(words[3]);
          if ((lists & 1) != 0) {
            facts.put("FL " + words[1], "[%s]".formatted(words[4].replace(",", ", ")));
          }
          if ((lists & 2) != 0) {
            facts.put("AL " + words[1], "");
          }
          if ((lists & 4) != 0) {
            facts.put("BL " + words[1], "");
          }
        }
        default -> {}
      }
    }
    return facts;
  }

  /** Somebody who changes things, and remembers what was answered. */
  private final class Writer {
    private final String address;
    private final int number;
    private final Random random;
    private SortedMap<String, String> facts = new TreeMap<>();
    private SortedMap<String, String> asked = facts;
    private Set<String> reverse = Set.of();
    private long serial;
    private Chatter chatter;
    private int count;

    Writer(int number) {
      this.number = number;
      this.address = "w%s@example.com".formatted(number);
      this.random = new Random(SEED + number);
    }

    void signIn(Path told, String name) throws IOException {
      chatter = new Chatter(told, address, this::hear);
      List<String> lists = chatter.lists();
      SortedMap<String, String> found = facts("", lists);
      if (!facts.isEmpty()) {
        found.put("name", facts.get("name"));
        check(found, name);
      } else {
        found.put("name", address);
        facts = found;
      }
      asked = facts;
      long now = Long.parseLong(lists.get(0).split(" ")[1]);
      assertThat(now).as("%s, serial of %s", name, address).isGreaterThanOrEqualTo(serial);
      reverse = new TreeSet<>();
      for (String line : lists) {
        String[] words = line.split(" ");
        if (words[0].equals("LST") && (Integer.parseInt(words[3]) & 8) != 0) {
          reverse.add(words[1]);
        }
      }
    }

    private void hear(String line) {
      if (line.matches("(ADD|REM) 0 RL .*")) {
        serial = Math.max(serial, Long.parseLong(line.split(" ")[3]));
      }
    }

    /** Everything that was answered is so, and perhaps what was asked for last. */
    void check(SortedMap<String, String> found, String name) {
      if (!found.equals(asked)) {
        assertThat(found).as("%s, %s", name, address).isEqualTo(facts);
      }
      facts = found;
      asked = found;
    }

    void work() {
      try (Chatter open = chatter) {
        while (true) {
          change(open);
        }
      } catch (IOException e) {
        // it is gone
      }
    }

    private void change(Chatter open) throws IOException {
      count++;
      SortedMap<String, String> then = new TreeMap<>(facts);
      String other =
          "w%s@example.com".formatted((number + 1 + random.nextInt(WRITERS - 1)) % WRITERS);
      int group = random.nextInt(4);
      String list = List.of("AL", "BL").get(random.nextInt(2));
      switch (random.nextInt(10)) {
        case 0 ->
            ask(open, "ADD", "FL %s x %s".formatted(other, group), then, inGroup(other, group));
        case 1 -> ask(open, "REM", "FL " + other, then, map -> map.remove("FL " + other));
        case 2 ->
            ask(
                open,
                "ADD",
                "%s %s x".formatted(list, other),
                then,
                map -> map.put(list + " " + other, ""));
        case 3 -> ask(open, "REM", list + " " + other, then, map -> map.remove(list + " " + other));
        case 4 ->
            ask(
                open,
                "ADG",
                "g%s 0".formatted(count),
                then,
                map -> map.put("group " + free(), "g" + count));
        case 5 ->
            ask(
                open,
                "REG",
                "%s g%s 0".formatted(group, count),
                then,
                map -> map.put("group " + group, "g" + count));
        case 6 -> ask(open, "RMG", String.valueOf(group), then, without(group));
        case 7 ->
            ask(open, "PRP", "PHH " + count, then, map -> map.put("PHH", String.valueOf(count)));
        case 8 ->
            ask(
                open,
                "REA",
                "%s n%s".formatted(address, count),
                then,
                map -> map.put("name", "n" + count));
        default -> {
          String way = facts.get("BLP").equals("AL") ? "BL" : "AL";
          ask(open, "BLP", way, then, map -> map.put("BLP", way));
        }
      }
    }

    private Consumer<SortedMap<String, String>> inGroup(String other, int group) {
      return map -> {
        Set<Integer> groups = groups(map.getOrDefault("FL " + other, "[]"));
        groups.add(group);
        map.put("FL " + other, groups.toString());
      };
    }

    private static Set<Integer> groups(String text) {
      Set<Integer> groups = new TreeSet<>();
      for (String one : text.substring(1, text.length() - 1).split(", ")) {
        if (!one.isEmpty()) {
          groups.add(Integer.valueOf(one));
        }
      }
      return groups;
    }

    private Consumer<SortedMap<String, String>> without(int group) {
      return map -> {
        map.remove("group " + group);
        map.replaceAll(
            (key, text) -> {
              if (!key.startsWith("FL ")) {
                return text;
              }
              Set<Integer> groups = groups(text);
              groups.remove(group);
              return groups.isEmpty() ? "[0]" : groups.toString();
            });
      };
    }

    private int free() {
      return IntStream.iterate(0, i -> i + 1)
          .filter(i -> !facts.containsKey("group " + i))
          .findFirst()
          .orElseThrow();
    }

    private void ask(
        Chatter open,
        String command,
        String words,
        SortedMap<String, String> then,
        Consumer<SortedMap<String, String>> change)
        throws IOException {
      change.accept(then);
      asked = then;
      String answer = open.ask(command, words);
      if (answer.startsWith(command)) {
        facts = then;
        int place = List.of("ADD", "REM").contains(command) ? 3 : 2;
        serial = Math.max(serial, Long.parseLong(answer.split(" ")[place]));
        answered.release();
      }
      asked = facts;
    }
  }
}
