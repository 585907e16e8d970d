package org.msnmock.client.console;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import org.msnmock.client.MsnClient;
import org.msnmock.client.protocol.Principal;

/** Fetches and shows pictures. Only the chat's own thread enters. */
final class PictureDesk {
  private static final long LARGEST = 256 * 1024;

  private final MsnClient client;
  private final Teller teller;

  PictureDesk(MsnClient client, Teller teller) {
    this.client = client;
    this.teller = teller;
  }

  /** Fetches somebody's picture into a file that does not exist yet. */
  CompletableFuture<?> fetch(Principal who, String name) {
    Path file = PathNames.free(PathNames.path(name));
    return client.fetchPicture(who).thenAccept(bytes -> save(who, bytes, file));
  }

  private void save(Principal who, byte[] bytes, Path file) {
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
      teller.notice(
          "the picture of %s is in %s, %s".formatted(who, file, Progress.amount(bytes.length)));
    } catch (FileAlreadyExistsException e) {
      teller.trouble(PathNames.taken(file));
    } catch (IOException e) {
      teller.trouble("cannot write %s: %s".formatted(file, e));
    }
  }

  CompletableFuture<?> show(String name) {
    Path file = PathNames.path(name);
    try {
      if (Files.size(file) > LARGEST) {
        throw new IllegalArgumentException(
            "%s has %s, and a picture has 256 KiB at the most"
                .formatted(file, Progress.amount(Files.size(file))));
      }
      return client
          .setPicture(Files.readAllBytes(file))
          .thenRun(() -> teller.notice("others see %s as your picture now".formatted(file)));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read %s: %s".formatted(file, e), e);
    }
  }

  CompletableFuture<?> hide() {
    return client.clearPicture().thenRun(() -> teller.notice("you show no picture any more"));
  }
}
