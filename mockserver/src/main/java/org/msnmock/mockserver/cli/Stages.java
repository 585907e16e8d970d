package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.server.ServerSettings;

/** All dialogues that are served by one process. */
final class Stages implements AutoCloseable {
  private final List<Stage> open = new ArrayList<>();
  private Optional<AddressFile> file = Optional.empty();

  /** Opens one more; says why not where it can't. */
  synchronized boolean open(
      ServerSettings settings,
      Selected one,
      Stage.Manner manner,
      LivePrinter printer,
      Console console) {
    try {
      open.add(Stage.open(settings, one, manner, printer));
      return true;
    } catch (IOException e) {
      console.err().println("msnmock: " + e.getMessage());
      return false;
    }
  }

  /** Shows where clients are to connect. */
  synchronized void show(PrintWriter out) {
    for (Stage stage : open) {
      Map<String, String> variables = stage.variables();
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
    for (Stage stage : open) {
      stage.close();
    }
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
