package org.msnmock.mockserver.junit;

import java.util.List;
import org.msnmock.mockserver.MsnService;

/** Tells, beside the failure of a test's body, what the world was like then. It has no stack. */
final class WorldAtFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  WorldAtFailure(MsnService service) {
    super(text(service), null, false, false);
  }

  private static String text(MsnService service) {
    try {
      List<String> notes = service.notes();
      String told =
          notes.isEmpty() ? "" : "\nwhat was worth knowing:\n  " + String.join("\n  ", notes);
      return service.world() + told;
    } catch (IllegalStateException e) { // the test has closed it, or it is broken
      return "the service could not tell what its world was like: " + e.getMessage();
    }
  }
}
