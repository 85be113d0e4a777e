using Pawl.Runs.Events;

namespace Pawl.Runs.Store;

/// <summary>A row of <c>events</c>, column for column.</summary>
internal sealed class EventRow
{
    public const string Columns = "position, run_id AS RunId, sequence, time, type, attempt, data, previous_hash AS PreviousHash, hash";

    public long Position { get; set; }
    public string RunId { get; set; } = "";
    public long Sequence { get; set; }
    public long Time { get; set; }
    public string Type { get; set; } = "";
    public int Attempt { get; set; }
    public string Data { get; set; } = "";
    public string PreviousHash { get; set; } = "";
    public string Hash { get; set; } = "";

    public EventRecord ToRecord() => new(Position, RunId, Sequence, UnixTime.At(Time), Type, Attempt, Data, PreviousHash, Hash);
}
