package org.jobledger.cli;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import picocli.CommandLine.Option;

/** {@code --xpath} and {@code --wrap}: which part of a document is shown. */
final class XPathOption {

    @Option(
            names = "--xpath",
            paramLabel = "XPATH",
            description = "Show only what this names: elements, attributes, text.")
    private @Nullable String xpath;

    @Option(names = "--wrap", description = "With --xpath: show it inside one element <nodes>.")
    private boolean wrap;

    /**
     * What is to be shown of a document.
     *
     * @throws CommandException if the expression is none, or names something else than nodes
     */
    String of(String xml) {
        if (xpath == null) {
            return xml;
        }
        try {
            Document document = parsed(xml);
            List<Node> nodes = nodes(document, xpath);
            if (!wrap) {
                List<String> texts = new ArrayList<>();
                for (Node node : nodes) {
                    texts.add(text(node));
                }
                return String.join("\n", texts);
            }
            return text(wrapped(document, nodes));
        } catch (XPathExpressionException e) {
            throw new CommandException(
                    "invalid-value", "'" + xpath + "' is no XPath that names nodes: " + reason(e), e);
        } catch (IOException | SAXException e) {
            throw new IllegalStateException("XML of our own that cannot be read: " + xml, e);
        } catch (ParserConfigurationException | TransformerException e) {
            throw new IllegalStateException("the Java runtime cannot read or write XML", e);
        }
    }

    private static String reason(XPathExpressionException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static Document parsed(String xml) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<Node> nodes(Document document, String xpath) throws XPathExpressionException {
        NodeList found = (NodeList)
                XPathFactory.newDefaultInstance().newXPath().evaluate(xpath, document, XPathConstants.NODESET);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            nodes.add(found.item(i));
        }
        return nodes;
    }

    private static Node wrapped(Document document, List<Node> nodes) {
        Element all = document.createElement("nodes");
        for (Node node : nodes) {
            if (node instanceof Attr attribute) {
                all.setAttribute(attribute.getName(), attribute.getValue());
            } else {
                all.appendChild(document.createTextNode("\n  "));
                all.appendChild(node.cloneNode(true));
            }
        }
        if (all.hasChildNodes()) {
            all.appendChild(document.createTextNode("\n"));
        }
        return all;
    }

    private static String text(Node node) throws TransformerException {
        if (node instanceof Attr attribute) {
            return attribute.getName() + "=\""
                    + attribute.getValue().replace("&", "&amp;").replace("\"", "&quot;") + "\"";
        }
        Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter text = new StringWriter();
        transformer.transform(new DOMSource(node), new StreamResult(text));
        return text.toString().lines().collect(Collectors.joining("\n"));
    }
}
