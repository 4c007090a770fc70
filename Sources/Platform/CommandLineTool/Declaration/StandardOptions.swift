/// Options that mean the same in every command.
public enum StandardOptions {
  /// For commands that can answer as one JSON document on standard output; see `CommandContext.isJSON`.
  public static let json = Option<Bool>(flag: "json", "Print the result as JSON")
  public static let help = Option<Bool>(flag: "help", short: "h", "Show this help")
  public static let color = Option("color", .choice, default: ColorChoice.auto, "When to use colours")
  public static let version = Option<Bool>(flag: "version", "Show the version")
}
