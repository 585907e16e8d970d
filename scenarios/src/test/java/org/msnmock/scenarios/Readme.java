package org.msnmock.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The examples of the README, as a reader would copy them. */
final class Readme {
  private static final Path FILE = Path.of("..", "README.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

  private final List<Block> blocks = new ArrayList<>();

  /** A fenced block. */
  private record Block(String language, String text) {}

  Readme() throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(FILE));
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
  }

  /** The only block of a language. */
  String only(String language) {
    List<String> found =
        blocks.stream().filter(b -> b.language().equals(language)).map(Block::text).toList();
    if (found.size() != 1) {
      throw new AssertionError("the README has " + found.size() + " blocks of " + language);
    }
    return found.get(0);
  }

  /** The only block of a language with these words in it. */
  String only(String language, String words) {
    List<String> found =
        blocks.stream()
            .filter(block -> block.language().equals(language) && block.text().contains(words))
            .map(Block::text)
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "the README has %s blocks of %s with %s".formatted(found.size(), language, words));
    }
    return found.get(0);
  }

  /** What the README says that a command prints. */
  String outputOf(String command) {
    String prompt = "$ " + command + "\n";
    return blocks.stream()
        .map(Block::text)
        .filter(text -> text.startsWith(prompt))
        .map(text -> text.substring(prompt.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the README does not show: " + command));
  }
}
