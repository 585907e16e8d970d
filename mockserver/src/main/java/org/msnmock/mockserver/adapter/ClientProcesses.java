package org.msnmock.mockserver.adapter;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The client processes of one run that have not been ended yet, so that an interrupted run can end
 * them all. Any thread may enter.
 */
public final class ClientProcesses {
  private final Set<ClientProcess> running = ConcurrentHashMap.newKeySet();

  void add(ClientProcess process) {
    running.add(process);
  }

  void remove(ClientProcess process) {
    running.remove(process);
  }

  /** Kills all with their children, at once. */
  public void killAll() {
    running.forEach(ClientProcess::kill);
  }
}
