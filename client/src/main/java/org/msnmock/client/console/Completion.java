package org.msnmock.client.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.Group;

/**
 * Completes commands and their words. Names that other people chose are offered only where they are
 * harmless.
 */
final class Completion implements Completer {
  private static final int MOST_FILES = 500;
  private static final int LONGEST_NAME = 40;

  private final Supplier<ContactList> contacts;

  /**
   * @param contacts from any thread
   */
  Completion(Supplier<ContactList> contacts) {
    this.contacts = contacts;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    if (!line.line().startsWith("/") || line.line().startsWith("//")) {
      return;
    }
    if (line.wordIndex() == 0) {
      Arrays.stream(Verb.values())
          .map(verb -> described(verb.typed(), verb.purpose()))
          .forEach(candidates::add);
      return;
    }
    Verb.from(line.words().get(0))
        .flatMap(verb -> verb.word(line.wordIndex() - 1))
        .ifPresent(
            kind ->
                candidates(kind, line.word().substring(0, line.wordCursor()))
                    .filter(candidate -> isHarmless(candidate.value()))
                    .forEach(candidates::add));
  }

  private Stream<Candidate> candidates(String kind, String typed) {
    return switch (kind) {
      case "ADDRESS", "WHO" -> contacts.get().contacts().stream().map(Completion::contact);
      case "GROUP" -> contacts.get().groups().stream().map(Group::name).map(Candidate::new);
      case "STATUS" -> Statuses.all().stream().map(Candidate::new);
      case "COMMAND" -> Arrays.stream(Verb.values()).map(Verb::typed).map(Candidate::new);
      case "online" -> Stream.of(new Candidate("online"));
      case "FILE", "N" -> files(typed).stream();
      default -> Stream.empty();
    };
  }

  private static Candidate contact(Contact contact) {
    return described(contact.who().address(), Harmless.line(contact.friendlyName(), LONGEST_NAME));
  }

  private static Candidate described(String value, String description) {
    return new Candidate(value, value, null, description, null, null, true);
  }

  private static boolean isHarmless(String text) {
    return Harmless.line(text).equals(text) && !text.contains("\"");
  }

  /** What is in the folder that was typed so far; folders go on with what is in them. */
  private static List<Candidate> files(String typed) {
    int end = typed.lastIndexOf('/') + 1;
    String folder = typed.substring(0, end);
    try (Stream<Path> found = Files.list(PathNames.path(folder.isEmpty() ? "." : folder))) {
      return found.limit(MOST_FILES).map(file -> file(folder, file)).toList();
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      return List.of();
    }
  }

  private static Candidate file(String folder, Path file) {
    boolean isFolder = Files.isDirectory(file);
    String name = String.valueOf(file.getFileName()) + (isFolder ? "/" : "");
    return new Candidate(folder + name, name, null, null, null, null, !isFolder);
  }
}
