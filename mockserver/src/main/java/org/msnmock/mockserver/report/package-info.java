/**
 * What is told about a run: the lines of the console, a page for browsers, JUnit XML, JSON, and a
 * log for each case.
 *
 * <p>Imports {@code verdict} and {@code journal} and what is below them, and {@code schema}; knows
 * nothing of clients or servers. All that a client sent passes {@code CaseReport.shown} or the
 * transcript, where secrets are hidden and control characters written out. No threads of its own;
 * whoever calls sees to it that one thread at a time enters.
 */
@NullMarked
package org.msnmock.mockserver.report;

import org.jspecify.annotations.NullMarked;
