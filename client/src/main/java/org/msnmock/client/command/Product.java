package org.msnmock.client.command;

import java.util.Arrays;
import java.util.Optional;

/**
 * A product id and the key that belongs to it. Only Microsoft's own products were known to the
 * servers, so every other client answers challenges in the name of one.
 *
 * @see "Kopete, Gaim, aMSN and their likes each used one of these pairs"
 */
public enum Product {
  MSMSGS("msmsgs@msnmsgr.com", "Q1P7W2E4J9R8U3S5"),
  PROD0038("PROD0038W!61ZTF9", "VT6PX?UQTM4WM%YR"),
  PROD0058("PROD0058#7IL2{QD", "QHDCY@7R1TB6W?5B"),
  PROD0061("PROD0061VRRZH@4F", "JXQ6J@TUOGYV@N0M"),
  PROD0050("PROD00504RLUG%WL", "I2EBK%PYNLZL5_J4"),
  PROD0076("PROD0076ENE8*@AW", "CEQJ8}OE0!WTSWII");

  private final String id;
  private final String key;

  Product(String id, String key) {
    this.id = id;
    this.key = key;
  }

  public String id() {
    return id;
  }

  String key() {
    return key;
  }

  public static Optional<Product> fromId(String id) {
    return Arrays.stream(values()).filter(product -> product.id.equals(id)).findFirst();
  }
}
