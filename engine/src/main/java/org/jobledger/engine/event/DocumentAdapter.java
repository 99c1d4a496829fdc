package org.jobledger.engine.event;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.CustomAdapter;
import io.avaje.jsonb.Jsonb;

/** Puts the exact text of a {@link Document} into the JSON around it, and takes it out again. */
@CustomAdapter
public final class DocumentAdapter implements JsonAdapter<Document> {

    /** Made by the JSON library. */
    public DocumentAdapter(Jsonb jsonb) {}

    @Override
    public void toJson(JsonWriter writer, Document document) {
        writer.rawValue(DocumentText.raw(document));
    }

    @Override
    public Document fromJson(JsonReader reader) {
        return new Document(reader.readRaw());
    }
}
