internal import COpenSSL

/// The version of OpenSSL that runs.
public enum TLSLibrary {
  public static let version = String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))
}
