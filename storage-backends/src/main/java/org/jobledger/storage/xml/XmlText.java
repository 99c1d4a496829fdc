package org.jobledger.storage.xml;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jobledger.storage.InvalidXmlException;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Text to elements, safely: a document type or an entity of its own is refused, and nothing outside the text is ever read. */
final class XmlText {
    /** More than any definition is long, characters. */
    static final int LONGEST = 1 << 20;

    /** Deeper than any definition is; libvirt's parser goes as deep. What reads the text of an element goes down by itself. */
    private static final String DEEPEST = "256";

    private static final String DEPTH_LIMIT = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";

    private XmlText() {}

    /**
     * The root element.
     *
     * @throws InvalidXmlException if it is another, or the text is too long, is not well-formed, or has a document type
     */
    static Node root(String xml, String name) {
        Node root = root(xml);
        if (!root.name().equals(name)) {
            throw new InvalidXmlException("unexpected root element <" + root.name() + ">, expecting <" + name + ">");
        }
        return root;
    }

    /**
     * The root element, whatever it is.
     *
     * @throws InvalidXmlException if the text is too long, is not well-formed, or has a document type
     */
    static Node root(String xml) {
        if (xml.length() > LONGEST) {
            throw new InvalidXmlException("XML of " + xml.length() + " characters is longer than " + LONGEST);
        }
        return new Node(parse(xml));
    }

    private static Element parse(String xml) {
        try {
            DocumentBuilder builder = factory().newDocumentBuilder();
            builder.setErrorHandler(new Refusing());
            builder.setEntityResolver((publicId, systemId) -> {
                throw new SAXException("an external entity is not allowed: " + systemId);
            });
            return builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
        } catch (SAXParseException e) {
            throw new InvalidXmlException(
                    "not XML, line " + e.getLineNumber() + " column " + e.getColumnNumber() + ": " + e.getMessage(), e);
        } catch (SAXException | IOException e) {
            throw new InvalidXmlException("not XML: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the Java runtime has no XML parser that can refuse document types", e);
        }
    }

    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setAttribute(DEPTH_LIMIT, DEEPEST);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    /** The parser's own prints to the error stream. */
    private static final class Refusing implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // A warning says nothing of the elements.
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
