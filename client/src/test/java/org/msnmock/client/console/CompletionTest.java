package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.client.contact.ListName.FORWARD;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jline.reader.Candidate;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ContactList.Strangers;
import org.msnmock.client.contact.ContactList.WhenAdded;
import org.msnmock.client.contact.Group;
import org.msnmock.client.protocol.Principal;

class CompletionTest {
  private static final ContactList LIST =
      new ContactList(
          1,
          List.of(
              new Contact(
                  new Principal("bob@example.com"), "Bob", Set.of(FORWARD), Set.of(), Map.of()),
              new Contact(
                  new Principal("e\u202Evil@example.com"),
                  "x",
                  Set.of(FORWARD),
                  Set.of(),
                  Map.of())),
          List.of(new Group(1, "Old friends"), new Group(2, "Work"), new Group(3, "\033[2J")),
          Strangers.ALLOWED,
          WhenAdded.ASK,
          Map.of());

  private final Completion completion = new Completion(() -> LIST);

  private List<String> offered(String typed) {
    ParsedLine line = new WordParser().parse(typed, typed.length(), ParseContext.COMPLETE);
    List<Candidate> candidates = new ArrayList<>();
    completion.complete(null, line, candidates);
    return candidates.stream().map(Candidate::value).toList();
  }

  @Test
  void offers_what_fits_the_place() {
    assertThat(offered("/")).contains("/chat", "/list", "/quit");
    assertThat(offered("/chat ")).containsExactly("bob@example.com");
    assertThat(offered("/add bob@example.com ")).containsExactly("Old friends", "Work");
    assertThat(offered("/rename \"Old friends\" ")).isEmpty();
    assertThat(offered("/status ")).contains("brb", "away").doesNotContain("offline");
    assertThat(offered("/help ")).contains("/send");
    assertThat(offered("/leave ")).isEmpty();
  }

  @Test
  void offers_nothing_within_a_text() {
    assertThat(offered("bo")).isEmpty();
    assertThat(offered("//")).isEmpty();
  }

  @Test
  void offers_files_folder_by_folder(@TempDir Path folder) throws Exception {
    // given
    Files.createFile(folder.resolve("a picture.png"));
    Files.createDirectory(folder.resolve("more"));
    // when, then
    assertThat(offered("/send \"" + folder + "/"))
        .containsExactlyInAnyOrder(folder + "/a picture.png", folder + "/more/");
    assertThat(offered("/send " + folder + "/nowhere/")).isEmpty();
  }

  @Test
  void puts_words_with_blanks_in_quotes_while_somebody_types() throws Exception {
    // given
    InputStream keys =
        new ByteArrayInputStream("/add bo\t Old\t\r".getBytes(StandardCharsets.UTF_8));
    LineReaderImpl reader =
        Terminals.reader(
            new ExternalTerminal(
                "test", "xterm", keys, new ByteArrayOutputStream(), StandardCharsets.UTF_8),
            Optional.empty());
    reader.setCompleter(completion);
    // when, then
    assertThat(reader.readLine()).isEqualTo("/add bob@example.com  \"Old friends\" ");
  }
}
