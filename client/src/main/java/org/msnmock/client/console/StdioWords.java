package org.msnmock.client.console;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.msnmock.client.adapter.DialogueUser;

/**
 * Writes to a dialogue, one JSON object a line: {@code {"see":"signed-in","args":{...}}}, and
 * answers to orders. Lines of different threads don't mix.
 */
final class StdioWords implements DialogueUser.Screen {
  private final PrintStream out;

  StdioWords(PrintStream out) {
    this.out = out;
  }

  @Override
  public void shows(String event, Map<String, Object> args) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("see", event);
    line.put("args", args);
    write(line);
  }

  void done(Object id) {
    write(Map.of("done", id));
  }

  void unsupported(Object id) {
    write(Map.of("unsupported", id));
  }

  void failed(Object id, Throwable why) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("failed", id);
    answer.put("why", String.valueOf(why.getMessage()));
    write(answer);
  }

  private void write(Map<String, Object> object) {
    synchronized (out) {
      out.print(Json.write(object) + "\n");
      out.flush();
    }
  }
}
