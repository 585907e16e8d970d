package org.msnmock.mockserver.junit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Dialogue;

/**
 * Which dialogue and case an annotation means.
 *
 * @param id empty where the dialogue is a text
 * @param row empty where nothing is said
 */
record Selection(String id, String text, String row) {
  static Selection of(Play how) {
    if (how.value().isEmpty() == how.text().isEmpty()) {
      throw new IllegalArgumentException(
          "@Play takes either the id of a dialogue or its text: @Play(\"signin/redirect\")");
    }
    String id = how.value();
    int bracket = id.indexOf('[');
    if (bracket < 0 || !id.endsWith("]")) {
      return new Selection(id, how.text(), how.caseName());
    }
    String row = id.substring(bracket + 1, id.length() - 1);
    if (!how.caseName().isEmpty() && !how.caseName().equals(row)) {
      throw new IllegalArgumentException(
          "@Play names two cases, %s and %s".formatted(row, how.caseName()));
    }
    return new Selection(id.substring(0, bracket), how.text(), row);
  }

  Dialogue dialogue(Method test, String folder) {
    Class<?> owner = test.getDeclaringClass();
    ClassLoader classes =
        Optional.ofNullable(owner.getClassLoader()).orElseGet(ClassLoader::getSystemClassLoader);
    if (text.isEmpty()) {
      return Folder.named(folder, classes).dialogue(id);
    }
    String name = owner.getSimpleName() + "." + test.getName();
    return Folder.anyFor(folder, classes).text(name, text);
  }

  Dialogue.Case row(Dialogue dialogue) {
    List<Dialogue.Case> cases = dialogue.cases();
    if (row.isEmpty() && cases.size() == 1) {
      return cases.get(0);
    }
    return cases.stream()
        .filter(one -> one.name().orElse("").equals(row) && !row.isEmpty())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(dialogue)));
  }

  private String unknown(Dialogue dialogue) {
    String ids = Folder.listed(dialogue.cases().stream().map(Dialogue.Case::id).toList());
    return row.isEmpty()
        ? "%s has several cases; name one: %s".formatted(dialogue.id(), ids)
        : "%s has no case \"%s\"; there are: %s".formatted(dialogue.id(), row, ids);
  }
}
