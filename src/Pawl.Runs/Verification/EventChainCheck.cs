using System.Globalization;
using Pawl.Runs.Store;

namespace Pawl.Runs.Verification;

/// <summary>
/// Walks a run's event chain: sequence numbers without a gap, each row hashing to its hash and carrying the hash of the row before, and the
/// last one being the head the run's row holds. An altered, swapped, inserted or removed row breaks one of these.
/// </summary>
internal static class EventChainCheck
{
    private const string What = "event chain";

    public static IEnumerable<VerificationFinding> Run(RunSnapshot snapshot)
    {
        var previousHash = "";
        var previousPosition = 0L;
        var sequence = 0L;
        foreach (var row in snapshot.Events)
        {
            sequence++;
            var where = $"event {row.Sequence} ({row.Type}) of run {row.RunId}";
            if (row.Sequence != sequence.ToString(CultureInfo.InvariantCulture))
            {
                yield return new(What, where, $"sequence {sequence}", $"sequence {row.Sequence}: events are missing or were moved");
                // Count on from here: one gap is one finding, not one per row after it.
                sequence = long.TryParse(row.Sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var found) ? found : sequence;
            }
            if (row.PreviousHash != previousHash)
            {
                yield return new(
                    What,
                    where,
                    $"previous hash '{previousHash}'",
                    $"'{row.PreviousHash}': the event before it is not the one it followed"
                );
            }
            var hash = row.ComputeHash();
            if (row.Hash != hash)
            {
                yield return new(What, where, $"hash {hash} over its columns", $"{row.Hash}: the row was altered");
            }
            if (
                !long.TryParse(row.Position, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                || position <= previousPosition
            )
            {
                yield return new(What, where, $"a position beyond {previousPosition}", row.Position);
            }
            previousPosition = position;
            previousHash = row.Hash;
        }

        var head = $"run {snapshot.Run.Id}";
        if (snapshot.Events.Count != snapshot.Run.EventCount)
        {
            yield return new(What, head, $"{snapshot.Run.EventCount} events, as the run's row counts", $"{snapshot.Events.Count}");
        }
        if (previousHash != snapshot.Run.EventHead)
        {
            yield return new(What, head, $"the last event to hash to the run's head {snapshot.Run.EventHead}", $"'{previousHash}'");
        }
    }
}
