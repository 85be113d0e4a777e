using Pawl.Runs.Events;

namespace Pawl.Runs.Store;

/// <summary>A row of <c>events</c> with every column as the text that is hashed, so that a row altered beyond what its types allow still reads.</summary>
internal sealed class RawEvent
{
    public const string Columns = """
        CAST(position AS TEXT) AS Position, CAST(run_id AS TEXT) AS RunId, CAST(sequence AS TEXT) AS Sequence, CAST(time AS TEXT) AS Time,
        CAST(type AS TEXT) AS Type, CAST(attempt AS TEXT) AS Attempt, CAST(data AS TEXT) AS Data,
        CAST(previous_hash AS TEXT) AS PreviousHash, CAST(hash AS TEXT) AS Hash
        """;

    public string Position { get; set; } = "";
    public string RunId { get; set; } = "";
    public string Sequence { get; set; } = "";
    public string Time { get; set; } = "";
    public string Type { get; set; } = "";
    public string Attempt { get; set; } = "";
    public string Data { get; set; } = "";
    public string PreviousHash { get; set; } = "";
    public string Hash { get; set; } = "";

    public string ComputeHash() => EventHash.Of(Position, RunId, Sequence, Time, Type, Attempt, Data, PreviousHash);
}
