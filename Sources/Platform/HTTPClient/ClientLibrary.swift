internal import CCurl

/// libcurl's process-wide start, done once and safe from any thread since libcurl 7.84.
enum ClientLibrary {
  static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
