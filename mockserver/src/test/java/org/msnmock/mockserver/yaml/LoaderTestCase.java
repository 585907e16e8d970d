package org.msnmock.mockserver.yaml;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of what is loaded from a folder of its own, which is empty at first. */
abstract class LoaderTestCase {
  @TempDir Path temporary;
  Folder folder;

  @BeforeEach
  void emptyFolder() {
    folder = new Folder(temporary);
  }
}
