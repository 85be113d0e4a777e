using System.Text.Json;

namespace Pawl.Runs.Durability;

/// <summary>One good record of a journal.</summary>
/// <param name="Offset">Byte at which its line starts.</param>
/// <param name="End">Byte after its line feed: the place to read on from.</param>
/// <param name="Value">The object, its <c>crc</c> included.</param>
public sealed record JournalRecord(long Offset, long End, JsonElement Value);

/// <summary>A line of a journal that was skipped.</summary>
/// <param name="Offset">Byte at which it starts.</param>
/// <param name="Line">From 1, counted from where reading began.</param>
/// <param name="Bytes">Its length.</param>
public sealed record JournalDamage(string Path, long Offset, long Line, long Bytes, string Reason)
{
    public override string ToString() => $"{Path}:{Line}: record of {Bytes} bytes at byte {Offset} skipped: {Reason}";
}
