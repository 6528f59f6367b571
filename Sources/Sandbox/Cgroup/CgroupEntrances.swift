/// Open control groups that a child enters while it starts.
///
/// Moving a process makes the kernel wait until every processor has passed a quiet point, ten milliseconds and more. There are
/// two ways without the wait: under version 1 a process of one thread that moves that thread itself, and under version 2 being
/// born in the group.
struct CgroupEntrances: Sendable {
    /// The file `tasks` of each version 1 group.
    var tasks: [Descriptor] = []
    /// The folder of the version 2 group.
    var folder: Descriptor?
}
