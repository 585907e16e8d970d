package org.msnmock.scenarios;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** One misreading of the protocol in shared code would pass on both sides: so nothing is shared. */
class SeparationTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPackages("org.msnmock.client", "org.msnmock.mockserver");

  @Test
  void the_client_does_not_know_the_mock_server() {
    noClasses()
        .that()
        .resideInAPackage("org.msnmock.client..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.msnmock.mockserver..")
        .check(CLASSES);
  }

  @Test
  void the_mock_server_does_not_know_the_client() {
    noClasses()
        .that()
        .resideInAPackage("org.msnmock.mockserver..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.msnmock.client..")
        .check(CLASSES);
  }
}
