package org.msnmock.mockserver.emulator;

/**
 * Where clients find the servers, as they are told.
 *
 * @param dispatchServer {@code host:port}
 * @param notificationServer {@code host:port}
 * @param switchboard {@code host:port}
 * @param loginSite {@code host:port}, or with a scheme before it, as DALogin gives it
 */
public record Places(
    String dispatchServer, String notificationServer, String switchboard, String loginSite) {}
