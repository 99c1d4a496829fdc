package org.jobledger.storage.backend.iscsi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jobledger.storage.PoolSource;

/** The command lines of iscsiadm(8) of open-iscsi, as libvirt's viriscsi.c has them. */
public final class IscsiCommands {
    private static final Pattern NAME = Pattern.compile("(iqn|eui|naa)\\.[!-~]+");
    private static final int USUAL_PORT = 3260;

    private IscsiCommands() {}

    /** Whether a text is the name of a target or an initiator. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** "ADDRESS:PORT". */
    public static String portal(PoolSource.Host host) {
        String name = host.name().indexOf(':') >= 0 ? "[" + host.name() + "]" : host.name();
        return name + ":" + (host.port() == 0 ? USUAL_PORT : host.port());
    }

    /**
     * Asks a portal for its targets.
     *
     * @param face as whom, where not as this machine
     * @param kept whether iscsiadm writes down what it is told, as it must before a login by another interface
     */
    public static List<String> discover(String portal, Optional<String> face, boolean kept) {
        List<String> line = new ArrayList<>(
                List.of("iscsiadm", "--mode", "discovery", "--type", "sendtargets", "--portal", portal));
        if (!kept) {
            line.addAll(List.of("--op", "nonpersistent"));
        }
        face.ifPresent(name -> line.addAll(List.of("--interface", name)));
        return line;
    }

    /** Shows the interfaces: a line "NAME TRANSPORT,ADDRESS,ADDRESS,NAME,INITIATOR" each. */
    static List<String> faces() {
        return List.of("iscsiadm", "--mode", "iface");
    }

    /** What has iscsiadm speak as another initiator than that of this machine. */
    public static List<List<String>> makeFace(String face, String initiator) {
        return List.of(
                List.of("iscsiadm", "--mode", "iface", "--interface", face, "--op", "new"),
                List.of(
                        "iscsiadm",
                        "--mode",
                        "iface",
                        "--interface",
                        face,
                        "--op",
                        "update",
                        "--name",
                        "iface.initiatorname",
                        "--value",
                        initiator));
    }

    /** Has it forget that again. */
    public static List<String> removeFace(String face) {
        return List.of("iscsiadm", "--mode", "iface", "--interface", face, "--op", "delete");
    }

    /** Shows the sessions: a line "TRANSPORT: [NUMBER] ADDRESS:PORT,TAG TARGET (more)" each. */
    static List<String> sessions() {
        return List.of("iscsiadm", "--mode", "session");
    }

    static List<String> makeNode(String portal, String target) {
        return node(portal, target, List.of("--op", "new"));
    }

    static List<String> login(String portal, String target, Optional<String> face) {
        return node(portal, target, with("--login", face));
    }

    static List<String> logout(String portal, String target, Optional<String> face) {
        return node(portal, target, with("--logout", face));
    }

    private static List<String> with(String verb, Optional<String> face) {
        return face.map(name -> List.of(verb, "--interface", name)).orElseGet(() -> List.of(verb));
    }

    private static List<String> node(String portal, String target, List<String> rest) {
        List<String> line =
                new ArrayList<>(List.of("iscsiadm", "--mode", "node", "--portal", portal, "--targetname", target));
        line.addAll(rest);
        return line;
    }

    static List<String> rescan(String session) {
        return List.of("iscsiadm", "--mode", "session", "-r", session, "-R");
    }
}
