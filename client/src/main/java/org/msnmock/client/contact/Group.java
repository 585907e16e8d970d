package org.msnmock.client.contact;

/**
 * A group of the forward list.
 *
 * @param id 0 to 29 on servers of the time, with gaps; 0 is always there
 */
public record Group(long id, String name) {}
