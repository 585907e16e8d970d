package org.msnmock.mockserver.cli;

/** What the exit codes mean. */
enum Exit {
  OK(0, "all well"),
  FAILED(1, "a case failed"),
  MILDER(2, "nothing failed, but a milder verdict reached --fail-on"),
  NOTHING_JUDGED(3, "nothing was judged"),
  WRONG_DIALOGUE(4, "a dialogue file is wrong"),
  NOT_STARTED(5, "the client could not be started, or a port is taken"),
  USAGE(64, "wrong usage"),
  INTERNAL(70, "a fault of msnmock itself"),
  INTERRUPTED(130, "interrupted");

  private final int code;
  private final String meaning;

  Exit(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  String meaning() {
    return meaning;
  }
}
