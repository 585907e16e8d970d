package org.msnmock.mockserver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Requirement;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final Entry.Connection NS =
      new Entry.Connection(1, Service.of(Role.NOTIFICATION_SERVER));
  private static final Entry.Connection SB = new Entry.Connection(2, Service.of(Role.SWITCHBOARD));

  @Test
  void the_overview_counts_verdicts_and_leads_to_each_case_the_worst_first() throws Exception {
    Page page =
        written(
            TestReports.run(
                TestReports.of("signin.redirect", Outcome.OK),
                TestReports.of("signin.bad", Outcome.FAILED),
                TestReports.of("chat.two", Outcome.UNSUPPORTED)));

    assertThat(page.texts("//table[@class='counts']/tbody/tr"))
        .containsExactly("ok1", "informational0", "non-strict0", "unsupported1", "failed1");
    assertThat(page.texts("//table[@class='overview']//a"))
        .containsExactly("signin.bad", "chat.two", "signin.redirect");
    assertThat(page.texts("//table[@class='overview']//a/@href"))
        .containsExactly("#case-1", "#case-2", "#case-3");
    assertThat(page.texts("//article/@id")).containsExactly("case-1", "case-2", "case-3");
    assertThat(page.texts("//article/@data-verdict"))
        .containsExactly("failed", "unsupported", "ok");
    assertThat(page.texts("//fieldset//input/@value"))
        .containsExactly("ok", "unsupported", "failed");
    assertThat(page.texts("//article/details[@open]//h3")).containsExactly("signin.bad");
  }

  @Test
  void several_clients_stand_side_by_side() throws Exception {
    Page page =
        written(
            List.of(
                client(
                    "amsn",
                    TestReports.of("signin.redirect", Outcome.OK),
                    TestReports.of("signin.bad", Outcome.FAILED),
                    TestReports.of("chat.two", Outcome.OK)),
                client(
                    "<pidgin>",
                    TestReports.of("signin.redirect", Outcome.OK),
                    TestReports.of("chat.two", Outcome.NON_STRICT),
                    TestReports.of("chat.three", Outcome.OK))));

    assertThat(page.text("//h1")).isEqualTo("msnmock: 2 clients side by side");
    assertThat(page.text("//header/p")).startsWith("4 cases, 3 with other verdicts");
    assertThat(page.texts("//table[contains(@class, 'overview')]/thead/tr/th"))
        .containsExactly("Case", "amsn", "<pidgin>");
    assertThat(page.texts("//table[contains(@class, 'overview')]/tbody/tr"))
        .containsExactly(
            "signin.bad Greetsfailednot played",
            "chat.two Greetsoknon-strict",
            "signin.redirect Greetsokok",
            "chat.three Greetsnot playedok");
    assertThat(page.texts("//tr/@data-differs")).containsExactly("yes", "yes", "no", "yes");
    assertThat(page.texts("//table[contains(@class, 'overview')]//a/@href"))
        .containsExactly(
            "#case-1-1", "#case-2-1", "#case-2-2", "#case-3-1", "#case-3-2", "#case-4-2");
    assertThat(page.texts("//article/@id"))
        .containsExactly("case-1-1", "case-2-1", "case-2-2", "case-3-1", "case-3-2", "case-4-2");
    assertThat(page.texts("//article/@data-row")).containsExactly("1", "2", "2", "3", "3", "4");
    assertThat(page.texts("//article//span[@class='client']"))
        .containsExactly("amsn", "amsn", "<pidgin>", "amsn", "<pidgin>", "<pidgin>");
    assertThat(page.texts("//table[contains(@class, 'counts')]/tbody/tr").subList(0, 5))
        .containsExactly("ok22", "informational00", "non-strict01", "unsupported00", "failed10");
    assertThat(page.texts("//input[@id='differs']")).hasSize(1);
  }

  @Test
  void requirements_have_their_cases_and_verdicts_subject_by_subject() throws Exception {
    Page page =
        written(
            TestReports.requiring(
                TestReports.run(
                    TestReports.of("signin.redirect", Outcome.OK),
                    TestReports.of("signin.bad", Outcome.FAILED)),
                TestReports.requirement("LOGIN-01", Level.MUST, "VER is the <first> line."),
                TestReports.requirement("X-1", Level.QUIRK, "Nobody knows.")));

    assertThat(page.text("//section[@id='requirements']/p"))
        .isEqualTo("1 of 2 requirements covered: 1 FAILED");
    assertThat(page.texts("//details[@class='subject']/summary"))
        .containsExactly("Signing in 1 failed, 1 no case");
    assertThat(page.texts("//details[@class='subject']/@open")).isEmpty();
    assertThat(page.texts("//table[@class='requirements']/tbody/tr"))
        .containsExactly(
            "LOGIN-01 mustVER is the <first> line. Source: source of LOGIN-01 Note: note of LOGIN-01"
                + "signin.redirect oksignin.bad failedfailed",
            "X-1 quirkNobody knows. Source: source of X-1 Note: note of X-1 No dialogue: why X-1"
                + "no case");
    assertThat(page.texts("//ul[@class='showings']//a/@href"))
        .containsExactly("#case-2", "#case-1");
    assertThat(page.texts("//form[@id='requirement-filter']//input[@value]/@value"))
        .containsExactly("failed", "no-case");
  }

  @Test
  void requirements_have_a_verdict_for_each_of_several_clients() throws Exception {
    RunReport amsn = TestReports.run(TestReports.of("signin.redirect", Outcome.OK));
    RunReport pidgin = TestReports.run(TestReports.of("signin.redirect", Outcome.UNSUPPORTED));
    Requirement one = TestReports.requirement("LOGIN-01", Level.MUST, "VER is the first line.");
    Requirement other = TestReports.requirement("X-1", Level.MUST, "Nobody knows.");
    Requirement third = TestReports.requirement("X-2", Level.MUST, "A newer list has it.");

    Page page =
        written(
            List.of(
                new ClientReport(
                    "amsn", ReportMaker.document(TestReports.requiring(amsn, one, other))),
                new ClientReport("pidgin", ReportMaker.document(pidgin)),
                new ClientReport(
                    "kopete", ReportMaker.document(TestReports.requiring(amsn, one, third)))));

    assertThat(page.texts("//table[@class='requirements several']/thead//th"))
        .containsExactly("Id", "What a client does", "amsn", "pidgin", "kopete");
    assertThat(page.texts("//table[@class='requirements several']/tbody/tr/@data-states"))
        .containsExactly("ok no-case ok", "no-case no-case no-case", "no-case no-case no-case");
    assertThat(page.texts("//ul[@class='showings']")).isEmpty();
  }

  @Test
  void without_requirements_nothing_is_said_of_them() throws Exception {
    Page page = written(TestReports.run(TestReports.of("signin.redirect", Outcome.OK)));

    assertThat(page.texts("//section/@id")).containsExactly("overview", "cases");
  }

  @Test
  void of_two_cases_with_one_name_neither_is_lost() throws Exception {
    Page page =
        written(
            TestReports.run(
                TestReports.of("a.b", Outcome.OK), TestReports.of("a.b", Outcome.FAILED)));

    assertThat(page.texts("//table[@class='overview']/tbody/tr/td[1]"))
        .containsExactly("failed", "ok");
  }

  @Test
  void steps_that_stand_askew_in_a_file_are_all_shown() throws Exception {
    ReportDocument plain = ReportMaker.document(TestReports.run(TestReports.named("x")));
    List<ReportDocument.Step> askew =
        IntStream.of(Integer.MAX_VALUE, 3, 5, Integer.MIN_VALUE, 4, 0, 0)
            .mapToObj(HtmlReportTest::step)
            .toList();
    StringWriter out = new StringWriter();

    new HtmlSteps(new Markup(out), TestReports.withScript(plain.cases().get(0), askew)).write();

    assertThat(out.toString().split("<li>")).hasSize(1 + askew.size());
  }

  private static ReportDocument.Step step(int depth) {
    return new ReportDocument.Step(
        ReportDocument.Step.Sort.STEP,
        depth,
        "S: OUT",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void a_case_has_its_deviation_steps_and_the_way_to_repeat_it() throws Exception {
    Page page = written(TestReports.run(TestReports.of("signin.bad", Outcome.FAILED)));

    assertThat(page.text("//summary/span[@class='title']")).isEqualTo("Greets");
    assertThat(page.text("//section[contains(@class, 'deviation')]/h4"))
        .isEqualTo("failed token 2 of VER is not what was awaited");
    assertThat(page.text("//figcaption")).isEqualTo("signin/bad.dialogue.yaml:7:5");
    assertThat(page.text("//pre[@class='source']"))
        .isEqualTo(
            "      7 |   - C: VER {trid} MSNP9 {**}\n        |     ^^^^^^^^^^^^^^^^^^^^^^^^");
    assertThat(page.texts("//article//li[@value]/span[contains(@class, 'fate')]"))
        .containsExactly("done", "failed");
    assertThat(page.text("//pre[@class='repeat']"))
        .isEqualTo("msnmock test 'signin.bad' --seed 4711");
    assertThat(page.text("//section//ul/li")).startsWith("hint of ");
  }

  @Test
  void the_chart_has_a_lane_for_the_client_and_each_connection() throws Exception {
    List<Entry> journal =
        List.of(
            new Entry.Connected(1_000_000, NS, "127.0.0.1:4000"),
            new Entry.Heard(2_000_000, NS, Frame.line("VER 1 MSNP9")),
            new Entry.Connected(3_000_000, SB, "127.0.0.1:4001"),
            new Entry.Requested(
                4_000_000,
                1,
                Service.of(Role.LOGIN),
                new Request("GET", "/in", "HTTP/1.1", List.of())),
            new Entry.Answered(
                5_000_000,
                1,
                Service.of(Role.LOGIN),
                new Answer(200, "OK", List.of(), "no\r\nbody".getBytes(StandardCharsets.UTF_8)),
                Entry.Taker.PASSPORT,
                Optional.empty(),
                ""),
            new Entry.ClosedByClient(6_000_000, NS, Entry.Manner.FIN));

    Page page = written(TestReports.run(TestReports.of("a.b", Outcome.OK, journal)));

    assertThat(page.texts("//th[@class='lanes']//*[local-name()='text']"))
        .containsExactly("client", "ns #1", "sb #2", "login");
    assertThat(page.texts("//table[@class='chart']/tbody/tr/td[1]"))
        .containsExactly("0.001", "0.002", "0.003", "0.004", "0.005", "0.006");
    assertThat(page.texts("//span[@class='way']"))
        .containsExactly(
            "client \u2192 ns #1",
            "client \u2192 ns #1",
            "client \u2192 sb #2",
            "client \u2192 login",
            "login \u2192 client",
            "client \u2192 ns #1");
    assertThat(page.texts("//table[@class='chart']//code"))
        .containsExactly("127.0.0.1:4000", "VER 1 MSNP9", "127.0.0.1:4001", "GET /in", "200 OK");
    assertThat(page.text("//table[@class='chart']//details/pre")).isEqualTo("no\nbody");
    assertThat(page.texts("//td[@class='lanes']//*[@class='lane']/@d").get(1))
        .isEqualTo("M13 0V9999M39 0V9999");
    assertThat(page.texts("//td[@class='lanes']//*[@class='lane']/@d").get(5))
        .as("sb #2 and login are over")
        .isEqualTo("M13 0V9999M39 0V13");
  }

  @Test
  void what_a_client_sends_is_text_and_nothing_else() throws Exception {
    Page page = written(TestReports.run(TestReports.hostile()));

    assertThat(page.texts("//table[@class='chart']//code").get(0))
        .startsWith("MSG 1 N ]]><x a=\"\\'&amp;\\x00\\x1b[31m\\x07\\uffff\\ufffe \uD83D\uDE00");
    assertThat(page.texts("//x")).isEmpty();
    assertThat(page.source()).doesNotContain("<x");
  }

  @Test
  void titles_paths_and_outputs_are_text_and_nothing_else() throws Exception {
    String hostile = "</style></script><img src=x onerror=alert(1)>'\"&\u202e\u0000";
    Page page = written(TestReports.run(TestReports.named(hostile)));

    assertThat(page.texts("//img | //@onerror")).isEmpty();
    assertThat(page.source()).doesNotContain("<img", "\u202e", "\u0000");
    assertThat(page.text("//article//h3"))
        .isEqualTo("</style></script><img src=x onerror=alert(1)>'\"&\\u202e\\x00");
    assertThat(page.text("//article//span[@class='title']")).contains("<img src=x");
    assertThat(page.text("//dt[. = 'Dialogue']/../dd")).contains("<img src=x");
    assertThat(page.text("//article//details/pre[last()]")).contains("<img src=x");
  }

  @Test
  void no_secret_is_shown() throws Exception {
    Page page = written(TestReports.run(TestReports.hostile()));

    assertThat(page.source()).contains("[hidden]").doesNotContain("s3cret");
    assertThat(page.text("//table[@class='chart']//details/pre")).endsWith("MSPAuth: [hidden]\n");
    assertThat(page.text("//h4[. = \"The client's output\"]/following-sibling::details/pre"))
        .isEqualTo("out  my password is [hidden]");
  }

  @Test
  void its_policy_lets_in_its_own_style_and_script_and_nothing_else() throws Exception {
    Page page = written(TestReports.run());

    assertThat(page.text("//meta[@http-equiv]/@content"))
        .isEqualTo(
            "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
                .formatted(digest(page.inner("style")), digest(page.inner("script"))));
    assertThat(page.texts("//*[@src] | //link | //@style | //iframe | //object")).isEmpty();
    assertThat(page.inner("style")).doesNotContain("url(", "@import", "<");
    assertThat(page.inner("script")).doesNotContain("</", "<!--", "fetch", "import", "innerHTML");
  }

  @Test
  void an_empty_run_says_so() throws Exception {
    Page page = written(TestReports.run(RunReport.End.STOPPED, Outcome.FAILED, 17));

    assertThat(page.text("//h1")).isEqualTo("msnmock: 0 cases judged");
    assertThat(page.text("//section[@id='overview']/p")).isEqualTo("No case was judged.");
    assertThat(page.text("//p[@class='notice']")).contains("stopped", "0 of 17 cases");
    assertThat(page.texts("//form | //article | //table[@class='overview']")).isEmpty();
  }

  @Test
  void of_a_huge_journal_the_beginning_and_the_end_are_shown() throws Exception {
    List<Entry> journal = new ArrayList<>();
    IntStream.range(0, 5000)
        .forEach(i -> journal.add(new Entry.Heard(i, NS, Frame.line("PNG " + i))));

    Page page = written(TestReports.run(TestReports.of("a.b", Outcome.OK, journal)));

    List<String> lines = page.texts("//table[@class='chart']//code");
    assertThat(lines).hasSize(400).startsWith("PNG 0").endsWith("PNG 4999");
    assertThat(page.text("//tr[@class='cut']")).startsWith("4600 entries are left out here");
  }

  @Test
  void of_huge_payloads_the_beginning_is_shown() throws Exception {
    byte[] payload = "a line\r\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
    Entry heard = new Entry.Heard(1, NS, new Frame("MSG 1 N", LineEnd.CRLF, payload));

    Page page =
        written(
            TestReports.run(TestReports.of("a.b", Outcome.OK, Collections.nCopies(900, heard))));

    assertThat(page.texts("//table[@class='chart']//details/pre").get(0))
        .endsWith("a line\n... 901 more lines");
    assertThat(page.source()).hasSizeLessThan(500_000);
  }

  @Test
  void many_lanes_share_the_last() throws Exception {
    List<Entry> journal = new ArrayList<>();
    IntStream.range(1, 50)
        .mapToObj(i -> new Entry.Connection(i, Service.of(Role.NOTIFICATION_SERVER)))
        .forEach(ns -> journal.add(new Entry.Connected(ns.number(), ns, "127.0.0.1:1")));

    Page page = written(TestReports.run(TestReports.of("a.b", Outcome.OK, journal)));

    assertThat(page.texts("//th[@class='lanes']//*[local-name()='text']"))
        .hasSize(21)
        .endsWith("ns #19", "others");
  }

  @Test
  void each_of_several_clients_has_a_lane() throws Exception {
    Entry.Connection alice = new Entry.Connection(1, new Service("alice", Role.SWITCHBOARD));
    Entry.Connection bob = new Entry.Connection(2, new Service("bob", Role.NOTIFICATION_SERVER));
    List<Entry> journal =
        List.of(
            new Entry.Connected(1, alice, "127.0.0.1:1"),
            new Entry.Heard(2, bob, Frame.line("PNG")),
            new Entry.Told(3, "bob", "signed-in", Map.of()));

    Page page = written(TestReports.run(TestReports.of("a.b", Outcome.OK, journal)));

    assertThat(page.texts("//th[@class='lanes']//*[local-name()='text']"))
        .containsExactly("alice", "bob", "alice.sb #1", "bob.ns #2");
    assertThat(page.texts("//span[@class='way']"))
        .containsExactly("alice \u2192 alice.sb #1", "bob \u2192 bob.ns #2", "bob");
  }

  @Test
  void it_can_be_used_by_keyboard_and_ear() throws Exception {
    Page page =
        written(
            TestReports.run(
                TestReports.of("signin.bad", Outcome.FAILED),
                TestReports.of("signin.good", Outcome.OK)));
    checkForKeyboardAndEar(page, 1);
  }

  @Test
  void so_can_the_requirements() throws Exception {
    RunReport run = TestReports.run(TestReports.of("signin.bad", Outcome.FAILED));
    Requirement one = TestReports.requirement("LOGIN-01", Level.MUST, "VER is the first line.");
    checkForKeyboardAndEar(written(TestReports.requiring(run, one)), 2);
  }

  private static void checkForKeyboardAndEar(Page page, int forms) throws Exception {
    assertThat(page.text("/html/@lang")).isEqualTo("en");
    assertThat(page.text("(//a)[1]/@href")).isEqualTo("#cases");
    Set<String> ids = new TreeSet<>(page.texts("//@id"));
    assertThat(ids).hasSameSizeAs(page.texts("//@id"));
    assertThat(ids).containsAll(page.texts("//label/@for"));
    assertThat(page.texts("//a/@href")).allMatch(link -> ids.contains(link.substring(1)));
    assertThat(page.texts("//fieldset/label/input")).hasSize(2);
    assertThat(page.texts("//fieldset/legend")).hasSize(forms);
    assertThat(page.texts("//table[not(caption)] | //th[not(@scope)]")).isEmpty();
    assertThat(page.texts("//*[local-name()='svg'][not(@aria-hidden)]")).isEmpty();
    assertThat(page.texts("//*[@onclick]")).isEmpty();
    assertThat(page.texts("//form/@hidden")).as("nothing to see without the script").hasSize(forms);
  }

  private static String digest(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static ClientReport client(String name, CaseReport... cases) {
    return new ClientReport(name, ReportMaker.document(TestReports.run(cases)));
  }

  private static Page written(RunReport run) throws Exception {
    return written(List.of(new ClientReport("", ReportMaker.document(run))));
  }

  private static Page written(List<ClientReport> clients) throws Exception {
    StringWriter out = new StringWriter();
    HtmlReport.write(clients, out);
    String source = out.toString();
    String withoutScript = source.replaceFirst("(?s)<script>.*?</script>", "");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(withoutScript)));
    return new Page(source, document);
  }

  /** A page that is XML as well. */
  private record Page(String source, Document document) {

    /** What stands in the one element of this name. */
    String inner(String element) {
      String begin = "<" + element + ">";
      int from = source.indexOf(begin) + begin.length();
      return source.substring(from, source.indexOf("</" + element + ">", from));
    }

    String text(String path) throws Exception {
      List<String> all = texts(path);
      assertThat(all).as(path).isNotEmpty();
      return all.get(0);
    }

    List<String> texts(String path) throws Exception {
      NodeList nodes =
          (NodeList)
              XPathFactory.newInstance()
                  .newXPath()
                  .evaluate(path, document, XPathConstants.NODESET);
      return IntStream.range(0, nodes.getLength())
          .mapToObj(nodes::item)
          .map(Node::getTextContent)
          .toList();
    }
  }
}
