using Pawl.Runs.Hosting.Protocol;

namespace Pawl.Runs.Hosting.Host;

/// <summary>
/// Joins neighbours that fit into one frame: log lines of one level, metrics of one step. Order is kept, and so is every line and value.
/// Frames gather while the socket is busy, so joining costs no delay.
/// </summary>
internal static class FrameMerge
{
    private const int MaximumLines = 256;

    /// <value>128 Ki characters; six bytes each at worst, which stays below the largest frame.</value>
    private const int MaximumCharacters = 2 * ProtocolLimits.MaximumTextLength;

    private const int MaximumValues = 512;

    public static IEnumerable<HostFrame> Neighbours(IReadOnlyList<HostFrame> frames)
    {
        for (var index = 0; index < frames.Count; )
        {
            var (frame, count) = frames[index] switch
            {
                LogFrame log => Lines(frames, index, log.Level),
                MetricFrame metric => Values(frames, index, metric.Step),
                var other => (other, 1),
            };
            yield return frame;
            index += count;
        }
    }

    private static (HostFrame, int) Lines(IReadOnlyList<HostFrame> frames, int start, Workloads.RunLogLevel level)
    {
        var lines = new List<string>();
        var characters = 0;
        var index = start;
        while (index < frames.Count && frames[index] is LogFrame next && next.Level == level)
        {
            characters += next.Lines.Sum(line => line.Length);
            if (index > start && (lines.Count + next.Lines.Count > MaximumLines || characters > MaximumCharacters))
            {
                break;
            }

            lines.AddRange(next.Lines);
            index++;
        }

        return (new LogFrame(level, lines), index - start);
    }

    // A name twice at one step would be one key twice in one object, which the worker refuses: it starts a frame of its own.
    private static (HostFrame, int) Values(IReadOnlyList<HostFrame> frames, int start, long step)
    {
        var values = new List<KeyValuePair<string, double>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var index = start;
        while (index < frames.Count && frames[index] is MetricFrame next && next.Step == step && values.Count < MaximumValues)
        {
            if (next.Values.Any(value => names.Contains(value.Key)))
            {
                break;
            }

            values.AddRange(next.Values);
            names.UnionWith(next.Values.Select(value => value.Key));
            index++;
        }

        return (new MetricFrame(step, values), index - start);
    }
}
