package org.msnmock.mockserver.yaml;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.wire.PayloadCommands;
import org.msnmock.mockserver.wire.Role;

/** One file to one dialogue. */
final class DialogueReader {
  private final Library library;
  private final Document document;
  private final Findings findings;
  private final Report report;

  DialogueReader(Library library, Document document, Findings findings) {
    this.library = library;
    this.document = document;
    this.findings = findings;
    this.report = new Report(findings, document, List.of());
  }

  /** Empty when the file, or one that it includes, is wrong; the findings say where. */
  Optional<Dialogue> read() {
    report.addAll(document.faults());
    Optional<Node.Mapping> root =
        document.root().flatMap(node -> HeadReader.format(node, "dialogue", report));
    Optional<Dialogue> dialogue = root.map(this::dialogue);
    return findings.hasErrors() ? Optional.empty() : dialogue;
  }

  private Dialogue dialogue(Node.Mapping root) {
    Fields fields =
        Fields.of(root, Keys.DIALOGUE.words(), Set.of(), "in the head of a dialogue", report);
    HeadReader head = new HeadReader(fields, report);
    Span start = root.entries().get(0).key().span();
    String id = head.id(start);
    Set<String> commands = new HashSet<>(head.words("payload-commands"));
    Otherwise otherwise = head.otherwise();
    Build build = new Build(library, head.cast(), PayloadCommands.with(commands), otherwise);
    Context context = Context.of(build, report, new Wires(), Context.Inherited.NOTHING);
    List<Dialogue.Constant> vars = head.vars(context);
    List<Dialogue.Case> cases = head.cases(id, context);
    List<Dialogue.Client> clients = head.clients(context, start);
    RolesReader roles = new RolesReader(report);
    roles.read(fields.map("roles"));
    if (build.isEmulated()) {
      head.cast().subjects().forEach(client -> admit(client, context.wires()));
    }
    List<String> covers = new Covers(fields, library.requirements(), report).ids();
    StepReader reader = new StepReader(context, new IncludeStack(List.of(document)));
    Context before = context.branch();
    List<Step> steps = steps(fields, reader, root);
    List<Rule> background = new RuleReader(reader.in(before)).read(fields.map("background"));
    new OverlapCheck(build).check(steps, background);
    if (!findings.hasErrors()) {
      build.reportUnused(); // what is mistyped elsewhere looks unused here
    }
    return new Dialogue(
        id,
        document.name(),
        fields.text("title", id),
        fields.text("source").map(Scalar::text),
        covers,
        new HashSet<>(head.words("tags")),
        clients,
        build.names(),
        build.given(),
        vars,
        cases,
        background,
        otherwise,
        commands,
        roles.certificates(),
        roles.ports(),
        build.aliases(),
        steps,
        build.steps());
  }

  /** Where an emulator accepts connections, each role may be open. */
  private static void admit(String client, Wires wires) {
    for (Role role : Role.values()) {
      if (!role.isHttp() && !role.isUnframed()) {
        Conn unused = wires.assume(new Target.Listener(new Service(client, role)));
      }
    }
  }

  private List<Step> steps(Fields fields, StepReader reader, Node.Mapping root) {
    if (!fields.has("steps")) {
      if (root.entries().stream().noneMatch(DialogueReader::isMistyped)) {
        Span start = root.entries().get(0).key().span();
        report.add(Code.D107, start, "a dialogue has steps", "fix: add  steps:");
      }
      return List.of();
    }
    Node node = fields.node("steps").orElseThrow();
    if (node instanceof Node.Sequence list && list.items().isEmpty()) {
      report.add(
          Code.D107,
          node.span(),
          "without a step every client passes",
          "fix: await something, a connection first:  - accept: ns");
    }
    return reader.read(node, "\"steps\"");
  }

  /** Whether it is told as such already that this is meant to be the steps. */
  private static boolean isMistyped(Node.Entry entry) {
    String key = entry.key().text();
    return !Keys.DIALOGUE.words().contains(key)
        && Nearest.to(key, Keys.DIALOGUE.words()).equals(Optional.of("steps"));
  }
}
