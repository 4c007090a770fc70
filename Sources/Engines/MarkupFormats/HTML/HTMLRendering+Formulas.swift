internal import Documents

extension HTMLRendering {
  /// MathML Core, with the TeX it came from as annotation.
  func formula(_ tex: String, isBlock: Bool) {
    output.write("<math xmlns=\"http://www.w3.org/1998/Math/MathML\"")
    if isBlock { output.write(" display=\"block\"") }
    output.write("><semantics>")
    output.write(MathML.markup(of: TeXMath.parse(tex)))
    output.write("<annotation encoding=\"application/x-tex\">")
    MarkupText.write(tex, to: output)
    output.write("</annotation></semantics></math>")
  }
}
