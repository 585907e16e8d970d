package org.msnmock.mockserver.yaml;

/**
 * What may stand behind a key, as far as editors can be told. What it means, and whether it makes
 * sense there, its reader knows.
 */
enum Shape {
  // ---- texts ----
  /** Of any kind; what YAML takes for a number or a truth value is one, too. */
  TEXT,
  /** Without a line end. */
  LINE,
  NAME,
  /** Pairs of hexadecimal digits. */
  HEX,
  // ---- numbers and times ----
  FORMAT,
  /** From 0 on. */
  NUMBER,
  /** From 1 on. */
  COUNT,
  /** A number of bytes, or a text with placeholders. */
  TOTAL,
  /** {@code 127.0.0.1:6891}, or a text with placeholders. */
  ADDRESS,
  /** How often: {@code 3}, {@code 0..20}, {@code 1..*}. */
  TIMES,
  DURATION,
  /** {@code 1s..120s}. */
  BETWEEN,
  /** {@code quiet 1s}. */
  UNTIL,
  /** Decimal or with {@code 0x}, or a pattern. */
  P2P_NUMBER,
  // ---- words ----
  LEVEL,
  EARLY,
  VERDICT,
  OTHERWISE,
  PASS,
  OTHERS,
  CERTIFICATE,
  TYPE,
  VERB,
  EVENT,
  CASE_NAME,
  // ---- connections ----
  /** A role on which connections can be accepted. */
  LISTENER,
  ROLE,
  /** The client itself, where it listens. */
  PEER,
  /** An open one; empty for the current one. */
  CONNECTION,
  // ---- faults ----
  GARBAGE,
  GARBAGE_END,
  WIRE,
  WIRE_END,
  CHUNKS,
  JOIN,
  CUT,
  THEN,
  FLIP,
  MASK,
  /** {@code 0}, {@code +7}. */
  LENGTH,
  // ---- lists and maps ----
  TEXTS,
  REQUIREMENTS,
  /** Names with their texts. */
  VALUES,
  HEADERS,
  MIME,
  P2P,
  SLP,
  /** A text, or lines like {@code Name: value} as a map. */
  SLP_BODY,
  BLOCKS,
  BLOCKS_END,
  ARGUMENTS,
  /** A text, or a list of texts. */
  ARGUMENT,
  /** Such an argument for each name. */
  GROUPS,
  EXPORT,
  EXPORTS,
  CLIENTS,
  ROLES,
  ROLE_OPTIONS,
  MSN_ROLE_OPTIONS,
  CASES,
  PARAMETERS,
  // ---- steps ----
  STEPS,
  /** At least one. */
  SOME_STEPS,
  BRANCHES,
  RULES,
  RULE_STEPS
}
