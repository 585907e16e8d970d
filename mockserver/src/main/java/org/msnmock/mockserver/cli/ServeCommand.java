package org.msnmock.mockserver.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.msnmock.mockserver.control.LiveJournal;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.emulator.NotKeptException;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.server.Authority;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.server.ServerSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code msnmock serve}: is a whole service, or plays dialogues for whoever comes. */
@Command(
    name = "serve",
    description = {
      "Is a whole service for any number of clients: people sign in, see each other and chat."
          + " Where dialogues are named, plays those for whoever comes, again and again: deviations are"
          + " shown and end nothing but their play. Shows what is said.",
      ""
    },
    customSynopsis = "msnmock serve [OPTIONS] [FILE|FOLDER ...]",
    mixinStandardHelpOptions = true,
    versionProvider = Msnmock.Version.class,
    sortOptions = false,
    footerHeading = "%n",
    footer = {
      "Each dialogue has ports of its own, or some for each client that it names. Each client that connects gets a play of its own, several of one dialogue share theirs.",
      "",
      "Examples:",
      "  msnmock serve --ds 1863",
      "  msnmock serve --accounts people.yaml --addresses addresses.env",
      "  msnmock serve --state ~/msn-world --open",
      "  msnmock serve dialogues/signin/redirect.dialogue.yaml --ds 1863",
      "  msnmock serve dialogues --play signin.redirect --addresses addresses.env",
      "  msnmock serve x.dialogue.yaml --listen 0.0.0.0 --advertise 192.0.2.10 --plain",
    })
final class ServeCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "FILE|FOLDER",
      description =
          "Dialogue files and folders; --play names one of them, or of the bundled ones. Default: no dialogue, but a whole service.")
  private List<String> what = new ArrayList<>();

  @Option(
      names = "--play",
      paramLabel = "ID",
      description = "Of several dialogues, only this one, or this case of it.")
  private Optional<String> play = Optional.empty();

  @Option(
      names = "--addresses",
      paramLabel = "FILE",
      description =
          "Once all listen, write MSN_SERVER=host:port and the like there; the file goes when we go. Only a file of such lines is replaced.")
  private Optional<Path> addresses = Optional.empty();

  @Option(
      names = "--hold",
      description =
          "Stop before every line that would be sent: look at what is known and at what would be"
              + " awaited, change the line, send it, go on.")
  private boolean hold;

  @Option(names = "--quiet", description = "Show only addresses and deviations, not every line.")
  private boolean quiet;

  @Mixin private ServerOptions listening = new ServerOptions();

  @Mixin private PlayOptions playing = new PlayOptions();

  @Mixin private EmulatorOptions emulating = new EmulatorOptions();

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (emulating.showsAccounts()) {
      return showAccounts();
    }
    checkAddresses();
    return what.isEmpty() && play.isEmpty() ? emulate() : playDialogues();
  }

  private int showAccounts() {
    Optional<String> text = emulating.accountsText(console);
    text.ifPresent(console.out()::print);
    console.out().flush();
    return text.isPresent() ? Exit.OK.code() : Exit.NOT_STARTED.code();
  }

  // ---- a whole service ----

  private int emulate() throws InterruptedException {
    if (hold) {
      throw new UsageException("--hold is for the lines of a dialogue, and none is named");
    }
    if (playing.judges()) {
      throw new UsageException(
          "--strictness, --late and --time-scale are for dialogues, and none is named; leave them out, as a whole service judges nobody");
    }
    if (listening.hasPeer()) {
      throw new UsageException(
          "--peer is for a dialogue in which the server is a peer, and none is named; leave it out, as clients of a whole service are each other's peers");
    }
    Manners manners = emulating.manners();
    emulating.checkServers();
    listening.checkPortsBehind(emulating.servers() - 1);
    Optional<Integer> control = emulating.control();
    Optional<List<Account>> accounts = emulating.beginning(console);
    if (accounts.isEmpty()) {
      return Exit.WRONG_DIALOGUE.code();
    }
    ServerSettings settings = listening.settings(console); // its keys are made meanwhile
    Optional<People> people = emulating.people(accounts.get(), console);
    if (people.isEmpty()) {
      settings.authority().ifPresent(Authority::forget);
      return Exit.NOT_STARTED.code();
    }
    try (People open = people.get()) {
      return emulate(settings, open, manners, control);
    }
  }

  private int emulate(
      ServerSettings settings, People people, Manners manners, Optional<Integer> control)
      throws InterruptedException {
    try (LivePrinter printer = new LivePrinter(console.out());
        Stages stages = new Stages()) {
      LiveWorld world = new LiveWorld(printer, quiet);
      long seed = playing.chosenSeed().orElseGet(System::nanoTime);
      Optional<LiveJournal> journal = control.map(port -> new LiveJournal());
      Onlooker onlooker = world;
      Audience audience = world;
      if (journal.isPresent()) {
        onlooker = onlooker.and(journal.get());
        Audience first = journal.get();
        audience = first.and(world); // which may end it all
      }
      Optional<Server> server =
          stages.open(
              settings, emulating.servers(), people, manners, seed, onlooker, audience, console);
      if (server.isEmpty()) {
        return Exit.NOT_STARTED.code();
      }
      if (control.isPresent()
          && !stages.control(
              control.get(), server.get(), journal.orElseThrow(), settings, console)) {
        return Exit.NOT_STARTED.code();
      }
      stages.show(console.out());
      people.lines().forEach(console.out()::println);
      console.out().println();
      if (addresses.isPresent()) {
        write(stages, addresses.get());
      }
      printer.start();
      Optional<BufferedReader> typed = console.more().get();
      String advice = typed.isPresent() ? "\"help\" tells what can be typed, " : "";
      console.out().println("ready; %sCtrl-C ends".formatted(advice));
      typed.ifPresent(in -> new Steering(in, server.get(), printer, console.folder()).start());
      return awaitTheEnd(stages, world.end());
    }
  }

  // ---- dialogues ----

  private int playDialogues() throws IOException, InterruptedException {
    if (emulating.areGiven()) {
      throw new UsageException(
          "--accounts, --state, --open, --style, --idle, --challenge, --servers, --rate-limits and --control are for a service without a dialogue; leave them out");
    }
    ServerSettings settings = listening.settings(console); // its keys are made meanwhile
    Dialogues dialogues = Dialogues.load(console, what);
    dialogues.complain(console.err());
    if (dialogues.hasErrors()) {
      settings.authority().ifPresent(Authority::forget);
      return Exit.WRONG_DIALOGUE.code();
    }
    if (hold && playing.strictness(Strictness.LENIENT) == Strictness.STRICT) {
      throw new UsageException(
          "--hold is for the lenient judge: a strict one would blame the client for your time");
    }
    List<Selected> served = served(dialogues);
    if (served.isEmpty()) {
      throw new UsageException("there is nothing to serve: no dialogue was found");
    }
    if (served.size() > 1 && (listening.hasFixedPorts() || addresses.isPresent())) {
      throw new UsageException(
          "ports and --addresses are for one dialogue, and there are %s; name it with --play"
              .formatted(served.size()));
    }
    for (Selected one : served) {
      listening.check(one.dialogue());
    }
    return serve(settings, served);
  }

  private List<Selected> served(Dialogues dialogues) {
    if (play.isEmpty()) {
      return dialogues.loaded().stream().map(d -> new Selected(d, d.cases().get(0))).toList();
    }
    Selection selection = new Selection(what, List.of(play.get()));
    List<Selected> found = selection.from(dialogues.loaded(), dialogue -> true, Optional.empty());
    if (found.isEmpty()) {
      throw new UsageException(selection.noSuch(play.get(), dialogues.loaded()));
    }
    return found.subList(0, 1);
  }

  private int serve(ServerSettings settings, List<Selected> served)
      throws IOException, InterruptedException {
    try (LivePrinter printer = new LivePrinter(console.out());
        Stages stages = new Stages()) {
      Optional<ByHand> byHand =
          hold ? Optional.of(new ByHand(Console.typed(), printer)) : Optional.empty();
      Stage.Manner manner = manner(byHand);
      for (Selected one : served) {
        if (!stages.open(settings, one, manner, printer, console)) {
          return Exit.NOT_STARTED.code();
        }
      }
      stages.show(console.out());
      if (addresses.isPresent()) {
        write(stages, addresses.get());
      }
      printer.start();
      byHand.ifPresent(ByHand::start);
      console.out().println("ready; Ctrl-C ends");
      return awaitTheEnd(stages, new CompletableFuture<>());
    }
  }

  private Stage.Manner manner(Optional<ByHand> byHand) {
    return new Stage.Manner(
        playing.strictness(Strictness.LENIENT),
        playing.timeScale(console),
        playing.late(),
        byHand,
        playing.seed(),
        quiet ? Stage.Shown.DEVIATIONS : Stage.Shown.ALL);
  }

  private void checkAddresses() {
    if (addresses.isEmpty()) {
      return;
    }
    new OutputFile(console, "--addresses", addresses.get()).check(what);
    try {
      addressFile(addresses.get()).check();
    } catch (IOException e) {
      throw cannotWrite(addresses.get(), e);
    }
  }

  private void write(Stages stages, Path file) {
    try {
      stages.writeTo(addressFile(file));
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private AddressFile addressFile(Path file) {
    return new AddressFile(console.folder().resolve(file));
  }

  private static UsageException cannotWrite(Path file, IOException fault) {
    return new UsageException(
        "cannot write --addresses %s: %s. Name a file in a folder that you may write to"
            .formatted(file, Reason.of(fault)));
  }

  /** A signal ends this, or an interrupt, or what it serves breaks off. */
  private int awaitTheEnd(Stages stages, CompletableFuture<RuntimeException> broken) {
    Runtime.getRuntime().addShutdownHook(new Thread(stages::close, "msnmock end"));
    try {
      return tell(broken.get()).code();
    } catch (InterruptedException e) {
      return Exit.OK.code(); // whoever asks for the end gets it: all is closed now
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Exit tell(RuntimeException fault) {
    if (fault instanceof NotKeptException) {
      console.err().println("msnmock: the service has ended, as " + fault.getMessage());
      return Exit.NOT_STARTED;
    }
    console.err().println("msnmock: the service broke off by a fault of msnmock itself");
    fault.printStackTrace(console.err());
    return Exit.INTERNAL;
  }
}
