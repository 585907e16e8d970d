package org.msnmock.mockserver.report;

import java.util.Optional;
import org.msnmock.mockserver.yaml.Acceptance;

/**
 * What a run found out about the expectations of one case.
 *
 * @param id the case
 * @param file its dialogue, by its path below the root
 * @param again the command line that plays it again; it names the files and folders of the run
 * @param acceptance how the dialogue would have to change; empty where nothing deviated
 */
public record Recorded(String id, String file, String again, Optional<Acceptance> acceptance) {}
