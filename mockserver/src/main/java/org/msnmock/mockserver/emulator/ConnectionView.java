package org.msnmock.mockserver.emulator;

import java.time.Instant;
import org.msnmock.mockserver.wire.Role;

/**
 * A connection as it was at one moment.
 *
 * @param number as {@link Interventions} and {@link Onlooker} call it
 * @param role what it leads to
 * @param remote the client's end, {@code host:port}
 * @param address who speaks there; empty while nobody has proved it
 * @param since when it was made, by the emulator's time
 */
public record ConnectionView(int number, Role role, String remote, String address, Instant since) {}
