package org.jobledger.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Takes Ctrl-C (SIGINT) over from the JVM while it is open.
 *
 * <p>{@code sun.misc.Signal} is no public API, so it is looked up; where it is missing, Ctrl-C ends the JVM as it always does.
 */
final class Interrupts implements AutoCloseable {
    private final Object previous;

    private Interrupts(Object previous) {
        this.previous = previous;
    }

    /** Runs an action at each Ctrl-C, on a thread of the JVM's. */
    static Interrupts handledBy(Runnable action) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call = (proxy, method, args) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return null;
            };
            return new Interrupts(
                    set(Proxy.newProxyInstance(Interrupts.class.getClassLoader(), new Class<?>[] {handler}, call)));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return new Interrupts(new Object());
        }
    }

    @Override
    public void close() {
        try {
            if (Class.forName("sun.misc.SignalHandler").isInstance(previous)) {
                set(previous);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the handler of Ctrl-C was set and cannot be set back", e);
        }
    }

    private static Object set(Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        return signal.getMethod("handle", signal, handlerType)
                .invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler);
    }
}
