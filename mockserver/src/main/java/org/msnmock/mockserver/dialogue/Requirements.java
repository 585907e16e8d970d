package org.msnmock.mockserver.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is required of a client, as a project wrote it down beside its dialogues.
 *
 * @param subjects in the order of the file; no id is in them twice
 */
public record Requirements(List<Subject> subjects) {
  /** No project has to write down anything. */
  public static final Requirements NONE = new Requirements(List.of());

  public Requirements {
    subjects = List.copyOf(subjects);
  }

  /** Requirements that belong together. */
  public record Subject(String title, List<Requirement> requirements) {
    public Subject {
      requirements = List.copyOf(requirements);
    }

    private Subject without(Requirements others) {
      return new Subject(
          title, requirements.stream().filter(one -> others.find(one.id()).isEmpty()).toList());
    }
  }

  public boolean isEmpty() {
    return subjects.isEmpty();
  }

  /** All of them, in the order of the file. */
  public List<Requirement> all() {
    return subjects.stream().flatMap(subject -> subject.requirements().stream()).toList();
  }

  public Optional<Requirement> find(String id) {
    return all().stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /** These, and behind them those of another folder whose ids are not among them. */
  public Requirements and(Requirements others) {
    List<Subject> both = new ArrayList<>(subjects);
    others.subjects.stream()
        .map(subject -> subject.without(this))
        .filter(subject -> !subject.requirements().isEmpty())
        .forEach(both::add);
    return new Requirements(both);
  }
}
