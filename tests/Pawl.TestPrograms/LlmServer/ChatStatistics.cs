namespace Pawl.TestPrograms.LlmServer;

/// <param name="Requests">Read so far.</param>
/// <param name="Answered">200s sent to their last byte.</param>
/// <param name="Peak">Most requests on their way at once, from the last byte read to the last bytes sent, or the client's going away.</param>
/// <param name="Statuses">Answers by status; 0 for connections that were reset or left hanging.</param>
public sealed record ChatStatistics(
    long Requests,
    long Answered,
    int InFlight,
    int Peak,
    long Connections,
    IReadOnlyDictionary<int, long> Statuses
);
