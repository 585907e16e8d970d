package org.msnmock.mockserver.report;

/**
 * The run of one client among others on a page.
 *
 * @param client what its column is called
 */
public record ClientReport(String client, ReportDocument report) {}
