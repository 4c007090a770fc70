extension Judge {
  /// What a Python program prints, line by line. Its first argument names a file with the input.
  public static func lines(ofPython program: String, input: [UInt8] = []) throws -> [Substring] {
    let verdict = try python(program, ["/dev/stdin"], input: input)
    guard verdict.status == 0 else {
      throw TestFailure("the Python program failed with \(verdict.status): \(verdict.errors)")
    }
    return verdict.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }
}
