package org.jobledger.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Takes a signal over from the JVM while it is open.
 *
 * <p>{@code sun.misc.Signal} is no public API, so it is looked up; where it is missing, signals do what they always do.
 */
final class Signals implements Keyboard.Taken {
    private final String name;
    private final Object previous;

    private Signals(String name, Object previous) {
        this.name = name;
        this.previous = previous;
    }

    /**
     * Runs an action at each signal, on a thread of the JVM's.
     *
     * @param name of the signal, such as "INT"
     */
    static Signals handledBy(String name, Runnable action) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call = (proxy, method, args) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return null;
            };
            return new Signals(
                    name,
                    set(name, Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, call)));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return new Signals(name, new Object());
        }
    }

    /** Whether the signal is really taken. */
    boolean taken() {
        return isHandler(previous);
    }

    @Override
    public void close() {
        try {
            if (isHandler(previous)) {
                set(name, previous);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the handler of signal " + name + " was set and cannot be set back", e);
        }
    }

    private static boolean isHandler(Object object) {
        try {
            return Class.forName("sun.misc.SignalHandler").isInstance(object);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Object set(String name, Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        return signal.getMethod("handle", signal, handlerType)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
    }
}
