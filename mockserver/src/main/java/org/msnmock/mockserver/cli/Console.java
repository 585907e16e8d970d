package org.msnmock.mockserver.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.msnmock.mockserver.report.ConsoleText.Colours;

/**
 * Where a command was typed: its streams, variables and folder.
 *
 * @param folder the current one; relative paths start there
 * @param more what is typed while the command runs; empty where nobody can
 */
record Console(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> variables,
    Path folder,
    Supplier<Optional<BufferedReader>> more) {

  /** One at which nobody types while the command runs. */
  Console(PrintWriter out, PrintWriter err, Map<String, String> variables, Path folder) {
    this(out, err, variables, folder, Optional::empty);
  }

  /** The one that this process was started from. */
  static Console standard() {
    return new Console(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        Path.of(""),
        () -> isTyped() ? Optional.of(typed()) : Optional.empty());
  }

  /**
   * Whether a person or a program may type there: at a terminal, unless we are in its background,
   * where whoever reads is stopped by the system, or into a pipe. A file is none: where standard
   * input is closed, one of our own gets its number. Known on Linux; elsewhere we take it for
   * granted.
   */
  private static boolean isTyped() {
    try {
      String input = Files.readSymbolicLink(Path.of("/proc/self/fd/0")).toString();
      boolean isTerminal = input.startsWith("/dev/pts/") || input.startsWith("/dev/tty");
      return isTerminal
          ? isInForeground()
          : input.startsWith("pipe:") || input.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException e) { // no /proc, or no links: no Linux
      return true;
    }
  }

  private static boolean isInForeground() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    String ownGroup = behindName[2];
    String groupInForeground = behindName[5];
    return ownGroup.equals(groupInForeground);
  }

  /** The value of a variable that is set and not empty. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** A path as it can be opened from here: relative to the folder where it lies below. */
  String shown(Path path) {
    Path here = real(folder);
    Path whole = real(folder.resolve(path));
    Path shown = whole.startsWith(here) ? here.relativize(whole) : whole;
    return shown.toString().replace('\\', '/');
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize(); // it need not be there
    }
  }

  /** Colours on a terminal, unless NO_COLOR asks for none. */
  Colours colours() {
    boolean wanted =
        variable("NO_COLOR").isEmpty() && !variable("TERM").orElse("dumb").equals("dumb");
    return wanted && isTerminal() ? Colours.ANSI : Colours.NONE;
  }

  /** Where a person at a terminal answers; empty where there is none. */
  static Optional<BufferedReader> terminal() {
    return isTerminal() ? Optional.of(typed()) : Optional.empty();
  }

  /** What a person types, or a pipe hands in. */
  static BufferedReader typed() {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  /** From JDK 22 there is always a console, and only that knows whether it is a terminal. */
  @SuppressWarnings("SystemConsoleNull") // both ways are asked
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
