package import Arena

/// How a site takes submissions, with the bound of everything that a client could cause.
package struct SiteIntake: Sendable {
    /// What looks at a submission's text.
    package var inspector: any CodeInspector
    /// How far the moment of a signature may lie from this machine's clock.
    package var window = Duration.seconds(300)
    /// Submissions that one hotkey may hand in at once, and how many more each second brings.
    package var burst = 4
    package var perSecond = 1.0 / 60
    /// Bytes of files that one hotkey may hand in at once; as many more come back within a day.
    package var dayBytes = 32 << 20
    /// Submissions that are looked at side by side, once they are here; more are told to come back.
    package var seats = 4
    /// The most bytes of all files in the arena's folder of uploads, before nothing more is taken.
    package var folderBytes = 4 << 30

    /// Makes a way of taking submissions, with every bound as it is by default.
    package init(inspector: any CodeInspector) {
        self.inspector = inspector
    }
}
