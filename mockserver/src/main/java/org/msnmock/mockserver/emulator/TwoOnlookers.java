package org.msnmock.mockserver.emulator;

import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Role;

/** Two who look on. */
record TwoOnlookers(Onlooker first, Onlooker second) implements Onlooker {
  @Override
  public void connected(int connection, Role role, String remote) {
    first.connected(connection, role, remote);
    second.connected(connection, role, remote);
  }

  @Override
  public void known(int connection, String address) {
    first.known(connection, address);
    second.known(connection, address);
  }

  @Override
  public void heard(int connection, Frame frame) {
    first.heard(connection, frame);
    second.heard(connection, frame);
  }

  @Override
  public void said(int connection, byte[] bytes) {
    first.said(connection, bytes);
    second.said(connection, bytes);
  }

  @Override
  public void noted(int connection, String text) {
    first.noted(connection, text);
    second.noted(connection, text);
  }

  @Override
  public void deviated(int connection, Misstep misstep) {
    first.deviated(connection, misstep);
    second.deviated(connection, misstep);
  }

  @Override
  public void rested() {
    first.rested();
    second.rested();
  }

  @Override
  public void failed(int connection, RuntimeException fault) {
    first.failed(connection, fault);
    second.failed(connection, fault);
  }

  @Override
  public void closed(int connection) {
    first.closed(connection);
    second.closed(connection);
  }
}
