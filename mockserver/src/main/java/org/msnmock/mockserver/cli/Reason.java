package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.msnmock.mockserver.wire.Text;

/** Why a file or folder could not be used, in words. */
final class Reason {
  private Reason() {}

  /** One line, without the path: whoever asks has named it. */
  static String of(IOException fault) {
    return Text.printable(
        fault instanceof FileSystemException file
            ? words(file)
            : Optional.ofNullable(fault.getMessage()).orElseGet(fault::toString));
  }

  /** The same of what was only to be read. */
  static String ofReading(IOException fault) {
    return fault instanceof NoSuchFileException ? "there is no such file" : of(fault);
  }

  /** The system's own exceptions have often no words but the path. */
  private static String words(FileSystemException fault) {
    if (fault instanceof NoSuchFileException) {
      return "there is no such place, and none can be made";
    } else if (fault instanceof AccessDeniedException) {
      return "access is denied";
    } else if (fault instanceof FileAlreadyExistsException) {
      return "something else is in the way";
    }
    return Optional.ofNullable(fault.getReason()).orElseGet(fault::toString);
  }
}
