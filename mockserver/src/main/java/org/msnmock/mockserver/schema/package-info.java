/**
 * JSON Schema documents, draft-07, which is what editors understand best: how one is put together
 * and written, and nothing of what it is about.
 *
 * <p>Imports nothing of this module but Jackson. No threads.
 */
@NullMarked
package org.msnmock.mockserver.schema;

import org.jspecify.annotations.NullMarked;
