// Answers JSON-RPC requests, one a line, with the functions of `Substrate`, so that a script can hold them against other
// implementations. `substrate.py` beside this folder is that script.
import Glibc
import Substrate

while let line = readLine() {
    let response: RPCResponse
    switch RPCIncoming(Array(line.utf8)) {
    case .one(.success(let request)): response = Probe.answer(request)
    case .one(.failure(let failure)): response = RPCResponse(.failure(failure), identifier: .null)
    case .batch: response = RPCResponse(.failure(.invalidRequest), identifier: .null)
    }
    print(String(decoding: response.json, as: UTF8.self))
    fflush(nil)
}
