using Pawl.Runs.Durability;
using Pawl.Runs.Json;

namespace Pawl.Web.Live;

/// <summary>
/// Reads the metrics of a run from where a reader stopped, and notices when they were rewritten meanwhile because an attempt resumed from a
/// checkpoint: then the place is void, and reading starts over.
/// </summary>
internal static class MetricFeed
{
    /// <summary>Bytes of <c>xxxxxxxx"}\n</c>, by which each record ends.</summary>
    private const int SealBytes = 11;

    /// <summary>The next points.</summary>
    /// <returns>Null when the metrics before the place are no longer those that were read.</returns>
    public static (IReadOnlyList<MetricJson> Points, FeedPosition Next)? Read(string path, FeedPosition position, int most)
    {
        if (!Stands(path, position))
        {
            return null;
        }

        var points = new List<MetricJson>();
        var next = position;
        foreach (var record in JournalReader.Read(path, position.Metrics).Take(most))
        {
            var value = record.Value;
            points.Add(
                new MetricJson(
                    value.GetProperty("attempt").GetInt32(),
                    value.GetProperty("step").GetInt64(),
                    value.GetProperty("name").GetString()!,
                    value.GetProperty("value").GetDouble(),
                    value.GetProperty("at").GetDateTimeOffset()
                )
            );
            next = next with { Metrics = record.End, Seal = value.GetProperty("crc").GetString()! };
        }

        // The file may have been replaced between the look and the reading: it stands now if it stood then.
        return Stands(path, position) ? (points, next) : null;
    }

    /// <summary>
    /// Whether the record that ends there is the one that was read last. Rewriting only leaves records out, so if it is at its old place,
    /// all before it are too.
    /// </summary>
    private static bool Stands(string path, FeedPosition position)
    {
        if (position.Metrics == 0)
        {
            return true;
        }

        if (!File.Exists(path))
        {
            return false;
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> seal = stackalloc byte[SealBytes];
        return position.Metrics >= SealBytes
            && RandomAccess.Read(file, seal, position.Metrics - SealBytes) == SealBytes
            && seal.SequenceEqual(System.Text.Encoding.ASCII.GetBytes(position.Seal + "\"}\n"));
    }
}
