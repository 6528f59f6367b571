package import FoundationEssentials
import NIOCore
package import Rules

/// Fetches the code of submissions from wherever a stranger says it is.
///
/// - One deadline covers everything: name look-up, connections, redirects, headers and the last byte of the body.
/// - The body is counted while it arrives and cut off at the limit, whatever its announced length.
/// - Only http and https; at most three redirects, each checked like the first URL.
/// - A host is looked up once for each request. All its addresses have to be public, and the connection goes to the
///   first of them, so that a second look-up cannot answer differently. The certificate is still that of the name.
/// - Settings from the environment, such as proxies, are not read.
/// - The body is taken as it is sent. One that the server calls compressed or in another charset than UTF-8 is refused.
///
/// ```swift
/// let fetcher = Fetcher(limits: preset.intake, uploads: "uploads")
/// let code = try await fetcher.fetch(CodeSource.parse(submission.url))
/// try CodeCheck.inspect(code, expected: submission.codeHash, limits: preset.intake)
/// ```
package struct Fetcher: Sendable {
    /// The most redirects that are followed.
    package static let maximumRedirects = 3

    let limits: IntakeLimits
    let uploads: UploadFolder
    let web: WebAccess

    /// Makes a fetcher.
    ///
    /// - Parameters:
    ///   - limits: The largest size and the longest time.
    ///   - uploads: The folder of uploaded files.
    ///   - allowPrivateAddresses: Whether addresses inside networks may be reached. Only for demonstrations and tests on
    ///     one machine: with it a stranger's URL reaches whatever the validator can reach.
    package init(limits: IntakeLimits, uploads: String, allowPrivateAddresses: Bool = false) {
        let web = allowPrivateAddresses ? WebAccess(isAllowed: { _ in true }) : WebAccess()
        self.init(limits: limits, uploads: uploads, web: web)
    }

    init(limits: IntakeLimits, uploads: String, web: WebAccess) {
        self.limits = limits
        self.uploads = UploadFolder(path: uploads)
        self.web = web
    }

    /// Fetches code.
    ///
    /// Its hash and its text are checked by `CodeCheck`.
    ///
    /// A cancelled task gets `fetchFailed` as soon as the connection is closed; look at `Task.isCancelled` before
    /// deciding anything about the submission.
    ///
    /// - Parameter source: Where the code is to be found.
    /// - Returns: The bytes, no more than the limit.
    /// - Throws: `IntakeError` with `badURL`, `addressRefused`, `tooManyRedirects`, `fetchTimedOut`, `fetchFailed`,
    ///   `tooLarge`, `compressed` or `notText`.
    package func fetch(_ source: CodeSource) async throws(IntakeError) -> Data {
        do {
            switch source {
            case .upload(let hash): return try await uploads.read(hash, limit: limits.code)
            case .web(let url):
                return try await Deadline.run(limits.fetchTime.duration) { try await follow(url, deadline: $0) }
            }
        } catch let error as IntakeError {
            throw error
        } catch {
            throw IntakeError(.fetchFailed, "The code could not be fetched.", cause: error)
        }
    }

    private func follow(_ url: URL, deadline: NIODeadline) async throws -> Data {
        var url = url
        for _ in 0...Self.maximumRedirects {
            let request = WebRequest(url: url, limit: limits.code, deadline: deadline, web: web)
            switch try await request.run() {
            case .body(let data): return data
            case .redirect(let next): url = next
            }
        }
        throw IntakeError(.tooManyRedirects, "The URL leads on more than \(Self.maximumRedirects) times.")
    }
}
