package org.msnmock.mockserver.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.msnmock.mockserver.server.LegacyTls;
import org.msnmock.mockserver.yaml.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. */
@Command(
    name = "msnmock",
    description = {
      "A scriptable fake MSN Messenger service: it replays dialogues and judges the client that"
          + " talks to it.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Msnmock.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  msnmock test                                   the bundled client, every bundled dialogue",
      "  msnmock test dialogues --client './mychat --server {entry.addr} --user {user}'",
      "  msnmock serve dialogues/signin/redirect.dialogue.yaml --ds 1863",
      "  msnmock report amsn.json pidgin.json --html page.html",
      "  msnmock lint dialogues",
      "  msnmock requirements --uncovered               what no dialogue covers yet",
      "  msnmock explain hello.dialogue.yaml 'VER 1 MSNP9 CVR0'",
      "  msnmock accept hello.dialogue.yaml             what the client did is what is awaited",
      "  msnmock import page.txt > hello.dialogue.yaml",
      "  msnmock schema > dialogue.schema.json          for an editor that completes and explains keys",
      "",
      "msnmock COMMAND --help tells more.",
    })
public final class Msnmock {
  static final String LEGACY_TLS = "--legacy-tls";

  /** Starts it; ends the process. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // programs read our numbers, too
    if (List.of(arguments).contains(LEGACY_TLS)) {
      LegacyTls.allow();
    }
    System.exit(run(Console.standard(), arguments));
  }

  /** Runs one command and returns its exit code. */
  static int run(Console console, String... arguments) {
    CommandLine commands = new CommandLine(new Msnmock());
    subcommands(console, arguments)
        .forEach((name, command) -> commands.addSubcommand(name, command.get()));
    commands
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setOut(console.out())
        .setErr(console.err())
        .setParameterExceptionHandler((wrong, args) -> usage(console.err(), wrong))
        .setExecutionExceptionHandler((fault, line, result) -> failed(console.err(), fault, line));
    commands.setExecutionStrategy(
        parsed -> {
          boolean isAsked = parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
          if (parsed.subcommand() == null && !isAsked) {
            commands.usage(console.err());
            return Exit.USAGE.code();
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    int code = commands.execute(arguments);
    console.out().flush();
    console.err().flush();
    return code;
  }

  /** The one that is asked for, since to describe all of them takes time; else all. */
  private static Map<String, Supplier<Object>> subcommands(Console console, String... arguments) {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("test", () -> new TestCommand(console));
    all.put("serve", () -> new ServeCommand(console));
    all.put("report", () -> new ReportCommand(console));
    all.put("lint", () -> new LintCommand(console));
    all.put("requirements", () -> new RequirementsCommand(console));
    all.put("explain", () -> new ExplainCommand(console));
    all.put("accept", () -> new AcceptCommand(console, Console.terminal()));
    all.put("import", () -> new ImportCommand(console, System.in));
    all.put("schema", () -> new SchemaCommand(console));
    Supplier<Object> only = arguments.length == 0 ? null : all.get(arguments[0]);
    return only == null ? all : Map.of(arguments[0], only);
  }

  private static int usage(PrintWriter err, ParameterException wrong) {
    err.println("msnmock: " + wrong.getMessage());
    Optional<String> meant = meant(wrong);
    if (meant.isPresent()) {
      err.println("Did you mean: msnmock " + meant.get());
    } else {
      UnmatchedArgumentException.printSuggestions(wrong, err);
    }
    err.println("Try: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return Exit.USAGE.code();
  }

  /** The command that a mistyped one is nearest to. */
  private static Optional<String> meant(ParameterException wrong) {
    return wrong instanceof UnmatchedArgumentException unmatched
        ? Nearest.to(
            unmatched.getUnmatched().get(0), wrong.getCommandLine().getSubcommands().keySet())
        : Optional.empty();
  }

  private static int failed(PrintWriter err, Exception fault, CommandLine line) {
    if (fault instanceof UsageException wrong) {
      return usage(err, new ParameterException(line, String.valueOf(wrong.getMessage())));
    }
    err.println("msnmock: a fault of msnmock itself; please report it with these lines");
    fault.printStackTrace(err);
    return Exit.INTERNAL.code();
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Msnmock.class.getPackage().getImplementationVersion();
      return new String[] {"msnmock " + (version == null ? "(not packed)" : version)};
    }
  }
}
