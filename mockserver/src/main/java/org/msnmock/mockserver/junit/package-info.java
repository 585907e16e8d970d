/**
 * The JUnit Jupiter extensions: a play on free ports for a test, judged when the test's body is
 * done ({@code @Play}); a whole service for any number of clients ({@code @Emulate}); and a dynamic
 * test for each of many dialogues.
 *
 * <pre>{@code
 * @DialogueFolder("src/test/dialogues")
 * class SignInTest {
 *   @Test
 *   @Play("signin/redirect")
 *   void follows_the_redirect(RunningPlay play) {
 *     MyClient client = new MyClient(play.entryAddress(), play.nexusUrl(), play.sslContext());
 *     client.signIn(play.user(), play.password());
 *     assertTrue(client.isOnline());
 *   }
 *
 *   @TestFactory
 *   Stream<DynamicTest> says_what_the_protocol_wants() {
 *     return Dialogues.in("src/test/dialogues").tagged("signin").playedBy(MyClientUnderTest::new);
 *   }
 * }
 * }</pre>
 *
 * <p>Imports whatever stands below, and JUnit, which nothing else in this module knows: Jupiter
 * 5.13 or newer, chosen by the tests that use it. Entered by JUnit's threads, any number at once;
 * what a play asks its client to do is asked on a thread of its own.
 */
@NullMarked
package org.msnmock.mockserver.junit;

import org.jspecify.annotations.NullMarked;
