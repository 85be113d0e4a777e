using Pawl.Runs.Events;
using Pawl.Runs.Store;

namespace Pawl.Runs.Access;

/// <summary>A row of <c>audit</c>, each column as the text that is hashed, so that a row altered beyond what its types allow still reads.</summary>
internal sealed class AuditRow
{
    public const string Columns = """
        CAST(position AS TEXT) AS Position, CAST(time AS TEXT) AS Time, CAST(type AS TEXT) AS Type, CAST(actor_name AS TEXT) AS ActorName,
        CAST(actor_role AS TEXT) AS ActorRole, CAST(data AS TEXT) AS Data, CAST(previous_hash AS TEXT) AS PreviousHash,
        CAST(hash AS TEXT) AS Hash
        """;

    public string Position { get; set; } = "";
    public string Time { get; set; } = "";
    public string Type { get; set; } = "";
    public string ActorName { get; set; } = "";
    public string ActorRole { get; set; } = "";
    public string Data { get; set; } = "";
    public string PreviousHash { get; set; } = "";
    public string Hash { get; set; } = "";

    public string ComputeHash() => ChainHash.Of("pawl-audit-1\n"u8, Position, Time, Type, ActorName, ActorRole, Data, PreviousHash);

    /// <summary>A position or time that is no number reads as 0: altered rows are shown too, and <see cref="AuditLog.Verify"/> tells of them.</summary>
    public AuditEntry ToEntry() =>
        new(
            long.TryParse(Position, out var position) ? position : 0,
            UnixTime.At(long.TryParse(Time, out var time) && time is >= 0 and < 100_000_000_000_000 ? time : 0),
            Type,
            new(ActorName, ActorRole),
            Data,
            PreviousHash,
            Hash
        );
}
