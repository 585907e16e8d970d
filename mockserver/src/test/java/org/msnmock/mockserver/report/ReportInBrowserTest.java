package org.msnmock.mockserver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.report.Chromium.View;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Role;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The page in a real browser. Not one of the tests that everybody runs: {@code mvn -Pbrowser test}
 * runs it, and without a browser it fails.
 */
@Tag("browser")
@Timeout(600)
class ReportInBrowserTest {
  private static final Path FOLDER = Path.of("target", "browser").toAbsolutePath();
  private static final int CASES = 600;
  private static final Entry.Connection NS =
      new Entry.Connection(1, Service.of(Role.NOTIFICATION_SERVER));
  private static final Entry.Connection SB = new Entry.Connection(2, Service.of(Role.SWITCHBOARD));

  /** If any of it is more than text, it tells: by a dialog, a variable, a title, a request. */
  private static final String HOSTILE =
      "<script>window.hacked=1;document.title='hacked';alert(1)</script>"
          + "\"><img src=x onerror=\"window.hacked=1;alert(1)\">"
          + "' autofocus onfocus='window.hacked=1' onmouseover='alert(1)' x='"
          + "</textarea></title></style></script></pre></code></details><svg onload=alert(1)>"
          + "<a href=\"javascript:alert(1)\">x</a><iframe src=\"javascript:alert(1)\"></iframe>"
          + "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:9/\">"
          + "<link rel=stylesheet href=http://127.0.0.1:9/x.css><base href=http://127.0.0.1:9/>"
          + "javascript:alert(1) ${alert(1)} {{alert(1)}} ]]><!-- &lt;b&gt; "
          + "\u202Egnp.exe\u202C \u2066\u200F \u0000\u001b[31m\u0007 \uFFFE end";

  /** Words of ours, which a reader refuses to have otherwise. */
  private static final Set<String> WORDS =
      Set.of("format", "began", "end", "failOn", "verdict", "way", "look");

  private static Chromium browser;

  private final List<Chromium.Page> pages = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(FOLDER);
    browser = Chromium.start(Files.createTempDirectory(FOLDER, "profile"));
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void each_page_was_quiet_and_asked_for_nothing_but_itself() {
    for (Chromium.Page page : pages) {
      assertThat(page.complaints()).isEmpty();
      assertThat(page.requests()).hasSize(1).allMatch(address -> address.startsWith("file://"));
      page.close();
    }
  }

  @Test
  void hundreds_of_cases_load_and_are_filtered() throws IOException {
    Path file = written("many", client("", many(0)));
    Chromium.Page page = open(file, View.DESKTOP);

    assertThat(page.number("document.querySelectorAll('.overview tbody tr').length"))
        .isEqualTo(CASES);
    assertThat(page.number("document.querySelectorAll('.case').length")).isEqualTo(CASES);
    assertThat(page.text("document.getElementById('shown').value"))
        .isEqualTo("600 of 600 cases shown");

    String first = filter(page, "xylophone-17-", "1 of 600 cases shown");
    assertThat(shownRows(page)).containsExactly("many.case17");
    assertThat(shownParts(page)).containsExactly("many.case17");
    String second = filter(page, "CASE41 usr", "11 of 600 cases shown");
    assertThat(shownRows(page)).hasSize(11).allMatch(name -> name.startsWith("many.case41"));
    filter(page, "no such word anywhere", "0 of 600 cases shown");
    assertThat(shownParts(page)).isEmpty();
    filter(page, "", "600 of 600 cases shown");

    page.value("document.querySelector('#filter [value=ok]').click()");
    page.until("document.getElementById('shown').value === '120 of 600 cases shown'");
    assertThat(page.texts("document.querySelectorAll('tbody tr:not([hidden]) .verdict')"))
        .isNotEmpty();
    page.value("document.getElementById('open').click()");
    assertThat(page.number("document.querySelectorAll('.case > details[open]').length"))
        .as("what is not shown is not opened")
        .isEqualTo(120);
    String load =
        page.text("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)");
    System.out.printf(
        Locale.ROOT,
        "report page: %s cases, %.1f MB, loaded in %s ms, first filter %s ms, next filter %s ms%n",
        CASES,
        Files.size(file) / 1e6,
        load,
        first,
        second);
  }

  @Test
  void the_keyboard_reaches_a_case_and_opens_it() throws IOException {
    Chromium.Page page = open(written("keys", client("", few())), View.DESKTOP);

    page.press("Tab");
    assertThat(page.text("document.activeElement.className")).isEqualTo("skip");
    page.press("Enter");
    page.until("document.activeElement.id === 'cases'");
    page.value(
        "document.activeElement.blur(); scrollTo(0, 0); document.getElementById('words').focus()");
    int presses = 0;
    while (!page.text("document.activeElement.textContent").equals("chat.two")) {
      page.press("Tab");
      assertThat(++presses).as("presses of the key").isLessThan(20);
    }
    String outline = page.text("getComputedStyle(document.activeElement).outlineStyle");
    assertThat(outline).as("the focus is seen").isEqualTo("solid");
    page.press("Enter");
    page.until("document.activeElement.tagName === 'SUMMARY'");
    assertThat(page.text("document.activeElement.closest('.case').querySelector('h3').textContent"))
        .isEqualTo("chat.two");
    assertThat(page.text("document.activeElement.parentElement.open")).isEqualTo("true");
    page.press("Enter");
    page.until("!document.activeElement.parentElement.open");
  }

  @Test
  void several_clients_are_filtered_for_what_differs() throws IOException {
    ClientReport[] clients = {client("amsn", many(0)), client("pidgin", many(7))};
    Chromium.Page page = open(written("several", clients), View.DESKTOP);

    assertThat(page.number("document.querySelectorAll('.case').length")).isEqualTo(2 * CASES);
    page.value("document.getElementById('differs').click()");
    page.until("document.getElementById('shown').value.startsWith('240 of 600')");
    assertThat(page.number("document.querySelectorAll('.case:not([hidden])').length"))
        .isEqualTo(480);
    filter(page, "xylophone-15-", "1 of 600 cases shown");
    page.value("document.querySelectorAll('tbody tr:not([hidden]) a')[1].click()");
    page.until("document.activeElement.tagName === 'SUMMARY'");
    assertThat(page.text("document.activeElement.querySelector('.client').textContent"))
        .isEqualTo("pidgin");
    assertThat(page.text("document.activeElement.parentElement.open")).isEqualTo("true");
  }

  @Test
  void requirements_are_filtered_and_lead_to_their_cases() throws IOException {
    Chromium.Page page = open(written("requirements", client("", few())), View.DESKTOP);
    String shown = "document.getElementById('requirements-shown').value";
    String open = "document.querySelectorAll('.subject[open]').length";

    assertThat(page.text(shown)).isEqualTo("2 of 2 requirements shown");
    assertThat(page.number(open)).isEqualTo(0);
    page.value("document.getElementById('requirement-words').focus()");
    page.type("VER line");
    page.until(shown + " === '1 of 2 requirements shown'");
    assertThat(page.number(open)).isEqualTo(1);
    page.value("document.querySelector('#requirement-filter [value=failed]').click()");
    page.until(shown + " === '0 of 2 requirements shown'");
    assertThat(page.number("document.querySelectorAll('.subject:not([hidden])').length"))
        .isEqualTo(0);
    page.value("document.querySelector('#requirement-filter [value=failed]').click()");
    page.until(shown + " === '1 of 2 requirements shown'");
    page.value("document.querySelector('.showings a[href=\"#case-5\"]').click()");
    page.until("document.activeElement.tagName === 'SUMMARY'");
    assertThat(page.text("document.activeElement.querySelector('h3').textContent"))
        .isEqualTo("chat.five");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void everything_can_be_read_in_both_schemes(String scheme) throws IOException {
    View view = new View(1280, 900, false, scheme);
    Chromium.Page page = open(written(scheme, client("a", few()), client("b", hostile())), view);

    page.value("document.getElementById('open').click()");
    assertThat(page.text("matchMedia('(prefers-color-scheme: dark)').matches"))
        .isEqualTo(String.valueOf(scheme.equals("dark")));
    assertThat(page.number(LUMINANCE + "luminance(document.body, 'backgroundColor') * 100"))
        .matches(light -> scheme.equals("dark") ? light < 10 : light > 90);
    page.picture(); // for whoever wants to look at it
    assertThat(page.texts(FAINT)).as("text with less contrast than 4.5 to 1").isEmpty();
  }

  @Test
  void a_phone_never_scrolls_sideways() throws IOException {
    ReportDocument hostile = hostile();
    for (Path file :
        List.of(
            written("phone", client("", few())),
            written("phone-hostile", client("", hostile)),
            written("phone-several", client(HOSTILE, hostile), client("b", few())))) {
      Chromium.Page page = open(file, View.PHONE);
      page.value("document.getElementById('open').click()");
      page.value(
          "document.querySelectorAll('.case').forEach((e) => (e.style.contentVisibility = 'visible'))");
      page.value("document.querySelectorAll('details').forEach((e) => (e.open = true))");

      assertThat(page.number("innerWidth")).isEqualTo(360);
      assertThat(page.number("document.documentElement.scrollWidth"))
          .as("width of %s", file.getFileName())
          .isLessThanOrEqualTo(360);
    }
  }

  @Test
  void whatever_a_client_or_a_file_says_is_text() throws IOException {
    CaseReport named = TestReports.named(HOSTILE);
    List<Path> files =
        List.of(
            written("hostile-run", client("", ReportMaker.document(TestReports.run(named)))),
            written("hostile-file", client("", hostile())),
            written("hostile-names", client(HOSTILE, hostile()), client("b" + HOSTILE, few())));
    for (Path file : files) {
      Chromium.Page page = open(file, View.DESKTOP);
      String title = page.text("document.title");

      page.value("document.getElementById('open').click()");
      page.value("document.querySelectorAll('details').forEach((e) => (e.open = true))");
      page.value("document.querySelectorAll('a').forEach((e) => e.click())");
      page.value("document.getElementById('words').focus()");
      page.type(HOSTILE.substring(0, 40));
      page.until("document.getElementById('shown').value.length > 0");

      assertThat(page.text("typeof window.hacked")).isEqualTo("undefined");
      assertThat(title).startsWith("msnmock: ");
      assertThat(page.text("document.title")).isEqualTo(title);
      assertThat(page.texts("document.querySelectorAll('script')")).hasSize(1);
      assertThat(page.texts("document.querySelectorAll('img, iframe, object, embed, link, base')"))
          .isEmpty();
      assertThat(page.texts("document.querySelectorAll('a[href]:not([href^=\"#\"])')")).isEmpty();
      assertThat(page.texts(HANDLERS)).as("attributes that run something").isEmpty();
      String text = page.text("document.body.textContent");
      assertThat(text)
          .contains("<script>window.hacked=1;document.title='hacked';alert(1)</script>")
          .contains("\\u202egnp.exe\\u202c", "\\x00\\x1b[31m\\x07")
          .doesNotContain("\u202E", "\u0000", "\u001b", "\u2066");
    }
  }

  private static final String HANDLERS =
      "Array.from(document.querySelectorAll('*'))"
          + ".flatMap((e) => e.getAttributeNames()).filter((name) => name.startsWith('on'))";

  private static final String LUMINANCE =
      """
      const parts = (text) => text.match(/[0-9.]+/g).map(Number);
      const part = (c) => ((c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
      const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
      const luminance = (e, what) => light(parts(getComputedStyle(e)[what]));
      """;

  private static final String FAINT =
      """
      (() => {
      %s
        const ground = (e) => {
          const [r, g, b, a = 1] = parts(getComputedStyle(e).backgroundColor);
          return a > 0 ? [r, g, b] : e.parentElement ? ground(e.parentElement) : [255, 255, 255];
        };
        const out = [];
        for (const e of document.body.querySelectorAll("*:not(svg *, script)")) {
          const own = Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.data.trim());
          const a = luminance(e, "color") + 0.05;
          const b = light(ground(e)) + 0.05;
          if (own && Math.max(a, b) / Math.min(a, b) < 4.5) {
            out.push(e.tagName + "." + e.className);
          }
        }
        return Array.from(new Set(out));
      })()"""
          .formatted(LUMINANCE);

  // ---- using the page ----

  private Chromium.Page open(Path file, View view) {
    Chromium.Page page = browser.open(file, view);
    pages.add(page);
    return page;
  }

  /**
   * Types words into the empty field; returns how many milliseconds passed until they had worked.
   */
  private static String filter(Chromium.Page page, String words, String shown) {
    page.value("document.getElementById('words').focus()");
    page.value("document.getElementById('words').select()");
    page.value("window.began = performance.now(); document.getElementById('words').value = ''");
    if (words.isEmpty()) {
      page.value(
          "document.getElementById('words').dispatchEvent(new Event('input', {bubbles: true}))");
    } else {
      page.type(words);
    }
    page.until("document.getElementById('shown').value === '%s'".formatted(shown));
    return page.text("Math.round(performance.now() - window.began)");
  }

  private static List<String> shownRows(Chromium.Page page) {
    return page.texts(
        "Array.from(document.querySelectorAll('.overview tbody tr:not([hidden]) a'), e => e.textContent)");
  }

  private static List<String> shownParts(Chromium.Page page) {
    return page.texts(
        "Array.from(document.querySelectorAll('.case:not([hidden]) h3'), e => e.textContent)");
  }

  // ---- making pages ----

  private static ClientReport client(String name, ReportDocument report) {
    return new ClientReport(name, report);
  }

  private static Path written(String name, ClientReport... clients) throws IOException {
    Path file = FOLDER.resolve(name + ".html");
    ReportFolder.writeHtml(List.of(clients), file);
    return file;
  }

  /** Every fifth fails, beginning with one of them. */
  private static ReportDocument many(int offset) {
    CaseReport[] cases = new CaseReport[CASES];
    for (int i = 0; i < CASES; i++) {
      Outcome outcome = (i + offset) % 5 == 0 ? Outcome.FAILED : Outcome.OK;
      cases[i] = TestReports.of("many.case" + i, outcome, conversation("xylophone-" + i + "-"));
    }
    return ReportMaker.document(TestReports.run(cases));
  }

  private static ReportDocument few() {
    return required(
        TestReports.run(
            Stream.of(
                    TestReports.of("signin.bad", Outcome.FAILED, conversation("bad")),
                    TestReports.of("chat.two", Outcome.UNSUPPORTED, conversation("two")),
                    TestReports.of("chat.three", Outcome.NON_STRICT, conversation("three")),
                    TestReports.of("chat.four", Outcome.INFORMATIONAL, conversation("four")),
                    TestReports.of("chat.five", Outcome.OK, conversation("five")))
                .toArray(CaseReport[]::new)));
  }

  private static ReportDocument required(RunReport run) {
    return ReportMaker.document(
        TestReports.requiring(
            run,
            TestReports.requirement("LOGIN-01", Level.MUST, "VER is the first line."),
            TestReports.requirement("FRAME-20", Level.QUIRK, "Lines end in LF alone.")));
  }

  private static List<Entry> conversation(String word) {
    List<Entry> out = new ArrayList<>();
    out.add(new Entry.Connected(1_000_000, NS, "127.0.0.1:4000"));
    for (int i = 2; i < 30; i++) {
      byte[] payload =
          "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n%s"
              .formatted(word)
              .getBytes(StandardCharsets.UTF_8);
      out.add(
          i % 5 == 0
              ? new Entry.Heard(
                  i * 1_000_000L, SB, new Frame("MSG " + i + " N 50", LineEnd.CRLF, payload))
              : new Entry.Heard(
                  i * 1_000_000L, NS, Frame.line("USR " + i + " TWN I alice@example.com")));
    }
    out.add(new Entry.ClosedByClient(40_000_000, NS, Entry.Manner.FIN));
    return out;
  }

  /** A report in which each text that is no word of ours says the same, and one is a megabyte. */
  private static ReportDocument hostile() throws IOException {
    StringWriter plain = new StringWriter();
    JsonReport.write(required(TestReports.run(ReportSchemaTest.everything())), plain);
    ObjectNode report = (ObjectNode) JsonMapper.shared().readTree(plain.toString());
    spoil(report);
    ObjectNode entry = (ObjectNode) report.at("/cases/0/journal/2");
    entry.put("line", HOSTILE + "A".repeat(1_000_000));
    Path file = FOLDER.resolve("hostile.json");
    Files.writeString(file, report.toString());
    return JsonReport.read(file);
  }

  private static void spoil(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String key : List.copyOf(object.propertyNames())) {
        JsonNode value = object.get(key);
        boolean isStep = object.has("depth");
        if (value.isString() && !WORDS.contains(key) && !(isStep && key.equals("kind"))) {
          object.put(key, HOSTILE);
        } else if (key.equals("rules")) {
          object.putObject(key).put(HOSTILE, 1);
        } else {
          spoil(value);
        }
      }
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i).isString()) {
          list.set(i, StringNode.valueOf(HOSTILE));
        } else {
          spoil(list.get(i));
        }
      }
    }
  }
}
