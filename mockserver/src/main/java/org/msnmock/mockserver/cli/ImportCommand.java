package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.wire.Text;
import org.msnmock.mockserver.yaml.Finding;
import org.msnmock.mockserver.yaml.ImportedDialogue;
import org.msnmock.mockserver.yaml.Loader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code msnmock import}: a pasted transcript becomes a dialogue. */
@Command(
    name = "import",
    description = {"Makes a pasted transcript into a dialogue, to be loosened by hand.", ""},
    customSynopsis =
        "msnmock import [--user ACCOUNT] [--id ID] [--title TEXT] [--to FILE] [FILE|-]",
    mixinStandardHelpOptions = true,
    versionProvider = Msnmock.Version.class,
    sortOptions = false,
    footerHeading = "%n",
    footer = {
      "A line of the client begins with C: or >>> or ->, one of the server with S: or <<< or <-;",
      "a time may stand before it. A payload stands on the lines below. Transaction ids become",
      "{trid}, the account {user}, the dialects offered after the first {**}, the fields of CVR {*},",
      "lengths {len}, the ticket {=ticket}; the rest stays as it stood. What makes no sense is left",
      "out and reported with the number of its line.",
      "",
      "Exit codes: 0 all lines made sense; 1 some were left out or are doubtful; 4 no dialogue could",
      "be made; 64 wrong usage.",
      "",
      "Examples:",
      "  msnmock import page.txt > hello.dialogue.yaml",
      "  msnmock import --to dialogues/quick/pasted.dialogue.yaml --user me@example.com page.txt",
    })
final class ImportCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");
  private static final int MOST_COMPLAINTS = 50;

  private final Console console;
  private final InputStream in;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE|-",
      description = "The transcript, UTF-8, at most 1 MB. Default: standard input.")
  private String file = STANDARD_INPUT;

  @Option(
      names = "--user",
      paramLabel = "ACCOUNT",
      description = "The client's account in it. Default: that of its line USR ... TWN I.")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The dialogue's id. Default: the place of --to, else pasted.")
  private Optional<String> id = Optional.empty();

  @Option(names = "--title", paramLabel = "TEXT", description = "The dialogue's title.")
  private String title = "A transcript pasted as it stood";

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write there; nothing is overwritten. Default: standard output.")
  private Optional<String> to = Optional.empty();

  ImportCommand(Console console, InputStream in) {
    this.console = console;
    this.in = in;
  }

  @Override
  public Integer call() throws IOException {
    check();
    Optional<ImportedDialogue> imported = ImportedDialogue.from(transcript(), id(), title, user);
    if (imported.isEmpty()) {
      console.err().printf("%s: no line begins with C: >>> -> or with S: <<< <-%n", name());
      return Exit.WRONG_DIALOGUE.code();
    }
    complain(imported.get().complaints());
    List<Finding> errors =
        Loader.root(console.folder().toAbsolutePath())
            .loadText(to.orElse("pasted"), imported.get().text())
            .errors();
    if (!errors.isEmpty()) {
      errors.forEach(error -> console.err().println(error.text()));
      console.err().println("the dialogue would have these errors; nothing was written");
      return Exit.WRONG_DIALOGUE.code();
    }
    write(imported.get());
    return (imported.get().complaints().isEmpty() ? Exit.OK : Exit.FAILED).code();
  }

  private void check() {
    if (user.filter(account -> !Kind.EMAIL.accepts(account)).isPresent()) {
      throw new UsageException("--user is an account like alice@example.com");
    }
    if (id.isPresent() && to.isPresent()) {
      throw new UsageException("with --to the file's place is the id; leave --id out");
    }
    if (id.filter(text -> !isId(text)).isPresent()) {
      throw new UsageException("an id is made of letters, digits and . _ -");
    }
    if (title.isBlank() || title.length() > 500) {
      throw new UsageException("--title is one sentence");
    }
    if (to.isPresent()) {
      checkTarget(console.folder().resolve(to.get()));
    }
  }

  private void checkTarget(Path target) {
    if (!to.orElse("").endsWith(".yaml")) {
      throw new UsageException("a dialogue file ends in " + Loader.SUFFIX);
    }
    if (Files.exists(target)) {
      throw exists();
    }
    if (!Files.isDirectory(target.toAbsolutePath().resolveSibling(""))) {
      throw new UsageException("there is no folder for " + to.get());
    }
    if (!isId(id())) {
      throw new UsageException(
          "--to %s would make the id \"%s\", and an id is made of letters, digits and . _ -; name another file"
              .formatted(to.get(), Text.printable(id())));
    }
  }

  private static boolean isId(String text) {
    return ID.matcher(text).matches() && text.chars().anyMatch(Character::isLetterOrDigit);
  }

  private UsageException exists() {
    return new UsageException("%s exists; nothing is overwritten".formatted(to.orElse("")));
  }

  private String id() {
    return to.map(target -> ImportedDialogue.idOf(console.folder().resolve(target)))
        .or(() -> id)
        .orElse("pasted");
  }

  private String name() {
    return file.equals(STANDARD_INPUT) ? "standard input" : file;
  }

  private String transcript() {
    byte[] bytes;
    try (InputStream source =
        file.equals(STANDARD_INPUT) ? in : Files.newInputStream(console.folder().resolve(file))) {
      bytes = source.readNBytes(ImportedDialogue.MOST + 1);
    } catch (IOException e) {
      throw new UsageException("%s cannot be read: %s".formatted(name(), Reason.ofReading(e)));
    }
    if (bytes.length > ImportedDialogue.MOST) {
      throw new UsageException(
          String.format(
              Locale.ROOT, "%s is over the limit of %,d bytes", name(), ImportedDialogue.MOST));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UsageException("%s is not UTF-8; save it as UTF-8".formatted(name()));
    }
  }

  private void complain(List<ImportedDialogue.Complaint> complaints) {
    complaints.stream()
        .limit(MOST_COMPLAINTS)
        .forEach(
            one ->
                console
                    .err()
                    .println(
                        "%s:%s  %s".formatted(name(), one.line(), Text.printable(one.message()))));
    if (complaints.size() > MOST_COMPLAINTS) {
      console.err().println("and %s more".formatted(complaints.size() - MOST_COMPLAINTS));
    }
  }

  private void write(ImportedDialogue imported) throws IOException {
    if (to.isEmpty()) {
      console.out().print(imported.text());
      return;
    }
    try {
      Files.writeString(
          console.folder().resolve(to.get()), imported.text(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw exists();
    }
    console.out().println("%s: %s steps".formatted(to.get(), imported.steps()));
  }
}
