import Foundation
import Logging
import Subprocess
import Synchronization
import SystemPackage
import Testing

@testable import tiltyard

@Suite struct LogTests {
    /// What a handler wrote.
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])

        func logger(_ format: LogFormat, secrets: [String?] = [], level: Logger.Level = .trace) -> Logger {
            Logger(label: "tiltyard.test") {
                LineLogHandler(label: $0, level: level, format: format, secrets: LogSecrets(secrets)) { line in
                    self.all.withLock { $0.append(line) }
                }
            }
        }

        var only: String {
            get throws {
                let lines = all.withLock { $0 }
                try #require(lines.count == 1)
                return lines[0]
            }
        }
    }

    /// Texts that strangers could have a log show.
    static let hostile = [
        "\u{1B}[2J\u{1B}]0;owned\u{07}", "one\ntwo\r\n{\"level\":\"critical\"}", "\u{9B}31m\u{85}\u{7F}\u{0}",
        "\"quoted\" \\ back \\u0041", "turned\u{202E}left\u{2066}", "lines\u{2028}apart\u{2029}", "größer → 👩‍🚀",
        String(repeating: "long", count: 5000),
    ]

    @Test(arguments: hostile)
    func everyEventIsOneLineOfJSON(_ text: String) throws {
        let lines = Lines()
        lines.logger(.json).notice(
            "\(text)",
            metadata: ["text": "\(text)", "\(text.prefix(60))": ["list", "\(text)"]]
        )
        let line = try lines.only
        #expect(StrangeText.isHarmless(line) && line.dropLast().allSatisfy { !$0.isNewline })
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(Set(object.keys) == ["time", "level", "logger", "message", "metadata"])
        #expect(object["level"] as? String == "notice")
        #expect(object["logger"] as? String == "tiltyard.test")
        let told = (object["metadata"] as? [String: Any])?["text"] as? String
        #expect(text.count > LogSecrets.longestText ? told?.hasPrefix("longlong") == true : told == text)
        let time = try #require(object["time"] as? String)
        #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
        #expect(
            abs(try Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(time).timeIntervalSinceNow) < 60
        )
    }

    @Test(arguments: hostile)
    func everyEventIsOneLineForPeople(_ text: String) throws {
        let lines = Lines()
        lines.logger(.human).error("\(text)", metadata: ["text": "\(text)"])
        let line = try lines.only
        #expect(StrangeText.isHarmless(line) && line.last == "\n" && line.dropLast().allSatisfy { !$0.isNewline })
        #expect(line.contains("Z error tiltyard.test: ") && line.contains(" text="))
    }

    @Test func valuesForPeopleEndWhereTheNextOneBegins() throws {
        let lines = Lines()
        lines.logger(.human).notice("done", metadata: ["b": "two words", "a": "1", "c": "x=\"y\"", "d": ""])
        #expect(try lines.only.hasSuffix("done a=1 b=\"two words\" c=\"x=\\\"y\\\"\" d=\"\"\n"))
    }

    @Test(arguments: LogFormat.allCases)
    func secretsAreNeverShown(_ format: LogFormat) throws {
        let lines = Lines()
        lines.logger(format, secrets: ["hunter2", nil, ""]).warning(
            "asked with hunter2",
            metadata: [
                "error": "http://alice:pass1@host/x did not answer", "list": ["hunter2"], "epoch.secret": "aa55",
                "api_key": "k1", "nested": ["wallet.seed": "s1"], "hotkey": "5Abc", "at": "http://host/a@b",
            ]
        )
        let line = try lines.only
        for secret in ["hunter2", "pass1", "aa55", "k1", "s1"] { #expect(!line.contains(secret), "\(line)") }
        for kept in ["5Abc", "http://host/a@b", "host/x"] { #expect(line.contains(kept), "\(line)") }
    }

    @Test func whatMattersTooLittleIsNotTold() {
        let lines = Lines()
        lines.logger(.json, level: .warning).notice("nothing")
        let written = lines.all.withLock { $0 }
        #expect(written.isEmpty)
    }

    /// A site that is asked strange things by a client, and one that cannot listen.
    ///
    /// Each line of all that they write has to be an object.
    @Test func aWholeProcessWritesNothingButJSON() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let script = #"""
            "$0" serve --home "$1/no\arena" --port 0 --log-level trace --log-format json >>"$1/log" 2>&1 &
            site=$!
            until port=$(sed -n 's/.*"message":"serving".*127\.0\.0\.1:\([0-9]*\).*/\1/p' "$1/log") && [ -n "$port" ]
            do kill -0 $site || exit 9; read -rt 0.05 <> <(:); done
            exec 3<>/dev/tcp/127.0.0.1/$port
            printf 'GET /v1/board?%%1b[2J"} HTTP/1.1\r\nHost: x\r\nX-API-Key: hunter2\r\nConnection: close\r\n\r\n' >&3
            cat <&3 >"$1/answer"
            "$0" serve --home "$1" --port $port --log-format json >>"$1/log" 2>&1
            echo $? >"$1/status"
            kill -TERM $site
            wait $site
            """#
        let outcome = try await Subprocess.run(
            .path("/bin/bash"),
            arguments: ["-c", script, Program.file, place.path],
            environment: .inherit.updating(["TILTYARD_API_KEY": "hunter2"]),
            output: .string(limit: 4096),
            error: .string(limit: 4096)
        )
        #expect(outcome.terminationStatus.isSuccess, "\(outcome.standardError)")
        #expect(try place.read("answer").hasPrefix("HTTP/1.1 "))
        #expect(try place.read("status") == "4\n")
        let log = try place.read("log")
        #expect(StrangeText.isHarmless(log) && !log.contains("hunter2"))
        var messages: [String] = []
        for line in log.split(separator: "\n") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            messages.append(try #require(object?["message"] as? String, "\(line)"))
        }
        #expect(messages.contains("serving") && messages.contains("request failed"))
        #expect(messages.contains("ended by an error"))
    }

    @Test(arguments: [["--log-format", "xml"], ["--log-level", "loud"]])
    func unknownWordsAreRefused(_ option: [String]) async throws {
        for command in [["serve"], ["validator", "run"], ["demo"], ["chain", "run"], ["tournament", "run"]] {
            let outcome = try await Program.run(command + option)
            #expect(outcome.status == 64 && outcome.errors.contains(option[1]), "\(outcome.errors)")
        }
    }
}
