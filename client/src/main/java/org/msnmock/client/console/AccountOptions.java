package org.msnmock.client.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import picocli.CommandLine.Option;

/** Who signs in. */
final class AccountOptions {
  @Option(
      names = "--user",
      paramLabel = "ADDRESS",
      description = "The account. Default: the variable MSN_USER.")
  private @Nullable String user;

  @Option(
      names = "--password",
      paramLabel = "WORD",
      description =
          "The password. Others on this machine can see it here; the variable MSN_PASSWORD or a file hides it.")
  private @Nullable String password;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--status",
      paramLabel = "CODE",
      description =
          "The first status: NLN, BSY, IDL, BRB, AWY, LUN, PHN or HDN. Default: MSN_STATUS, else NLN.")
  private @Nullable String status;

  Principal user(Environment environment) {
    return new Principal(environment.require(user, "MSN_USER", "--user"));
  }

  Status status(Environment environment) {
    String code = environment.value(status, "MSN_STATUS").orElse(Status.ONLINE.code());
    return Status.fromCode(code)
        .filter(Status::isSettable)
        .orElseThrow(
            () -> new IllegalArgumentException("--status: nobody can take the status " + code));
  }

  /** From the options, the environment or the keyboard, in this order. */
  Password password(Environment environment) {
    if (password != null) {
      return Password.of(password);
    }
    if (passwordFile != null) {
      return fromFile(passwordFile);
    }
    Optional<String> variable = environment.value(null, "MSN_PASSWORD");
    return variable.isPresent() ? Password.of(variable.get()) : fromKeyboard();
  }

  private static Password fromFile(Path file) {
    try {
      return Password.of(
          Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--password-file: cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  // null says on most JDKs that nobody could type; on 22 to 24, what is read then is empty
  @SuppressWarnings("SystemConsoleNull")
  private static Password fromKeyboard() {
    if (System.console() == null) {
      throw new IllegalArgumentException(
          "no password; set MSN_PASSWORD, or give --password-file, or start this in a terminal to be asked");
    }
    char[] typed = System.console().readPassword("Password: ");
    return Password.of(typed == null ? new char[0] : typed);
  }
}
