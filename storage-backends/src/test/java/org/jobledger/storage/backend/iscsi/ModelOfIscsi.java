package org.jobledger.storage.backend.iscsi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.scsi.BusOfFiles;

/**
 * Understands just the command lines that are sent to iscsiadm. What it says is what libvirt's viriscsi.c and its test (viriscsitest.c) have
 * as its output.
 */
final class ModelOfIscsi implements PoolTool {
    static final String TARGET = "iqn.2004-04.com:fedora14:iscsi.demo0.bf6d84";

    /** What was sent, but for looks. */
    final List<String> sent = new ArrayList<>();

    private final BusOfFiles bus;
    private boolean loggedIn;
    private String faces = "default tcp,<empty>,<empty>,<empty>,<empty>\niser iser,<empty>,<empty>,<empty>,<empty>\n";

    ModelOfIscsi(BusOfFiles bus) {
        this.bus = bus;
    }

    @Override
    public Result run(PoolDefinition pool, String what, List<String> line) {
        String text = String.join(" ", line);
        if (text.equals("iscsiadm --mode session")) {
            return loggedIn
                    ? new Result(
                            0,
                            "tcp: [1] 10.20.30.40:3260,1 iqn.2004-06.example:example1:iscsi.test\ntcp: [3] 192.168.122.185:3260,1 "
                                    + TARGET + " (non-flash)\n")
                    : new Result(IscsiAnswers.NOTHING, "iscsiadm: No active sessions.");
        } else if (text.equals("iscsiadm --mode iface")) {
            return new Result(0, faces);
        }
        if (text.startsWith("iscsiadm")) {
            sent.add(text);
        }
        return change(text);
    }

    private Result change(String text) {
        if (text.contains(" --login")) {
            loggedIn = true;
            try {
                bus.session(3, 4);
                bus.host(4, "0000:00:00.0", 1);
            } catch (IOException e) {
                return new Result(1, e.toString());
            }
        } else if (text.contains(" --logout")) {
            loggedIn = false;
        } else if (text.contains("iface.initiatorname")) {
            String face = text.split(" ", -1)[4];
            faces += face + " tcp,<empty>,<empty>,<empty>," + text.substring(text.lastIndexOf(' ') + 1) + "\n";
        }
        return new Result(0, "");
    }
}
