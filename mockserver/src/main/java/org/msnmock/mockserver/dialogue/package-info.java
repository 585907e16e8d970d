/**
 * Dialogues as values: steps, compiled patterns and templates, each with the place in the file
 * where it stands; requirements, which dialogues are about. How one received text meets one pattern
 * is here too; what happens in which order is the engine's.
 *
 * <p>Imports {@code wire} alone. Everything is immutable, any thread may enter.
 */
@NullMarked
package org.msnmock.mockserver.dialogue;

import org.jspecify.annotations.NullMarked;
