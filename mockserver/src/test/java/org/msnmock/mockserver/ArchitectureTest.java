package org.msnmock.mockserver;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds the layers of this module. Imports point down, and packages on one line don't know each
 * other.
 */
class ArchitectureTest {

  private static final String ROOT = "org.msnmock.mockserver";

  /** From top to bottom; the empty name is the face, the root package itself. */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of("cli", "junit", "inspector"),
          List.of("control"),
          List.of(""),
          List.of("report", "adapter"),
          List.of("server"),
          List.of("engine", "time"),
          List.of("yaml", "state"),
          List.of("emulator"),
          List.of("verdict"),
          List.of("journal"),
          List.of("dialogue"),
          List.of("wire", "schema"));

  /** Functions over values: no socket, no clock, no thread. */
  private static final String[] PURE = {
    ROOT + ".engine..",
    ROOT + ".emulator..",
    ROOT + ".yaml..",
    ROOT + ".verdict..",
    ROOT + ".journal..",
    ROOT + ".dialogue..",
    ROOT + ".wire..",
    ROOT + ".schema.."
  };

  private static final DescribedPredicate<JavaClass> IMPURE =
      resideInAnyPackage(
              "java.net..",
              "javax.net..",
              "java.nio.channels..",
              "java.util.concurrent..",
              "org.slf4j..",
              "org.bouncycastle..")
          .or(belongToAnyOf(Thread.class, ThreadLocal.class, Clock.class))
          .and(not(belongToAnyOf(URI.class, URISyntaxException.class)))
          .and(not(belongToAnyOf(URLDecoder.class, URLEncoder.class)))
          .as("sockets, clocks, threads or loggers");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(place -> !place.contains("/test-classes/"))
          .importPackages(ROOT);

  @Test
  void imports_point_down_the_list_of_layers() {
    LayeredArchitecture layers = layeredArchitecture().consideringAllDependencies();
    for (List<String> line : LAYERS) {
      for (String name : line) {
        layers = layers.optionalLayer(label(name)).definedBy(packages(name));
      }
    }
    for (int depth = 0; depth < LAYERS.size(); depth++) {
      String[] above =
          LAYERS.subList(0, depth).stream()
              .flatMap(List::stream)
              .map(ArchitectureTest::label)
              .toArray(String[]::new);
      for (String name : LAYERS.get(depth)) {
        layers =
            depth == 0
                ? layers.whereLayer(label(name)).mayNotBeAccessedByAnyLayer()
                : layers.whereLayer(label(name)).mayOnlyBeAccessedByLayers(above);
      }
    }
    layers.ensureAllClassesAreContainedInArchitecture().check(CLASSES);
  }

  @Test
  void packages_are_free_of_cycles() {
    slices()
        .matching(ROOT + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void the_judge_does_not_know_the_accused() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.msnmock.client..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void standard_streams_belong_to_the_command_line() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cli..")
        .should(ACCESS_STANDARD_STREAMS)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void picocli_belongs_to_the_command_line() {
    onlyIn("picocli..", ROOT + ".cli..");
  }

  @Test
  void the_JUnit_extension_alone_knows_JUnit() {
    onlyIn("org.junit..", ROOT + ".junit..");
  }

  @Test
  void Jackson_stays_where_documents_are_read_and_written() {
    onlyIn(
        "tools.jackson..",
        ROOT + ".yaml..",
        ROOT + ".report..",
        ROOT + ".adapter..",
        ROOT + ".schema..",
        ROOT + ".control..",
        ROOT + ".cli..");
  }

  @Test
  void the_store_belongs_to_what_is_kept() {
    onlyIn("org.h2..", ROOT + ".state..");
  }

  @Test
  void the_engine_and_all_below_it_are_pure() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat(IMPURE)
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static void onlyIn(String library, String... homes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static String label(String name) {
    return name.isEmpty() ? "face" : name;
  }

  private static String[] packages(String name) {
    return name.isEmpty() ? new String[] {ROOT} : new String[] {ROOT + "." + name + ".."};
  }
}
