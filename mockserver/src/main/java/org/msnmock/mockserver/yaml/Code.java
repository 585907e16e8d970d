package org.msnmock.mockserver.yaml;

/**
 * What can be found in a dialogue file. The numbers are for {@code # lint: off} and for manuals.
 */
public enum Code {
  D101("not a file that can be read as YAML"),
  D102("unknown key or word"),
  D103("doubled key"),
  D104("a comment eats text"),
  D105("anchor, alias, tag or folded text"),
  D106("a line over two source lines"),
  D107("wrong kind of value"),
  D108("the id is not the file's place, or another file's, too"),
  D109("another format number"),
  D110("unknown requirement"),
  D111("a file that is named cannot be used"),
  D112("part of the language, but not of this version"),
  D113("a step that weighs more than the requirements at stake", Severity.WARNING),
  D114("a comment that is to silence a warning and does not", Severity.WARNING),
  D201("unknown name"),
  D202("a name that is never used", Severity.WARNING),
  D203("a name that is overwritten", Severity.WARNING),
  D204("a name that is not learned on every way"),
  D205("learning where we send"),
  D206("unknown kind, format or function"),
  D207("a name that is learned in two branches of any-order"),
  D301("a branch without a head"),
  D302("a second branch that begins with quiet"),
  D303("quiet for any where others may speak"),
  D304("a step that a background rule cannot have"),
  D305("a branch that can never be taken"),
  D306("a block without an end"),
  D307("a background rule overlaps the script", Severity.WARNING),
  D308("a repetition that its own end cannot end"),
  D401("a limit that nobody can keep"),
  D402("a number without a unit"),
  D403("a limit that does not go with the quiet beside it", Severity.WARNING),
  D501("a connection that is not open here"),
  D502("a connection that two branches read"),
  D503("something of a client that is not named, among several"),
  D504("a line after the end of its connection"),
  D505("a close on a connection that we have ended", Severity.WARNING),
  D601("unknown command", Severity.WARNING),
  D602("wrong number of tokens", Severity.WARNING),
  D603("a payload without {len}, or the reverse"),
  D604("{trid} where none can be");

  private final String title;
  private final Severity severity;

  Code(String title) {
    this(title, Severity.ERROR);
  }

  Code(String title, Severity severity) {
    this.title = title;
    this.severity = severity;
  }

  public String title() {
    return title;
  }

  public Severity severity() {
    return severity;
  }
}
