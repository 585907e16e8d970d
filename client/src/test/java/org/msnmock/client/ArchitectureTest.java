package org.msnmock.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds the layers of this module. Imports point down, and packages on one line don't know each
 * other.
 */
class ArchitectureTest {

  private static final String ROOT = "org.msnmock.client";

  /** From top to bottom; the empty name is the face, the root package itself. */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of("console"),
          List.of("adapter"),
          List.of(""),
          List.of("signin", "notification", "switchboard"),
          List.of("transfer"),
          List.of("connection"),
          List.of("event"),
          List.of("conversation"),
          List.of("command"),
          List.of("contact", "message"),
          List.of("wire"),
          List.of("protocol"));

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
  void the_accused_does_not_know_the_judge() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.msnmock.mockserver..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void standard_streams_belong_to_the_console() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".console..")
        .should(ACCESS_STANDARD_STREAMS)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void the_library_needs_nothing_but_the_JDK_and_a_logging_facade() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".console..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "javax..", "org.slf4j..", "org.jspecify..", ROOT + "..")
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
