package org.msnmock.client.console;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.MsnClient;
import org.msnmock.client.MsnClientBuilder;
import picocli.CommandLine.Option;

/** Where the service is, and how long it may take to answer. */
final class ServiceOptions {
  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "Where to begin. Default: the variable MSN_SERVER.")
  private @Nullable String server;

  @Option(
      names = "--nexus",
      paramLabel = "URL",
      description =
          "Where to ask for the login service. Default: MSN_NEXUS_URL, else the historic address.")
  private @Nullable String nexus;

  @Option(
      names = "--login",
      paramLabel = "URL",
      description =
          "The login service, for when the nexus names none. Default: none, so that the sign-in then fails.")
  private @Nullable String login;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "A PEM file of the only authorities to trust for nexus and login. Default: MSN_CA_FILE, else those of the JDK.")
  private @Nullable String authorities;

  @Option(
      names = "--reply-timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "30s",
      description = "How long any answer may take, for instance 3s. Default: ${DEFAULT-VALUE}.")
  private Duration replyTimeout = Duration.ofSeconds(30);

  @Option(
      names = "--ping-interval",
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "45s",
      description =
          "How long to be silent before asking whether the server is there. Default: ${DEFAULT-VALUE}.")
  private Duration pingInterval = Duration.ofSeconds(45);

  /**
   * A client with these settings.
   *
   * @throws IllegalArgumentException when one of them is missing or wrong
   */
  MsnClientBuilder builder(Environment environment) {
    MsnClientBuilder builder =
        MsnClient.builder()
            .server(environment.require(server, "MSN_SERVER", "--server"))
            .replyTimeout(replyTimeout)
            .connectTimeout(replyTimeout)
            .pingInterval(pingInterval);
    environment.value(nexus, "MSN_NEXUS_URL").map(URI::create).ifPresent(builder::nexusUrl);
    environment.value(authorities, "MSN_CA_FILE").map(Path::of).ifPresent(builder::trust);
    if (login != null) {
      builder.loginUrl(URI.create(login));
    }
    return builder;
  }
}
