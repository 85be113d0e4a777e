using Pawl.Runs.Model;

namespace Pawl.Runs.Access;

/// <summary>An append-only fact about what someone did, outside the events of a run.</summary>
/// <param name="Position">From 1, without gaps.</param>
/// <param name="Data">A JSON object, as text: the hash covers its exact bytes.</param>
/// <param name="PreviousHash">Hash of the entry before; empty for the first.</param>
/// <param name="Hash">
/// SHA-256 over <c>pawl-audit-1\n</c> and the netstrings of position, time (Unix milliseconds), type, actor's name, actor's role, data and
/// previous hash; lower-case hex.
/// </param>
public sealed record AuditEntry(
    long Position,
    DateTimeOffset Time,
    string Type,
    Actor Actor,
    string Data,
    string PreviousHash,
    string Hash
);
