package org.msnmock.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.msnmock.client.signin.PassportRequest;
import org.msnmock.client.signin.PassportResponse;
import org.msnmock.client.signin.PassportTransport;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.engine.Event;

/**
 * What went through the rig of a client without a fault. A fault that would have changed none of it
 * makes the same play again, to its end: so that play need not be played.
 */
final class Recording {
  private final List<List<Frame>> connections = Collections.synchronizedList(new ArrayList<>());
  private final List<Exchange> exchanges = Collections.synchronizedList(new ArrayList<>());
  private final List<Telling> tellings = Collections.synchronizedList(new ArrayList<>());

  private record Frame(boolean isSaid, String text) {
    String changedBy(Rig.Conversation conversation) {
      return isSaid ? conversation.said(text) : conversation.heard(text);
    }
  }

  private record Exchange(PassportRequest request, Optional<PassportResponse> response) {}

  private record Telling(String event, Map<String, Object> arguments) {}

  /** Changes nothing, and records. */
  Rig rig() {
    return new Rig()
        .conversation(this::conversation)
        .passport(this::recorded)
        .events("", this::heard);
  }

  private Rig.Conversation conversation() {
    List<Frame> frames = Collections.synchronizedList(new ArrayList<>());
    connections.add(frames);
    return new Rig.Conversation() {
      @Override
      public String said(String frame) {
        frames.add(new Frame(true, frame));
        return frame;
      }

      @Override
      public String heard(String frame) {
        frames.add(new Frame(false, frame));
        return frame;
      }
    };
  }

  private PassportTransport recorded(PassportTransport transport) {
    return request -> {
      try {
        PassportResponse response = transport.send(request);
        exchanges.add(new Exchange(request, Optional.of(response)));
        return response;
      } catch (IOException e) {
        exchanges.add(new Exchange(request, Optional.empty()));
        throw e;
      }
    };
  }

  private ClientEvents heard(ClientEvents play) {
    return new ClientEvents() {
      @Override
      public void told(String event, Map<String, Object> arguments) {
        tellings.add(new Telling(event, arguments));
        play.told(event, arguments);
      }

      @Override
      public void answered(int ask, Event.Reply reply, String why) {
        play.answered(ask, reply, why);
      }

      @Override
      public void ended(int code, boolean signalled) {
        play.ended(code, signalled);
      }
    };
  }

  boolean hasTold(String event) {
    return List.copyOf(tellings).stream().anyMatch(telling -> telling.event().equals(event));
  }

  /** Whether some frame would have gone through changed, or not at all. */
  boolean isChangedBy(Supplier<Rig.Conversation> forEach) {
    for (List<Frame> frames : List.copyOf(connections)) {
      Rig.Conversation conversation = forEach.get();
      for (Frame frame : List.copyOf(frames)) {
        try {
          if (!frame.changedBy(conversation).equals(frame.text())) {
            return true;
          }
        } catch (UncheckedIOException e) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether some request or answer of Passport would have been another. */
  boolean isChangedBy(UnaryOperator<PassportTransport> change) throws InterruptedException {
    List<Exchange> made = new ArrayList<>();
    List<Exchange> due = List.copyOf(exchanges);
    PassportTransport changed =
        change.apply(
            request -> {
              Exchange next = due.get(Math.min(made.size(), due.size() - 1));
              made.add(new Exchange(request, next.response()));
              return next.response().orElseThrow(() -> new IOException("no answer"));
            });
    for (int i = 0; i < due.size(); i++) {
      Exchange exchange = due.get(i);
      if (!answer(changed, exchange.request()).equals(exchange.response())
          || made.size() != i + 1
          || !made.get(i).request().equals(exchange.request())) {
        return true;
      }
    }
    return false;
  }

  private static Optional<PassportResponse> answer(
      PassportTransport transport, PassportRequest request) throws InterruptedException {
    try {
      return Optional.of(transport.send(request));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
