package import Arena
package import Rules

/// What a site shows and where, and everything that a client could cause, with its bound.
package struct SiteOptions: Sendable {
    /// The arena's folder, which need not be there yet.
    package var home: Home
    /// The rules whose board is shown.
    package var preset: Preset
    package var host = "127.0.0.1"
    /// 0: any that is free.
    package var port = 8000
    /// What `X-API-Key` has to be for the API; without it everybody may ask.
    ///
    /// Pages are for everybody.
    package var apiKey: String?
    /// Connections that are open at once; more wait.
    package var connections = 4096
    /// Connections that one address may have at once; more are ended.
    ///
    /// An address is a network of 64 bits where it is one of IPv6, here and for all other limits.
    ///
    /// 0: as many as it likes. A site that takes any number of requests from an address takes any number of connections.
    package var connectionsOfOneAddress = 512
    /// How long a connection may be silent before its request is complete.
    package var idleTime = Duration.seconds(30)
    /// How long a client may take nothing of what it is sent.
    package var stallTime = Duration.seconds(30)
    /// Streams of events that are open at once.
    package var streams = 1000
    /// Streams that one address may have open at once.
    ///
    /// Of a site that takes any number of requests from an address it may have all.
    package var streamsOfOneAddress = 16
    /// How often a stream says that it is still there.
    package var heartbeat = Duration.seconds(15)
    /// How often the records are asked for something new.
    package var pollInterval = Duration.milliseconds(250)
    /// Requests that one address may make at once, and how many more each second brings; 0: as many as it likes.
    package var burst = 240
    package var requestsPerSecond = 40.0
    /// The longest address of a request, in bytes.
    package var addressBytes = 2048
    /// The most bytes of all header fields of a request.
    package var headerBytes = 16_384
    /// How long the site takes what it read last for what there is, before it looks again.
    package var patience = Duration.milliseconds(100)
    /// How long a request waits for the chain; then it is told what the chain said last.
    package var chainWait = Duration.seconds(2)
    /// How long a chain that does not answer is left alone before it is tried again.
    package var chainRest = Duration.seconds(1)
    /// How old an answer may be that is given again while nothing new was recorded.
    package var freshness = Duration.seconds(2)
    /// The most bytes of memory for answers that may be given again, and the largest that is kept; with 0 bytes every
    /// request has an answer made for it.
    package var keptBytes = 32 << 20
    package var keptAnswerBytes = 512 << 10
    /// Pages of code and of differences that are made side by side; more are told to come back.
    package var codePages = 8

    /// Who is told of every request, by OTLP over HTTP; nobody without it.
    package var traceCollector: SiteClient?
    /// How submissions are taken; without it this site takes none.
    package var intake: SiteIntake?

    /// Makes a site's options, with every bound as it is by default.
    ///
    /// - Parameters:
    ///   - home: The arena's folder.
    ///   - preset: The rules whose board is shown.
    package init(home: Home, preset: Preset) {
        self.home = home
        self.preset = preset
    }
}
