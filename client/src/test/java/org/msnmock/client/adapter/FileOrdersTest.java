package org.msnmock.client.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.msnmock.client.MsnClient;
import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.event.FileDone;
import org.msnmock.client.event.FileOffered;
import org.msnmock.client.protocol.Principal;

class FileOrdersTest {
  private final FileOrders orders = new FileOrders();
  private final MsnClient client = MsnClient.builder().build();

  /** A file that somebody offers, and what was done with it. */
  private static final class Offer implements FileTransfer {
    private final String name;
    private final List<String> done = new ArrayList<>();
    private Path place = Path.of("");

    Offer(String name) {
      this.name = name;
    }

    @Override
    public Principal peer() {
      return new Principal("bob@example.com");
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public long size() {
      return 1;
    }

    @Override
    public Direction direction() {
      return Direction.RECEIVING;
    }

    @Override
    public CompletableFuture<Path> accept(Path file) {
      done.add("accepted");
      place = file;
      return CompletableFuture.completedFuture(file);
    }

    @Override
    public void decline() {
      done.add("declined");
    }

    @Override
    public void cancel() {
      done.add("cancelled");
    }

    @Override
    public CompletableFuture<Void> done() {
      return CompletableFuture.completedFuture(null);
    }
  }

  @AfterEach
  void close() {
    orders.close();
    client.close();
  }

  private void order(String verb, Map<String, String> args) {
    assertThat(orders.follow(verb, args, client)).isTrue();
  }

  @Test
  void names_mean_files_and_no_name_the_oldest_one() {
    Offer one = new Offer("one");
    Offer two = new Offer("two");
    Offer three = new Offer("three");
    List.of(one, two, three).forEach(offer -> orders.fileOffered(new FileOffered(offer)));
    order("decline-file", Map.of("name", "two"));
    order("accept-file", Map.of());
    order("cancel-file", Map.of("name", "one"));
    order("accept-file", Map.of());
    assertThat(one.done).containsExactly("accepted", "cancelled");
    assertThat(two.done).containsExactly("declined");
    assertThat(three.done).containsExactly("accepted");
  }

  @Test
  void an_answer_waits_for_its_offer() {
    Offer one = new Offer("one");
    Offer two = new Offer("two");
    order("decline-file", Map.of("name", "two"));
    orders.fileOffered(new FileOffered(one));
    orders.fileOffered(new FileOffered(two));
    assertThat(one.done).isEmpty();
    assertThat(two.done).containsExactly("declined");
  }

  @Test
  void what_is_over_is_not_cancelled() {
    Offer one = new Offer("one");
    orders.fileOffered(new FileOffered(one));
    orders.fileDone(new FileDone(one));
    assertThatThrownBy(() -> order("cancel-file", Map.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void files_of_the_same_name_have_folders_of_their_own_which_go_in_the_end() throws IOException {
    Offer one = new Offer("notes.txt");
    Offer two = new Offer("notes.txt");
    for (Offer offer : List.of(one, two)) {
      orders.fileOffered(new FileOffered(offer));
      order("accept-file", Map.of());
      Files.writeString(offer.place, "x");
    }
    assertThat(one.place).isNotEqualTo(two.place);
    orders.close();
    assertThat(one.place.getParent().getParent()).doesNotExist();
  }

  @Test
  void a_file_goes_by_a_way_that_there_is() {
    Map<String, String> args = Map.of("file", "x", "to", "bob@example.com", "by", "pigeon");
    assertThatThrownBy(() -> order("send-file", args))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pigeon");
  }

  @Test
  void no_name_leads_out_of_the_folder() {
    Offer evil = new Offer("../../evil.txt");
    orders.fileOffered(new FileOffered(evil));
    order("accept-file", Map.of());
    assertThat(evil.place.normalize()).isEqualTo(evil.place);
    assertThat(evil.place.getFileName()).hasToString("evil.txt");
    assertThat(evil.place.getParent()).exists();
  }
}
