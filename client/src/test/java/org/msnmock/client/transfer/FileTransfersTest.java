package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.protocol.Principal;

class FileTransfersTest {
  private final FileTransfers files = PeerTools.files(new ManualTime(), new MsnListener() {}).all();

  private Transfer offeredBy(String who) {
    return Transfer.offeredBy(new Principal(who), "notes.txt", 11, files.connections().events());
  }

  @Test
  void who_offers_very_much_leaves_room_for_others() {
    Transfer first = offeredBy("bob@example.com");
    assertThat(files.mayCome(first)).isTrue();
    for (int i = 1; i < 10; i++) {
      assertThat(files.mayCome(offeredBy("bob@example.com"))).isTrue();
    }
    assertThat(files.mayCome(offeredBy("bob@example.com"))).isFalse();
    assertThat(files.mayCome(offeredBy("carol@example.com"))).isTrue();
    first.cancel();
    assertThat(files.mayCome(offeredBy("bob@example.com"))).isTrue();
  }

  @Test
  void all_together_cannot_offer_more_than_fifty() {
    for (int i = 0; i < 50; i++) {
      assertThat(files.mayCome(offeredBy("guest" + i / 10 + "@example.com"))).isTrue();
    }
    assertThat(files.mayCome(offeredBy("carol@example.com"))).isFalse();
  }
}
