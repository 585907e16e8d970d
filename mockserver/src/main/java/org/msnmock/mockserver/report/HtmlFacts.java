package org.msnmock.mockserver.report;

import java.io.IOException;

/** A list of names and values; what is empty is left out. */
record HtmlFacts(Markup html) {

  HtmlFacts words(String name, String value) throws IOException {
    return fact(name, "span", value);
  }

  /** A value that is to be read letter by letter. */
  HtmlFacts code(String name, String value) throws IOException {
    return fact(name, "code", value);
  }

  private HtmlFacts fact(String name, String element, String value) throws IOException {
    if (!value.isEmpty()) {
      html.start("div").element("dt", name);
      html.start("dd").element(element, value).end().end();
    }
    return this;
  }
}
