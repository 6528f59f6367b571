import Foundation

/// A file that the pages use, from the resources of this target.
struct SiteFile: Sendable {
    let path: String
    let name: String
    let type: String

    static let style = SiteFile(path: "/assets/site.css", name: "site.css", type: "text/css; charset=utf-8")
    static let script = SiteFile(path: "/assets/site.js", name: "site.js", type: "text/javascript; charset=utf-8")
    static let mark = SiteFile(path: "/favicon.svg", name: "mark.svg", type: "image/svg+xml")

    static let all = [style, script, mark]

    /// The file; empty where the resources are not beside the program, so that pages are plain but there.
    var content: Content {
        let url = Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Resources")
        return Content(type: type, bytes: url.flatMap { try? Data(contentsOf: $0) } ?? Data())
    }
}
