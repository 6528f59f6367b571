import Foundation
import Glibc

/// Whoever reads a judge's standard output.
enum Audience {
    /// Ends this process once the reading end of its standard output is closed, which the end of its parent does.
    ///
    /// The launcher notices, and ends every sandbox.
    static func endWithIt() {
        Thread {
            // The kernel reports a closed reading end without being asked for any event.
            var output = pollfd(fd: 1, events: 0, revents: 0)
            while poll(&output, 1, -1) < 0 {
                guard errno == EINTR else { return }
            }
            exit(ExitStatus.failed.rawValue)
        }
        .start()
    }
}
