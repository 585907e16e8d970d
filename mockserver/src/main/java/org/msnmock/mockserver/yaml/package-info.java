/**
 * Dialogue files to dialogues, and the list of requirements that they are about: the only reader of
 * YAML, and the judge of what stands in a file.
 *
 * <pre>
 * bytes ─ SourceFile ─► text ─ NodeReader ─► nodes ─ HeadReader, StepReader ─► Dialogue
 *                                                          └► findings, each with its place
 * </pre>
 *
 * <p>The tables of keys, {@code Keys} and {@code Telling}, hold what editors say of each key, too;
 * {@code DialogueSchema} makes a schema of them.
 *
 * <p>{@code AccountsReader} and {@code AccountsWriter} do the same for the people of an emulator.
 *
 * <p>Imports {@code emulator}, for its accounts, {@code dialogue}, {@code wire} and {@code schema},
 * and Jackson's YAML tokens; no tree model and no data binding, because every scalar has to stay
 * the text that stands in the file. A {@link org.msnmock.mockserver.yaml.Loader} belongs to one
 * thread at a time.
 */
@NullMarked
package org.msnmock.mockserver.yaml;

import org.jspecify.annotations.NullMarked;
