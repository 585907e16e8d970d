package org.msnmock.mockserver.server;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.time.Wire;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.AnswerWriter;
import org.msnmock.mockserver.wire.NotHttpException;
import org.msnmock.mockserver.wire.PassportAnswers;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.RequestReader;
import org.msnmock.mockserver.wire.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to nexus or login, on a thread of its own. */
final class HttpConnection implements Runnable {
  /** How long a client may be silent. */
  private static final int SILENCE_MILLIS = 10_000;

  /** How long a client may take to close after us. */
  private static final int LINGER_MILLIS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  private final HttpFront front;
  private final Listener listener;
  private final SocketChannel channel;
  private final Wire wire;
  private String remote = "?";
  private boolean heard;
  private boolean listening = true;

  /**
   * @param channel blocking
   */
  HttpConnection(HttpFront front, Listener listener, SocketChannel channel, Wire wire) {
    this.front = front;
    this.listener = listener;
    this.channel = channel;
    this.wire = wire;
  }

  @Override
  public void run() {
    try {
      remote = Loop.text((InetSocketAddress) channel.getRemoteAddress());
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Socket socket = channel.socket();
      socket.setSoTimeout(SILENCE_MILLIS);
      Certificate certificate = front.desk().certificate(listener.service());
      converse(TlsLayer.spoken(socket, wire, front.settings(), certificate));
    } catch (NotSpokenException e) {
      failed(e.reason());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server closes
    } catch (IOException e) {
      if (!heard && channel.isOpen()) {
        failed(unheard(e));
      }
      LOG.debug("{} {}", listener.service(), remote, e);
    } finally {
      if (listening) {
        front.startedWork();
      }
      wire.closed();
      front.closed(channel);
      front.pace().end();
    }
  }

  private static String unheard(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "the client connected and sent no whole request in %s s"
          .formatted(SILENCE_MILLIS / 1000);
    }
    return e instanceof EOFException && e.getMessage() != null
        ? e.getMessage()
        : "the client hung up before it had sent a request";
  }

  private void converse(TlsLayer.Spoken spoken) throws IOException, InterruptedException {
    Socket socket = spoken.socket();
    InputStream in = new BufferedInputStream(spoken.in(), 2048);
    OutputStream out = wire.out(socket.getOutputStream());
    RequestReader reader = new RequestReader(in);
    Next next = Next.REQUEST;
    while (next == Next.REQUEST) {
      Optional<Request> request;
      try {
        request = reader.next();
      } catch (NotHttpException e) {
        failed(e.reason());
        out.write(
            AnswerWriter.bytes(
                new Answer(400, "Bad Request", List.of(), new byte[0]),
                AnswerWriter.Connection.CLOSE,
                AnswerWriter.Body.SENT));
        break;
      }
      if (request.isEmpty()) {
        if (!heard) {
          failed("the client connected and closed without a word");
        }
        return;
      }
      heard = true;
      next = answered(request.get(), out);
    }
    if (next == Next.RESET) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0); // closing it resets it then
    } else {
      closeGently(socket, in);
    }
  }

  /** What follows an answer. */
  private enum Next {
    REQUEST,
    CLOSE,
    RESET
  }

  private Next answered(Request request, OutputStream out)
      throws IOException, InterruptedException {
    CompletableFuture<Reply> replied = front.desk().requested(service(request), remote, request);
    pausesListening();
    Reply reply;
    try {
      reply = front.pace().await(replied);
    } catch (CancellationException | ExecutionException e) {
      return Next.CLOSE; // the play is over, or wants no answer
    }
    if (reply instanceof Reply.InParts parts) {
      return write(parts, out);
    }
    return write(((Reply.Whole) reply).answer(), request, out);
  }

  private Next write(Answer answer, Request request, OutputStream out) throws IOException {
    boolean keep = wantsMore(request) && !front.isBusy();
    AnswerWriter.Connection connection =
        keep ? AnswerWriter.Connection.KEEP_ALIVE : AnswerWriter.Connection.CLOSE;
    AnswerWriter.Body body =
        request.method().equals("HEAD") ? AnswerWriter.Body.LEFT_OUT : AnswerWriter.Body.SENT;
    listensAgain();
    out.write(AnswerWriter.bytes(answer, connection, body));
    return keep && !AnswerWriter.states(answer, "Connection", "close") ? Next.REQUEST : Next.CLOSE;
  }

  /** The play keeps the time: a part is there when it is due. */
  private static Next write(Reply.InParts parts, OutputStream out)
      throws IOException, InterruptedException {
    Reply.Part part = parts.take();
    while (part instanceof Reply.Bytes some) {
      out.write(some.bytes());
      part = parts.take();
    }
    return part instanceof Reply.End end && end.manner() == Entry.Manner.RST
        ? Next.RESET
        : Next.CLOSE;
  }

  private static boolean wantsMore(Request request) {
    String wish = request.header("Connection").orElse("");
    return request.version().equals("HTTP/1.1")
        ? !wish.equalsIgnoreCase("close")
        : request.version().equals("HTTP/1.0") && wish.equalsIgnoreCase("keep-alive");
  }

  /** Of a port that serves both, what is not the nexus' address is the login's. */
  private Service service(Request request) {
    if (!listener.isShared()) {
      return listener.service();
    }
    Role role = request.path().startsWith(PassportAnswers.NEXUS_PATH) ? Role.NEXUS : Role.LOGIN;
    return new Service(listener.service().client(), role);
  }

  /** With unread input a plain close turns into a reset, and the client loses the answer. */
  private void closeGently(Socket socket, InputStream in) throws IOException {
    pausesListening();
    socket.setSoTimeout(LINGER_MILLIS);
    wire.sentEnd();
    socket.shutdownOutput();
    channel.shutdownOutput();
    byte[] discarded = new byte[2048];
    long latest = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LINGER_MILLIS);
    try {
      int count = 0;
      while (count >= 0 && System.nanoTime() < latest) {
        count = in.read(discarded);
      }
    } catch (IOException e) {
      LOG.debug("{} {} did not close after us", listener.service(), remote, e);
    }
  }

  private void failed(String reason) {
    heard = true;
    front.desk().failed(listener.service(), remote, reason);
  }

  private void pausesListening() {
    if (listening) {
      listening = false;
      front.startedWork();
    }
  }

  private void listensAgain() {
    if (!listening) {
      listening = true;
      front.listens();
    }
  }
}
