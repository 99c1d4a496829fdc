package org.jobledger.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/**
 * What a person or a program talks to the command through.
 *
 * @param in standard input
 * @param out for results
 * @param err for everything else
 * @param charset the one in which people's text is printed
 * @param outScreen where the results are shown
 * @param errScreen where everything else is shown
 * @param keyboard where Ctrl-C comes from
 * @param resizes takes what is to be done when the terminal has changed its size; one action at a time
 */
record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Charset charset,
        Screen outScreen,
        Screen errScreen,
        Keyboard keyboard,
        Consumer<Runnable> resizes) {

    /** The same, with its results printed elsewhere. */
    Console printingTo(PrintStream newOut, Screen newOutScreen) {
        return new Console(in, newOut, err, charset, newOutScreen, errScreen, keyboard, resizes);
    }
}
