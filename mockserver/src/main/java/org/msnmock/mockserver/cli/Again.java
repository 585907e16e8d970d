package org.msnmock.mockserver.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.msnmock.mockserver.verdict.Result;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command line that plays one case of a run again, for a shell.
 *
 * @param places files and folders of dialogues, as they were typed
 * @param options those that were typed and decide how a case is played and judged
 */
record Again(List<String> places, List<String> options) {
  /** They choose cases, or say how many times and where to; a case alone has its own seed. */
  private static final Set<String> OF_THE_RUN =
      Set.of(
          "--list",
          "--tag",
          "--no-slow",
          "--jobs",
          "--repeat",
          "--rerun-failed",
          "--fail-fast",
          "--seed",
          "--baseline",
          "--html",
          "--junit",
          "--json",
          "--out");

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  static Again of(List<String> places, ParseResult typed) {
    List<String> options = new ArrayList<>();
    for (OptionSpec option : typed.matchedOptionsSet()) {
      if (OF_THE_RUN.contains(option.longestName())) {
        continue;
      }
      options.add(option.longestName());
      if (option.arity().max() > 0) {
        options.addAll(option.originalStringValues());
      }
    }
    return new Again(places, options);
  }

  String command(Result result) {
    List<String> words = new ArrayList<>(List.of("msnmock", "test"));
    words.addAll(places);
    words.add(result.caseId());
    words.addAll(options);
    words.addAll(List.of("--seed", String.valueOf(result.seed())));
    return String.join(" ", words.stream().map(Again::quoted).toList());
  }

  private static String quoted(String word) {
    return SAFE.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
