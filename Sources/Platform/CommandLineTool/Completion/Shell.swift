/// The shells that completion scripts exist for.
public enum Shell: String, Sendable, CaseIterable {
  case bash, zsh, fish
}
