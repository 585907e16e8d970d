package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Text;

/**
 * What happened in a play, as a dialogue: the lines that were really exchanged, in their order and
 * on their connections, values put back as placeholders. Played again, the same client passes.
 *
 * @param text the dialogue file
 */
public record ObservedDialogue(String text) {
  /** What the names of such files end in; they are no part of a folder of dialogues. */
  public static final String SUFFIX = ".observed" + Loader.SUFFIX;

  /** What was said is as it was, whether a server should say it or not. */
  private static final String LINT = "# lint: off D601 D602\n";

  /**
   * Writes down a play.
   *
   * @param id what the loader wants, by the place of the file
   */
  public static ObservedDialogue of(Result result, String id) {
    FlatNames names = new FlatNames(result.dialogue(), result.caseId(), result.redaction());
    String steps = new ObservedSteps(result, names).text();
    return new ObservedDialogue(head(result, id, names) + LINT + "steps:\n" + steps);
  }

  private static String head(Result result, String id, FlatNames names) {
    Dialogue dialogue = result.dialogue();
    StringBuilder out = new StringBuilder();
    out.append("# observed: ").append(result.caseId()).append(", ");
    out.append(result.outcome().word()).append(", seed ").append(result.seed()).append('\n');
    for (Deviation deviation : result.deviations()) {
      String where = deviation.step().map(step -> " (" + step.span().place() + ")").orElse("");
      out.append("# ").append(hidden(result, deviation.summary())).append(where).append('\n');
    }
    if (result.deviations().isEmpty() && result.outcome() != Outcome.OK) {
      out.append("# ").append(hidden(result, result.reason())).append('\n');
    }
    if (result.dropped() > 0) {
      out.append(
          "# the journal was full: of %s entries nothing is known\n".formatted(result.dropped()));
    }
    out.append("dialogue: 1\n");
    line("id", id, out);
    line("title", dialogue.title(), out);
    dialogue.source().ifPresent(source -> line("source", source, out));
    list("covers", dialogue.covers(), out);
    list("tags", dialogue.tags().stream().sorted().toList(), out);
    clients(dialogue, names, out);
    roles(dialogue, out);
    if (!names.constants().isEmpty()) {
      out.append("vars:\n");
      names
          .constants()
          .forEach(
              flat ->
                  out.append("  ")
                      .append(flat.text())
                      .append(": ")
                      .append(YamlText.value(flat.value()))
                      .append('\n'));
    }
    if (dialogue.otherwise() != Otherwise.REFUSE) {
      line("otherwise", dialogue.otherwise().word(), out);
    }
    list("payload-commands", dialogue.payloadCommands().stream().sorted().toList(), out);
    return out.toString();
  }

  private static String hidden(Result result, String text) {
    return result.redaction().hide(Text.printable(text));
  }

  private static void line(String key, String value, StringBuilder out) {
    out.append(key).append(": ").append(YamlText.value(value)).append('\n');
  }

  private static void list(String key, List<String> words, StringBuilder out) {
    if (!words.isEmpty()) {
      out.append(key).append(": ");
      out.append(
          words.stream().map(YamlText::flowValue).collect(Collectors.joining(", ", "[", "]")));
      out.append('\n');
    }
  }

  /** Those that are not alone and as they are by default; a password is never written. */
  private static void clients(Dialogue dialogue, FlatNames names, StringBuilder out) {
    StringBuilder stated = new StringBuilder();
    dialogue.clients().forEach(client -> client(client, names, stated));
    if (!stated.toString().equals("  alice: {}\n")) {
      out.append("clients:  # the password stands in no report\n").append(stated);
    }
  }

  private static void client(Dialogue.Client client, FlatNames names, StringBuilder out) {
    String name = client.name();
    String capital =
        name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    List<String> pairs = new ArrayList<>();
    pair("user", client.user().fill(names), name + "@example.com", pairs);
    pair("status", client.status().fill(names), "NLN", pairs);
    pair("name", client.friendlyName().fill(names), capital, pairs);
    out.append("  ").append(name).append(pairs.isEmpty() ? ": {}\n" : ":\n");
    pairs.forEach(out::append);
  }

  private static void roles(Dialogue dialogue, StringBuilder out) {
    List<String> options = new ArrayList<>();
    new TreeMap<>(dialogue.ports())
        .forEach((role, port) -> options.add("%s: { port: %s }".formatted(role.word(), port)));
    new TreeMap<>(dialogue.certificates())
        .forEach(
            (role, shown) -> options.add("%s: { tls: %s }".formatted(role.word(), shown.word())));
    String stated = String.join(", ", options);
    if (!stated.isEmpty()) {
      out.append("roles: { ").append(stated).append(" }\n");
    }
  }

  private static void pair(String key, String value, String usual, List<String> pairs) {
    if (!value.equals(usual)) {
      pairs.add("    %s: %s\n".formatted(key, YamlText.value(FlatNames.doubled(value))));
    }
  }
}
