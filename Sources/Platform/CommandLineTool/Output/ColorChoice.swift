/// When output is coloured; `auto` is on terminals only, and honours NO_COLOR and TERM=dumb.
public enum ColorChoice: String, Sendable, CaseIterable {
  case auto, always, never
}
