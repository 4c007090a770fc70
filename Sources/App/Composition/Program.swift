internal import API

/// The whole program; the executable only calls it.
public enum Program {
  public static func main() {
    print("export-ia \(ProductVersion.number)")
  }
}
