package org.jobledger.storage.backend;

/** What a kind of storage may be able to do, and another one not. */
public enum Ability {
    /** Make what a pool needs. */
    BUILD_POOL("build a pool"),
    /** Remove what was built. */
    DELETE_POOL("delete a pool"),
    /** Make volumes. */
    CREATE_VOLUME("make volumes"),
    /** Remove volumes. */
    DELETE_VOLUME("remove volumes"),
    /** Change the size of volumes. */
    RESIZE_VOLUME("change the size of volumes"),
    /** Read and write the bytes of volumes. */
    CONTENTS("read or write the contents of volumes"),
    /** Have a program read and write them by their paths. */
    CONVERT("convert the contents of volumes"),
    /** Remove the snapshots of volumes. */
    SNAPSHOTS("remove snapshots of volumes");

    private final String text;

    Ability(String text) {
        this.text = text;
    }

    /** It in words: "make volumes". */
    public String text() {
        return text;
    }
}
