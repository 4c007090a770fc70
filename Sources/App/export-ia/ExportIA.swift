import Composition

@main
enum ExportIA {
  static func main() async {
    await Program.main()
  }
}
