package org.msnmock.client.console;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables, which stand in for options that are not given. Empty ones count as
 * missing.
 */
record Environment(Map<String, String> variables) {
  Environment {
    variables = Map.copyOf(variables);
  }

  Optional<String> value(@Nullable String option, String variable) {
    return Optional.ofNullable(option == null ? variables.get(variable) : option)
        .filter(value -> !value.isEmpty());
  }

  String require(@Nullable String option, String variable, String optionName) {
    return value(option, variable)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "missing option %s; give it, or set the variable %s"
                        .formatted(optionName, variable)));
  }
}
