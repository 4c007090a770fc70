internal import CXML2

/// The version of libxml2 that reads for us.
public enum XMLLibrary {
  public static let version = String(LIBXML_DOTTED_VERSION)
}
