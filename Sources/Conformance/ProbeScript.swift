import FoundationEssentials
import Sandbox

/// The Python program that runs in a sandbox and tries something.
enum ProbeScript {
    /// Puts the common words in front of a script.
    ///
    /// - Parameter body: Python, in which `answer(text)` sends one packet, `call(name, ...)` makes a system call,
    ///   `attempt(label, action)` notes in `seen` how an action ends, and `host` is the socket.
    /// - Returns: The whole program.
    static func make(_ body: String) -> String {
        let numbers = systemCalls(in: body).compactMap { name in
            SystemCall.number(named: name).map { "'\(name)': \($0)" }
        }
        return "numbers = {\(numbers.joined(separator: ", "))}\n\(prelude)\n\(body)\n"
    }

    /// The names that a script gives to `call`.
    private static func systemCalls(in body: String) -> Set<String> {
        Set(
            body.components(separatedBy: "call('").dropFirst().compactMap {
                $0.split(separator: "'").first.map(String.init)
            }
        )
    }

    // A wall answers with one of these; an error about the arguments means that there was none.
    private static let prelude = """
        import array, ctypes, errno, mmap, os, resource, signal, socket, sys, threading, time
        host = socket.socket(fileno=3)
        libc = ctypes.CDLL(None, use_errno=True)
        page = ctypes.create_string_buffer(4096)
        walls = {errno.EPERM, errno.EACCES, errno.EROFS, errno.ENOSYS, errno.ENOENT, errno.ENXIO, errno.ENODEV, errno.ESRCH,
                 errno.EAFNOSUPPORT, errno.ECONNREFUSED, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL, errno.ENOMEM,
                 errno.EMFILE, errno.ENOTDIR, errno.EPROTONOSUPPORT}
        seen = []
        def answer(text): host.send(str(text).encode()[:4000])
        def call(name, *arguments):
            if name not in numbers: raise OSError(errno.ENOSYS, name)
            if libc.syscall(numbers[name], *arguments) < 0: raise OSError(ctypes.get_errno(), name)
        def refuse(): raise OSError(errno.EACCES, 'empty')
        def attempt(label, action):
            try: action()
            except OSError as error:
                word = errno.errorcode.get(error.errno, str(error))
                seen.append(label + '=' + word + ('' if error.errno in walls else '!'))
            except ValueError: seen.append(label + '=not allowed')
            else: seen.append(label + '=did it!')
        """
}
