package org.msnmock.mockserver.junit;

import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.verdict.Result;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Gives each test that is annotated with {@link Play} a play on servers of its own, and judges it.
 * {@code @Play} alone registers it; on a class, {@code @ExtendWith(MockMsnServerExtension.class)}
 * is needed only where {@code @BeforeEach} methods ask for the {@link RunningPlay} and not all
 * tests have one.
 *
 * <p>The play begins before the {@code @BeforeEach} methods and is judged as soon as the test's
 * body is done, before the {@code @AfterEach} methods: a client that these close is still there.
 * What is then still to come has the time that the dialogue gives it; where that takes a client
 * which the body closes, the body waits for {@link RunningPlay#verdict} first.
 *
 * <ul>
 *   <li>{@code failed}: the test fails with an {@link org.opentest4j.AssertionFailedError}, whose
 *       two sides are the dialogue as it should have been and as it was. If the body failed, too,
 *       its failure is suppressed by this one, which is likely its cause.
 *   <li>{@code unsupported}: the test is aborted.
 *   <li>{@code informational} and {@code non-strict}: the test passes, with a report entry.
 * </ul>
 *
 * <p>What happened in a play that was not ok is published as a report entry, in the dialogue
 * language.
 *
 * <p>Where the body fails before the play is over, its failure stays, and tells how far the play
 * had come. A body that aborts the test is left alone. Tests may run in parallel.
 */
public final class MockMsnServerExtension
    implements BeforeEachCallback, AfterEachCallback, InvocationInterceptor, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(MockMsnServerExtension.class);

  /** How long the last that a failed body has sent may take to be judged. */
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  /** The play of a test, closed with its context. */
  private record Staged(RunningPlay play, AtomicBoolean judged) implements AutoCloseable {
    @Override
    public void close() {
      play.close();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Optional<Play> how = AnnotationSupport.findAnnotation(context.getElement(), Play.class);
    if (how.isPresent()) {
      RunningPlay play = begin(context, how.get());
      context.getStore(NAMESPACE).put(Staged.class, new Staged(play, new AtomicBoolean()));
    }
  }

  private static RunningPlay begin(ExtensionContext context, Play how) throws IOException {
    try {
      Selection selection = Selection.of(how);
      Dialogue dialogue = selection.dialogue(context.getRequiredTestMethod(), folderName(context));
      return RunningPlay.begin(
          dialogue, selection.row(dialogue), how, SharedAuthority.of(context).authority());
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String folderName(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(
            context.getRequiredTestClass(), DialogueFolder.class, context.getEnclosingTestClasses())
        .map(DialogueFolder::value)
        .orElse(DialogueFolder.DEFAULT);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> body, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    proceed(body, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> body, ReflectiveInvocationContext<Method> method, ExtensionContext context)
      throws Throwable {
    proceed(body, context);
  }

  private static void proceed(Invocation<Void> body, ExtensionContext context) throws Throwable {
    Optional<Staged> staged = staged(context);
    try {
      body.proceed();
    } catch (TestAbortedException e) {
      staged.ifPresent(it -> it.judged().set(true));
      throw e;
    } catch (Throwable e) {
      if (staged.isPresent()) {
        staged.get().judged().set(true);
        throw judged(staged.get().play(), e, context);
      }
      throw e;
    }
    if (staged.isPresent()) {
      judge(staged.get(), context);
    }
  }

  /** Judges what no body of a test was about: the play of a test factory, whose tests are done. */
  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    Optional<Staged> staged = staged(context);
    if (staged.isPresent() && context.getExecutionException().isEmpty()) {
      judge(staged.get(), context);
    }
  }

  private static void judge(Staged staged, ExtensionContext context) throws InterruptedException {
    if (staged.judged().getAndSet(true)) {
      return;
    }
    Result result = staged.play().end();
    Verdicts.tell(result, context::publishReportEntry);
    Verdicts.demandPassed(result);
  }

  /** What to throw where the body has failed. */
  private static Throwable judged(RunningPlay play, Throwable body, ExtensionContext context) {
    Optional<Result> result = lastWords(play);
    if (result.isEmpty()) {
      return brokenOff(play.breakOff(), body);
    }
    Verdicts.tell(result.get(), context::publishReportEntry);
    return judged(result.get(), body);
  }

  /** Besides that it was broken off, the play may have found a deviation, which ends no play. */
  private static Throwable brokenOff(Result result, Throwable body) {
    boolean nothingWrong =
        result.deviations().stream().noneMatch(one -> one.outcome() == Outcome.FAILED);
    if (result.outcome() == Outcome.FAILED && nothingWrong) {
      body.addSuppressed(new UnfinishedPlay(result));
      return body;
    }
    return judged(result, body);
  }

  private static Throwable judged(Result result, Throwable body) {
    try {
      Verdicts.demandPassed(result);
      return body;
    } catch (AssertionFailedError | TestAbortedException primary) {
      primary.addSuppressed(body);
      return primary;
    }
  }

  private static Optional<Result> lastWords(RunningPlay play) {
    try {
      return play.verdict(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningPlay.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return staged(context)
        .map(Staged::play)
        .orElseThrow(
            () ->
                new ParameterResolutionException(
                    "there is no play for %s: annotate the test method with @Play, and ask for it there or in @BeforeEach and @AfterEach methods"
                        .formatted(context.getDisplayName())));
  }

  private static Optional<Staged> staged(ExtensionContext context) {
    return Optional.ofNullable(context.getStore(NAMESPACE).get(Staged.class, Staged.class));
  }
}
