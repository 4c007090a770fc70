internal import CCurl

/// The version of libcurl that runs.
public enum CurlLibrary {
  public static let version: String = {
    guard let information = curl_version_info(CURLVERSION_FIRST), let text = information.pointee.version else {
      return "0"
    }
    return String(cString: text)
  }()
}
