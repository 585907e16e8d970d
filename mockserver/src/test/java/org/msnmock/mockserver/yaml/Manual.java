package org.msnmock.mockserver.yaml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The manual of the dialogue language: its examples, as a reader would copy them. */
public final class Manual {
  /** How to write into it what the program says, where that has changed. */
  public static final String REWRITE =
      "Write it anew, in the checkout: mvn -pl mockserver test -Dtest='Manual*Test' -Dmanual.rewrite";

  private static final Path FILE = Path.of("..", "scenarios", "DIALOGUES.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\\n]*)\\n(.*?)^```$");
  private static final Pattern TABLE =
      Pattern.compile("(?s)(<!-- table: (\\w+) -->\\n)(.*?)(<!-- end -->)");
  private static final Pattern ID = Pattern.compile("(?m)^id: (\\S+)$");
  private static final String SIGNS_IN = "client signs in";

  private final String text;

  /**
   * A fenced block.
   *
   * @param info what stands behind the fence: the language, and more
   */
  public record Block(String info, String text) {
    /** A file that is a dialogue, with head and all. */
    public boolean isDialogue() {
      return info.startsWith("yaml") && text.startsWith("dialogue: 1\n");
    }

    /** Of a dialogue. */
    public String id() {
      Matcher matcher = ID.matcher(text);
      if (!matcher.find()) {
        throw new AssertionError("a dialogue without an id:\n" + text);
      }
      return matcher.group(1);
    }
  }

  private Manual(String text) {
    this.text = text;
  }

  public static Manual read() {
    try {
      return new Manual(Files.readString(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether what differs is to be written into the manual, and not to be complained of. */
  public static boolean isRewritten() {
    return System.getProperty("manual.rewrite") != null;
  }

  public String text() {
    return text;
  }

  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  /** The lines of a client, with what {@code signs in} stands for. */
  public String client(Block block) {
    String signsIn =
        blocks().stream()
            .filter(one -> one.info().equals(SIGNS_IN))
            .map(Block::text)
            .findFirst()
            .orElseThrow();
    return block.text().replaceAll("(?m)^signs in\\n", Matcher.quoteReplacement(signsIn));
  }

  /** Whether a block is a client that plays the dialogue before it. */
  public static boolean isClient(Block block) {
    return block.info().matches("client( .*)?") && !block.info().equals(SIGNS_IN);
  }

  /** Saves what a reader would save: dialogues, fragments, texts that have the name of a file. */
  public void save(Path folder) throws IOException {
    for (Block block : blocks()) {
      String[] info = block.info().split(" ", 2);
      if (block.isDialogue()) {
        Files.writeString(folder.resolve(block.id() + ".dialogue.yaml"), block.text());
      } else if (info.length > 1 && info[1].contains(".")) {
        Path file = folder.resolve(info[1]);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, block.text());
      }
    }
  }

  /** The tables that are made from the model, by their names. */
  Map<String, String> tables() {
    Map<String, String> out = new LinkedHashMap<>();
    Matcher matcher = TABLE.matcher(text);
    while (matcher.find()) {
      out.put(matcher.group(2), matcher.group(3));
    }
    return out;
  }

  static void rewriteTables(Map<String, String> tables) {
    rewrite(
        text ->
            TABLE
                .matcher(text)
                .replaceAll(
                    table ->
                        Matcher.quoteReplacement(
                            table.group(1) + tables.get(table.group(2)) + table.group(4))));
  }

  /** Puts another block of the same sort in the place of one. */
  public static void rewrite(Block old, String now) {
    String fence = "```" + old.info() + "\n";
    rewrite(text -> text.replace(fence + old.text() + "```", fence + now + "```"));
  }

  private static void rewrite(UnaryOperator<String> change) {
    try {
      Files.writeString(FILE, change.apply(Files.readString(FILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
