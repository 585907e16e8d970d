package org.msnmock.mockserver.adapter;

import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.msnmock.mockserver.engine.Event;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The words of an adapter on standard input and output: one JSON object a line.
 *
 * <pre>
 * in    {"do":"send-message","args":{"text":"Hello"},"id":4}
 * out   {"see":"message","args":{"from":"bob@example.com","text":"Hi"}}
 *       {"done":4}   {"unsupported":4}   {"failed":4,"why":"no such contact"}
 * </pre>
 *
 * Every other line of output is log.
 *
 * @see "the manual of the dialogue language: The client's side"
 */
final class StdioProtocol {
  private final JsonFactory json = JsonObjects.factory();
  private final ClientEvents events;
  private final Consumer<String> log;
  private final Set<Integer> asked = ConcurrentHashMap.newKeySet();

  StdioProtocol(ClientEvents events, Consumer<String> log) {
    this.events = events;
    this.log = log;
  }

  /** The line that asks the client to act, without its end. */
  String ask(int ask, String verb, Map<String, String> arguments) {
    asked.add(ask);
    StringWriter out = new StringWriter();
    try (JsonGenerator writer = json.createGenerator(ObjectWriteContext.empty(), out)) {
      writer.writeStartObject();
      writer.writeStringProperty("do", verb);
      writer.writeObjectPropertyStart("args");
      arguments.forEach(writer::writeStringProperty);
      writer.writeEndObject();
      writer.writeNumberProperty("id", ask);
      writer.writeEndObject();
    }
    return out.toString();
  }

  /** Takes one line of the client's output. */
  void heard(String line) {
    if (!line.stripLeading().startsWith("{")) {
      log.accept(line);
      return;
    }
    try {
      String wrong = understood(JsonObjects.read(json, line));
      if (!wrong.isEmpty()) {
        log.accept(line + "   [not taken: " + wrong + "]");
      }
    } catch (JacksonException e) {
      log.accept(line + "   [not taken, no JSON object: " + e.getOriginalMessage() + "]");
    }
  }

  /** Returns what is wrong, nothing where all was right. */
  private String understood(Map<String, Object> object) {
    if (object.get("see") instanceof String event) {
      return saw(event, object.getOrDefault("args", Map.of()));
    }
    if (object.containsKey("done")) {
      return answered(object.get("done"), Event.Reply.DONE, "");
    }
    if (object.containsKey("unsupported")) {
      return answered(object.get("unsupported"), Event.Reply.UNSUPPORTED, why(object));
    }
    if (object.containsKey("failed")) {
      return answered(object.get("failed"), Event.Reply.FAILED, why(object));
    }
    return "it has none of see, done, unsupported and failed";
  }

  @SuppressWarnings("unchecked") // JSON objects have no keys but texts
  private String saw(String event, Object arguments) {
    if (!(arguments instanceof Map)) {
      return "args must be an object";
    }
    events.told(event, (Map<String, Object>) arguments);
    return "";
  }

  private String answered(Object id, Event.Reply reply, String why) {
    int ask;
    try {
      ask = Integer.parseInt(String.valueOf(id));
    } catch (NumberFormatException e) {
      return id + " is no id";
    }
    if (!asked.remove(ask)) {
      return "nothing with the id " + ask + " waits for an answer";
    }
    events.answered(ask, reply, why);
    return "";
  }

  private static String why(Map<String, Object> object) {
    return object.get("why") instanceof String why ? why : "";
  }
}
