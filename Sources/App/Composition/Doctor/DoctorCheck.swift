/// One thing the doctor looks at.
protocol DoctorCheck: Sendable {
  func run() async -> [Finding]
}
