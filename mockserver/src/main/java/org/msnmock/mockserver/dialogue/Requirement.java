package org.msnmock.mockserver.dialogue;

import java.util.Optional;

/**
 * Something that a client has to do, or better did.
 *
 * @param id by which dialogues name it: {@code LOGIN-06}
 * @param level how much it weighs when a client does otherwise
 * @param text what a client does, in one sentence
 * @param source who says so
 * @param note what is uncertain about it
 * @param uncovered why no dialogue shows it; empty where one does
 * @param span where the id is written
 */
public record Requirement(
    String id,
    Level level,
    String text,
    Optional<String> source,
    Optional<String> note,
    Optional<String> uncovered,
    Span span) {}
