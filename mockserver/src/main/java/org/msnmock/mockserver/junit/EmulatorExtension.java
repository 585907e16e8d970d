package org.msnmock.mockserver.junit;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
import org.msnmock.mockserver.MsnService;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.ListName;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.time.VirtualTime;
import org.opentest4j.TestAbortedException;

/**
 * Gives each test that is annotated with {@link Emulate}, or whose class is, a service of its own.
 * It is there before the {@code @BeforeEach} methods and closed after the {@code @AfterEach}
 * methods; both can ask for it.
 *
 * <p>Where the body fails, its failure is told with the world as it was then, what clients did
 * wrong, and the last lines; secrets are hidden. A fault of msnmock itself fails the test, too.
 * Tests may run in parallel.
 */
public final class EmulatorExtension
    implements BeforeEachCallback, InvocationInterceptor, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(EmulatorExtension.class);

  /** Closed with the context of its test. */
  private record Running(MsnService service) implements AutoCloseable {
    @Override
    public void close() {
      service.close();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Optional<Emulate> how = find(context);
    if (how.isPresent()) {
      MsnService service = start(how.get(), context);
      context.getStore(NAMESPACE).put(Running.class, new Running(service));
    }
  }

  private static Optional<Emulate> find(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), Emulate.class)
        .or(
            () ->
                AnnotationSupport.findAnnotation(
                    context.getRequiredTestClass(),
                    Emulate.class,
                    context.getEnclosingTestClasses()));
  }

  private static MsnService start(Emulate how, ExtensionContext context) throws IOException {
    try {
      MsnService.Builder builder =
          MsnService.builder().manners(Manners.USUAL.as(how.style())).seed(how.seed());
      accounts(how.value()).forEach(builder::account);
      if (!how.accounts().isEmpty()) {
        builder.accounts(Path.of(how.accounts()));
      }
      if (how.time() == Play.Time.VIRTUAL) {
        builder.time(new VirtualTime());
      } else if (how.passport() == Play.Passport.PLAIN) {
        builder.plain();
      } else {
        builder.authority(SharedAuthority.of(context).authority());
      }
      return builder.start();
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }

  private static List<Account> accounts(Person[] people) {
    return Arrays.stream(people).map(EmulatorExtension::account).toList();
  }

  private static Account account(Person one) {
    Map<String, Set<ListName>> lists = new TreeMap<>();
    for (String other : one.contacts()) {
      lists.computeIfAbsent(other, key -> new HashSet<>()).add(ListName.FORWARD);
      lists.get(other).add(ListName.ALLOW);
    }
    for (String other : one.blocked()) {
      lists.computeIfAbsent(other, key -> new HashSet<>()).add(ListName.BLOCK);
      lists.get(other).remove(ListName.ALLOW);
    }
    List<Account.Contact> contacts = new ArrayList<>();
    lists.forEach(
        (address, names) -> contacts.add(new Account.Contact(address, "", names, Set.of())));
    return new Account(
        one.address(),
        one.password(),
        one.name().isEmpty() ? one.address() : one.name(),
        true,
        false,
        one.mailbox(),
        Account.Settings.USUAL,
        new TreeMap<>(new HashMap<>()),
        contacts);
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
    Optional<MsnService> service = service(context);
    try {
      body.proceed();
    } catch (TestAbortedException e) {
      throw e;
    } catch (Throwable e) {
      service.ifPresent(it -> e.addSuppressed(new WorldAtFailure(it)));
      throw e;
    }
    Optional<RuntimeException> fault = service.flatMap(MsnService::fault);
    if (fault.isPresent()) {
      throw new IllegalStateException("a fault of msnmock itself", fault.get());
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MsnService.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return service(context)
        .orElseThrow(
            () ->
                new ParameterResolutionException(
                    "there is no service for %s: annotate the test method or its class with @Emulate"
                        .formatted(context.getDisplayName())));
  }

  private static Optional<MsnService> service(ExtensionContext context) {
    return Optional.ofNullable(context.getStore(NAMESPACE).get(Running.class, Running.class))
        .map(Running::service);
  }
}
