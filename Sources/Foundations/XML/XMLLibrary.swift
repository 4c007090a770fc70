internal import CXML2

/// The library that reads for us.
public enum XMLLibrary {
  public static let version = String(LIBXML_DOTTED_VERSION)

  /// Sets the library up, once for the process; safe from any thread.
  static let ready: Void = xmlInitParser()
}
