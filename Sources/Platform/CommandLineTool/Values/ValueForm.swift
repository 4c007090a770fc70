/// The kinds of value that a typed file distinguishes.
public enum ValueForm: String, Sendable, Hashable {
  case text = "a string"
  case integer = "an integer"
  case decimal = "a float"
  case boolean = "a boolean"
  case list = "an array"
}
