package org.msnmock.mockserver;

import java.time.Duration;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.server.ServerSettings;

/**
 * How cases are played.
 *
 * @param timeScale upper limits are multiplied by it
 * @param startTimeout how long the client may take to come
 * @param seed decides generated values, the ticket among them
 */
public record CaseSettings(
    ServerSettings server,
    Strictness strictness,
    double timeScale,
    Duration startTimeout,
    long seed) {}
