/**
 * Driving the client under test: what it is told, what it is asked to do, what it says, and how it
 * is ended.
 *
 * <p>Imports {@code engine} and below; knows nothing of reports. A client process has three named
 * threads of its own (its output, its errors, its end) and one that writes to it; what they learn
 * goes to a {@link org.msnmock.mockserver.adapter.ClientEvents}, which any thread may enter.
 */
@NullMarked
package org.msnmock.mockserver.adapter;

import org.jspecify.annotations.NullMarked;
