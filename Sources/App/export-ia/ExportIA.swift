import Composition

@main
enum ExportIA {
  static func main() {
    Program.main()
  }
}
