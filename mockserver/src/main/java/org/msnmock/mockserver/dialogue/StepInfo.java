package org.msnmock.mockserver.dialogue;

import java.util.List;
import java.util.Optional;

/**
 * What every step has.
 *
 * @param number its place among all steps of the dialogue, includes opened, from 1
 * @param span the telling key and its value, where they stand on one line
 * @param text the step as it is written: {@code C ns: VER {trid} MSNP9}
 * @param why the reason, for the reader of a red report
 * @param covers requirements at stake
 * @param level how much a deviation here weighs
 * @param includedFrom the includes that lead here, the innermost first
 */
public record StepInfo(
    int number,
    Span span,
    String text,
    Optional<String> why,
    List<String> covers,
    Level level,
    List<Span> includedFrom) {

  public StepInfo {
    covers = List.copyOf(covers);
    includedFrom = List.copyOf(includedFrom);
  }

  /** The same with another reason. */
  public StepInfo because(String reason) {
    return new StepInfo(number, span, text, Optional.of(reason), covers, level, includedFrom);
  }
}
