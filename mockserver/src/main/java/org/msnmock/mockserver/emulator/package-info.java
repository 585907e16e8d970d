/**
 * A whole service: accounts, who is there, who may see whom, and conversations, as one world.
 *
 * <pre>
 * frame ─► session of the connection ─► world ─► lines to everybody whom it concerns
 * </pre>
 *
 * <p>Whoever runs it looks into it by {@code Overview} and steps in by {@code Interventions}. What
 * is to be kept from run to run goes to a {@link org.msnmock.mockserver.emulator.Memory} before any
 * line that tells of it leaves.
 *
 * <p>Imports {@code dialogue} and {@code wire}. No socket, no thread, no clock: time comes in with
 * each call. An {@link org.msnmock.mockserver.emulator.Emulator} belongs to one thread.
 */
@NullMarked
package org.msnmock.mockserver.emulator;

import org.jspecify.annotations.NullMarked;
