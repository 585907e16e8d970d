package org.msnmock.client.console;

/** Where the chat is shown. Only the chat's own thread enters. */
interface Screen {

  void show(Line line);

  /**
   * Says what goes with the next input.
   *
   * @param to whom a text goes, in one word; empty where it would go to nobody
   * @param unread how many texts of other conversations have not been looked at
   */
  void prompt(String to, int unread);

  /** Shows how far a file is; later numbers are larger. */
  void progress(Progress progress);

  /** Nothing more comes of a file. */
  void progressEnded(int number);
}
