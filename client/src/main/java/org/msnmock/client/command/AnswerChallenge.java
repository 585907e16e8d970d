package org.msnmock.client.command;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.Payload;

/**
 * {@code QRY <id> <product id> 32} and 32 bytes without a line end. Unanswered for about 50
 * seconds, the server hangs up.
 *
 * @param challenge the argument of the {@code CHL} notice, unchanged; 20 digits so far, but any
 *     text is allowed
 * @see "hypothetic.org, challenges"
 */
public record AnswerChallenge(Product product, String challenge)
    implements Request<AnswerChallenge.Passed> {

  /** {@code QRY <id>}, with no payload. */
  public record Passed() {}

  @Override
  public Frame toFrame(TransactionId id) {
    Payload digest = Payload.of(digest());
    return Frame.of("QRY", id.toString(), product.id(), Integer.toString(digest.length()))
        .withPayload(digest);
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("QRY");
  }

  @Override
  public Passed answer(Frame reply) {
    return new Passed();
  }

  /** 32 lower-case hexadecimal digits: the MD5 of challenge followed by product key. */
  String digest() {
    byte[] hashed = (challenge + product.key()).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(hashed));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5, but this one has not", e);
    }
  }
}
