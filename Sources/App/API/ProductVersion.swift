/// What this build calls itself.
public enum ProductVersion {
  public static let number = "0.1.0"
}
