package org.msnmock.client.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;

/**
 * A picture or an emoticon on its way to the user.
 *
 * <pre>
 *  INVITE (the object) ──────►
 *         ◄────────────── 200 OK            each text and each whole is acknowledged
 *         ◄────────────── four zero bytes
 *         ◄────────────── the bytes, in chunks
 *  BYE ──────────────────────►
 * </pre>
 */
final class ObjectFetch implements PeerSession {
  private static final int PREPARATION = 4;

  private final PeerSpeaker speaker;
  private final Runnable forget;
  private final MsnObject wanted;
  private final CompletableFuture<byte[]> content;
  private final String call;
  private final String branch = PeerSpeaker.guid();
  private final long number;
  private final ByteArrayOutputStream came = new ByteArrayOutputStream();
  private boolean isPrepared;

  /**
   * @param forget lets the link know that it is over
   */
  ObjectFetch(
      PeerSpeaker speaker,
      String call,
      Runnable forget,
      MsnObject wanted,
      CompletableFuture<byte[]> content) {
    this.speaker = speaker;
    this.call = call;
    this.forget = forget;
    this.wanted = wanted;
    this.content = content;
    this.number = speaker.number();
  }

  void ask() {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("EUF-GUID", PeerLink.OBJECTS);
    body.put("SessionID", String.valueOf(number));
    body.put("AppID", "1");
    byte[] context = (wanted.text() + "\0").getBytes(StandardCharsets.UTF_8);
    body.put("Context", Base64.getEncoder().encodeToString(context));
    speaker.invite(call, branch, body);
  }

  boolean isFor(CompletableFuture<byte[]> waiting) {
    return content == waiting;
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void answered(int status) {
    if (status >= 300) {
      forget.run();
      fail(Reason.DECLINED, "the other one declined with status " + status);
    }
  }

  @Override
  public boolean awaitsData() {
    return true;
  }

  @Override
  public void dataCame(P2pMessage part) {
    boolean isPreparation =
        !isPrepared && part.total() == PREPARATION && (part.flags() & P2pMessage.PICTURE_DATA) == 0;
    if (isPreparation) {
      isPrepared = true;
      speaker.acknowledge(part);
    } else if (part.total() != wanted.size() || part.offset() != came.size()) {
      breakOff(Reason.WRONG_DATA, "something else comes than was offered");
    } else {
      came.writeBytes(part.data().toBytes());
      if (part.isLast()) {
        speaker.acknowledge(part);
        finish(came.toByteArray());
      }
    }
  }

  private void finish(byte[] bytes) {
    if (wanted.describes(bytes)) {
      sayBye();
      content.complete(bytes);
    } else {
      breakOff(Reason.WRONG_DATA, "the bytes that came are not those that were offered");
    }
  }

  void breakOff(Reason reason, String why) {
    sayBye();
    fail(reason, why);
  }

  private void sayBye() {
    forget.run();
    speaker.bye(call, branch);
  }

  @Override
  public void byeSaid() {
    fail(Reason.BROKEN_OFF, "the other one ended the transfer before all had come");
  }

  @Override
  public void ended(Reason reason, String why) {
    fail(reason, why);
  }

  private void fail(Reason reason, String why) {
    content.completeExceptionally(new TransferFailedException(reason, why));
  }
}
