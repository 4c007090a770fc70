internal import Documents
internal import PDF

extension PDFProtection {
  init(_ wish: FileProtection) {
    var allowed: Permissions = []
    for permission in wish.permissions {
      switch permission {
      case .print: allowed.insert(.print)
      case .change: allowed.insert(.change)
      case .copy: allowed.insert(.copy)
      case .annotate: allowed.insert(.annotate)
      }
    }
    self.init(
      userPassword: wish.userPassword, ownerPassword: wish.ownerPassword, permissions: allowed, seed: wish.seed)
  }
}

extension PDFSigner {
  init(_ wish: FileSignature) {
    self.init(certificates: wish.certificates, key: wish.key, password: wish.password)
    name = wish.name
    reason = wish.reason
    location = wish.location
    moment = wish.moment
  }
}
