package org.msnmock.mockserver.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StdioProtocolTest {
  private final RecordedEvents events = new RecordedEvents();
  private final List<String> log = new ArrayList<>();
  private final StdioProtocol protocol = new StdioProtocol(events, log::add);

  @Test
  void a_request_to_act_is_one_line_of_JSON() {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("text", "Hello \"Bob\"\nsecond line");
    arguments.put("to", "bob@example.com");

    assertThat(protocol.ask(4, "send-message", arguments))
        .isEqualTo(
            "{\"do\":\"send-message\",\"args\":{\"text\":\"Hello \\\"Bob\\\"\\nsecond line\",\"to\":\"bob@example.com\"},\"id\":4}");
  }

  @Test
  void answers_carry_the_number_of_the_request() throws Exception {
    for (int ask = 1; ask <= 3; ask++) {
      protocol.ask(ask, "typing", Map.of());
    }

    protocol.heard("{\"done\":1}");
    protocol.heard(" {\"unsupported\":2}");
    protocol.heard("{\"failed\":3,\"why\":\"no such contact\"}");

    assertThat(events.next()).isEqualTo("answered 1 DONE ");
    assertThat(events.next()).isEqualTo("answered 2 UNSUPPORTED ");
    assertThat(events.next()).isEqualTo("answered 3 FAILED no such contact");
    assertThat(log).isEmpty();
  }

  @Test
  void what_the_user_sees_keeps_its_texts_lists_and_maps() throws Exception {
    protocol.heard(
        "{\"see\":\"contacts\",\"args\":{\"forward\":[\"bob@example.com\"],\"groups\":{\"Friends\":[]},\"unread\":3,\"bold\":true,\"x\":null}}");

    assertThat(events.next())
        .isEqualTo(
            "told contacts {forward=[bob@example.com], groups={Friends=[]}, unread=3, bold=true}");
  }

  @Test
  void other_output_is_log() {
    protocol.heard("connecting to 127.0.0.1");

    assertThat(log).containsExactly("connecting to 127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"done\":          | no JSON object",
        "{\"done\":1} x      | no JSON object",
        "{\"done\":1,\"done\":2} | no JSON object",
        "{\"dnoe\":1}        | it has none of see, done, unsupported and failed",
        "{\"done\":9}        | nothing with the id 9 waits for an answer",
        "{\"done\":\"x\"}    | x is no id",
        "{\"see\":\"message\",\"args\":[]} | args must be an object",
      })
  void what_is_almost_right_is_log_with_the_reason(String line, String reason) {
    protocol.heard(line);

    assertThat(log)
        .singleElement()
        .asString()
        .startsWith(line)
        .contains("[not taken")
        .contains(reason);
    assertThat(events.isEmpty()).isTrue();
  }

  @Test
  void an_answer_counts_once() throws Exception {
    protocol.ask(1, "typing", Map.of());
    protocol.heard("{\"done\":1}");
    protocol.heard("{\"done\":1}");

    assertThat(events.next()).isEqualTo("answered 1 DONE ");
    assertThat(events.isEmpty()).isTrue();
  }

  @Test
  void deep_nesting_is_no_way_to_crash() {
    protocol.heard("{\"see\":" + "[".repeat(5000));

    assertThat(log).singleElement().asString().contains("[not taken");
  }

  @Property
  void no_line_whatever_breaks_it(@ForAll String tail) {
    new StdioProtocol(events, log::add).heard("{" + tail);
  }
}
